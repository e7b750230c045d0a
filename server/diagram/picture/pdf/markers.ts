import type { Point, Step } from "../dom/path.ts";
import { drawElement, type Paper } from "./draw.ts";
import type { SvgElement } from "./svgTree.ts";

/** Draws the arrowheads at the ends of a line (SVG 1.1, 11.6): turned along the line, in units of its width. */
export function drawMarkers(paper: Paper, element: SvgElement, steps: readonly Step[]): void {
  const points = directed(steps);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return;
  place(paper, element, "marker-start", first);
  place(paper, element, "marker-end", last);
}

interface Placed {
  readonly at: Point;
  /** Radians. */
  readonly angle: number;
}

/** The ends of a path with the direction of the line there. */
function directed(steps: readonly Step[]): Placed[] {
  const points = steps.flatMap((step) => (step.kind === "curve" ? [step.first, step.second, step.to] : [step.to]));
  const distinct = points.filter(({ x, y }, index) => x !== points[index - 1]?.x || y !== points[index - 1]?.y);
  const [begin, second, beforeEnd, end] = [distinct[0], distinct[1], distinct.at(-2), distinct.at(-1)];
  if (begin === undefined || second === undefined || beforeEnd === undefined || end === undefined) return [];
  return [
    { at: begin, angle: angle(begin, second) },
    { at: end, angle: angle(beforeEnd, end) },
  ];
}

function angle(from: Point, to: Point): number {
  return Math.atan2(to.y - from.y, to.x - from.x);
}

function place(paper: Paper, element: SvgElement, property: string, { at, angle: turned }: Placed): void {
  const id = /url\(#([^)]*)\)/.exec(element.style[property] ?? "")?.[1];
  const marker = id === undefined ? undefined : paper.markers.get(id);
  if (marker === undefined) return;
  const { page } = paper;
  const number = (name: string): number => Number.parseFloat(marker.attributes[name] ?? "0") || 0;
  const [, , boxWidth = 1] = (marker.attributes["viewBox"] ?? "").split(" ").map(Number);
  const scale = (number("markerWidth") / boxWidth) * (Number.parseFloat(element.style["stroke-width"] ?? "1") || 1);
  page.save();
  const [sin, cos] = [Math.sin(turned) * scale, Math.cos(turned) * scale];
  page.transform(cos, sin, -sin, cos, at.x, at.y);
  page.translate(-number("refX"), -number("refY"));
  for (const child of marker.children) drawElement(paper, child);
  page.restore();
}
