import type { Shape } from "diagram-js/lib/model/Types";
import type { Viewer } from "./viewer.ts";

/** The scale at which labels are read with ease. */
const readable = 0.72;
/** The scale at which labels can still be read, where more of the diagram is worth it. */
const legible = 0.6;
/** Below it a whole diagram is a pattern of lines. */
const smallest = 0.45;
const margin = 24;

/**
 * The first look at a diagram: all of it if that can be read, else the element that matters, else where it begins; then
 * with the overview beside it. `isClose` looks at the element in any case.
 */
export function open(viewer: Viewer, focus: string | null, isClose = false): void {
  const isReadable = scaleOfWhole(viewer) >= smallest;
  const isCentred = focus !== null && (isClose || !isReadable) && centre(viewer, focus);
  if (!isCentred && isReadable) fit(viewer);
  else if (!isCentred) begin(viewer);
  if (!isReadable) viewer.overview?.toggle(true);
}

/** Shows the whole diagram with a margin. */
export function fit(viewer: Viewer): void {
  const { inner } = viewer.canvas.viewbox();
  aim(viewer, { x: inner.x + inner.width / 2, y: inner.y + inner.height / 2 }, scaleOfWhole(viewer));
}

/** How large the diagram gets when all of it is shown; 1 is the size it was drawn in. */
export function scaleOfWhole(viewer: Viewer): number {
  const { inner, outer } = viewer.canvas.viewbox();
  return 0.95 * Math.min(1, outer.width / inner.width, outer.height / inner.height);
}

/** Brings an element to the middle at a readable size. False when it is not drawn. */
export function centre(viewer: Viewer, elementId: string): boolean {
  const shape = viewer.registry.get(elementId) as Shape | undefined; // what has tokens and tasks is drawn as a shape
  if (shape === undefined) return false;
  aim(viewer, { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 }, readable);
  return true;
}

/** In one go: whatever moves a large diagram makes the browser lay all of it out again. */
function aim({ canvas }: Viewer, middle: { readonly x: number; readonly y: number }, scale: number): void {
  const { outer } = canvas.viewbox();
  const [width, height] = [outer.width / scale, outer.height / scale];
  canvas.viewbox({ x: middle.x - width / 2, y: middle.y - height / 2, width, height });
}

/** Its left edge, as high as the place allows. */
function begin({ canvas, registry }: Viewer): void {
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min(readable, Math.max(legible, outer.height / (inner.height + 2 * margin)));
  const [width, height] = [outer.width / scale, outer.height / scale];
  const starts = registry.filter((element) => element.type === "bpmn:StartEvent") as Shape[]; // events are shapes
  const first = starts.toSorted((one, other) => one.x - other.x)[0]?.y ?? 0;
  canvas.viewbox({ x: inner.x - margin, y: Math.max(inner.y - margin, first - height / 2), width, height });
}
