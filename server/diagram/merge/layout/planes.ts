import { DRAWN, target } from "../../model/model.ts";
import type { Entry, Model } from "../../model/model.ts";
import { containerOf, shownBy } from "./records.ts";
import type { Picture } from "./records.ts";

/** What is drawn, in a version or in the result. */
type Drawing = Pick<Model, "records">;

/** How deep collapsed sub-processes may be nested in each other before we stop following them. */
const MOST_ROUNDS = 20;

/**
 * Puts on the right plane what one side drew, or moved, while the other collapsed or expanded the sub-process that it is
 * in: on the sub-process's own plane, or on the one that the sub-process is drawn on. What a side draws otherwise, in the same
 * circumstances, it wants so.
 */
export function settlePlaces(picture: Picture): void {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let isNews = false;
    for (const [key, entry] of picture.records) {
      if (entry.property !== "planeElement") continue;
      const to = placeOf(picture, key, entry);
      if (to === undefined || to === entry.parent) continue;
      picture.records.set(key, { ...entry, parent: to });
      isNews = true;
    }
    if (!isNews) break;
  }
  settleEdges(picture);
}

function placeOf(picture: Picture, key: string, entry: Entry): string | undefined {
  const element = shownBy(picture, key) ?? "";
  const container = containerOf(picture.meaning, element);
  const home = homeOf(picture, container);
  const { ours, theirs } = picture.three;
  const isAsDrawn = [ours, theirs].some((side) => {
    const isThere = side.records.get(key)?.parent === entry.parent && containerOf(side, element) === container;
    return isThere && homeOf(side, container) === home;
  });
  return isAsDrawn && picture.records.has(entry.parent) ? undefined : home;
}

/** The plane of a container's own, or the one that it is drawn on, or the first. */
function homeOf(drawing: Drawing, container: string): string | undefined {
  const own = `${DRAWN}diagram/${container}/plane`;
  if (drawing.records.has(own)) return own;
  const around = planeIn(drawing, container);
  if (around !== undefined && drawing.records.has(around)) return around;
  const main = `${DRAWN}diagram/main/plane`;
  if (drawing.records.has(main)) return main;
  for (const { key, type } of drawing.records.values()) {
    if (type === "bpmndi:BPMNPlane") return key;
  }
  return undefined;
}

/** The plane that an element is drawn on. */
function planeIn({ records }: Drawing, element: string | undefined): string | undefined {
  return records.get(`${DRAWN}${element}`)?.parent;
}

/** Puts flows onto the plane that both of their ends are on, unless a side draws all three so. */
function settleEdges(picture: Picture): void {
  for (const [key, entry] of picture.records) {
    const flow = picture.meaning.records.get(key.slice(DRAWN.length));
    if (entry.type !== "bpmndi:BPMNEdge" || flow?.type !== "bpmn:SequenceFlow") continue;
    const [source, sink] = [target(flow, "sourceRef"), target(flow, "targetRef")];
    const to = planeIn(picture, source);
    if (to === undefined || to === entry.parent || to !== planeIn(picture, sink)) continue;
    const isAsDrawn = [picture.three.ours, picture.three.theirs].some(
      (side) => planeIn(side, flow.key) === entry.parent && planeIn(side, source) === to,
    );
    if (!isAsDrawn) picture.records.set(key, { ...entry, parent: to });
  }
}
