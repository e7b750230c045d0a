import { DRAWN } from "../../model/model.ts";
import type { Entry, Model } from "../../model/model.ts";
import { containerOf, headOf, shownBy } from "./records.ts";
import type { Picture } from "./records.ts";

/**
 * Puts on the right plane what one side drew while the other collapsed or expanded its sub-process: to the elements that
 * are in the same sub-process.
 */
export function settlePlaces(picture: Picture): void {
  for (const [key, entry] of picture.records) {
    if (entry.property !== "planeElement") continue;
    const to = placeOf(picture, key, entry);
    if (to === undefined || to === entry.parent) continue;
    picture.records.set(key, { ...entry, parent: to });
  }
}

function placeOf(picture: Picture, key: string, entry: Entry): string | undefined {
  const side = picture.from.get(headOf(key));
  const isLost = !picture.records.has(entry.parent);
  const isShared = picture.three.ours.records.has(key) && picture.three.theirs.records.has(key);
  if (!isLost && (side === undefined || isShared)) return undefined;
  const element = shownBy(picture, key) ?? "";
  const container = containerOf(picture.meaning, element);
  const drawnBy = side === undefined ? picture.three.base : picture.three[side];
  const moved = siblingPlane(picture, drawnBy, container, entry.parent);
  if (moved !== undefined) return moved;
  return isLost ? planeOf(picture, container) : undefined;
}

/** Where those beside it went that were drawn on the same plane. */
function siblingPlane(picture: Picture, side: Model, container: string, plane: string): string | undefined {
  for (const [key, entry] of picture.records) {
    if (entry.property !== "planeElement" || side.records.get(key)?.parent !== plane) continue;
    const isBeside = containerOf(picture.meaning, key.slice(DRAWN.length)) === container;
    if (isBeside && entry.parent !== plane && picture.records.has(entry.parent)) return entry.parent;
  }
  return undefined;
}

/** The plane of a container's own, or the one that it is drawn on, or the first. */
function planeOf(picture: Picture, container: string): string | undefined {
  const own = `${DRAWN}diagram/${container}/plane`;
  if (picture.records.has(own)) return own;
  const around = picture.records.get(`${DRAWN}${container}`)?.parent;
  if (around !== undefined && picture.records.has(around)) return around;
  const planes = [...picture.records.values()].filter(({ type }) => type === "bpmndi:BPMNPlane");
  return planes[0]?.key;
}
