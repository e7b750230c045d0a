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
  const element = shownBy(picture, key) ?? "";
  const container = containerOf(picture.meaning, element);
  const own = ownPlane(container);
  const { ours, theirs, base } = picture.three;
  if (picture.records.has(own) && entry.parent !== own) {
    const isAsDrawn = [ours, theirs].some((side) => isDrawnSo(side, { key, element, container, plane: entry.parent }));
    if (!isAsDrawn) return own;
  }
  const side = picture.from.get(headOf(key));
  const isLost = !picture.records.has(entry.parent);
  const isShared = ours.records.has(key) && theirs.records.has(key);
  if (!isLost && (side === undefined || isShared)) return undefined;
  const moved = siblingPlane(picture, side === undefined ? base : picture.three[side], container, entry.parent);
  return moved ?? (isLost ? planeOf(picture, container) : undefined);
}

/** The plane on which a collapsed sub-process is drawn from within. */
function ownPlane(container: string): string {
  return `${DRAWN}diagram/${container}/plane`;
}

interface Drawn {
  readonly key: string;
  readonly element: string;
  readonly container: string;
  readonly plane: string;
}

/** Whether a side has both the element in its container and the container's own plane, and yet draws it elsewhere. */
function isDrawnSo(side: Model, { key, element, container, plane }: Drawn): boolean {
  const isThere = side.records.get(key)?.parent === plane && containerOf(side, element) === container;
  return isThere && side.records.has(ownPlane(container));
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
  const own = ownPlane(container);
  if (picture.records.has(own)) return own;
  const around = picture.records.get(`${DRAWN}${container}`)?.parent;
  if (around !== undefined && picture.records.has(around)) return around;
  const planes = [...picture.records.values()].filter(({ type }) => type === "bpmndi:BPMNPlane");
  return planes[0]?.key;
}
