import { endsOf, markerMatrix } from "../arrowheads.ts";
import type { LineEnd } from "../arrowheads.ts";
import type { Step } from "../dom/path.ts";
import { drawElement, type Paper } from "./draw.ts";
import type { SvgElement } from "./svgTree.ts";

/** Draws the arrowheads at the ends of a line. */
export function drawMarkers(paper: Paper, element: SvgElement, steps: readonly Step[]): void {
  const ends = endsOf(steps);
  if (ends === null) return;
  place(paper, element, "marker-start", ends.start);
  place(paper, element, "marker-end", ends.end);
}

function place(paper: Paper, element: SvgElement, property: string, end: LineEnd): void {
  const id = /url\(#([^)]*)\)/.exec(element.style[property] ?? "")?.[1];
  const marker = id === undefined ? undefined : paper.markers.get(id);
  if (marker === undefined) return;
  const width = Number.parseFloat(element.style["stroke-width"] ?? "1") || 1;
  paper.page.save();
  paper.page.transform(...markerMatrix(end, (name) => marker.attributes[name] ?? "", width));
  for (const child of marker.children) drawElement(paper, child);
  paper.page.restore();
}
