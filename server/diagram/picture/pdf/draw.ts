import type { Font } from "fontkit";
import { matrixOf, type Affine } from "../dom/matrix.ts";
import type { Step } from "../dom/path.ts";
import { runs } from "../../../base/fonts/runs.ts";
import { readColour } from "./colour.ts";
import { drawMarkers } from "./markers.ts";
import { stepsOf } from "./shapes.ts";
import type { SvgElement } from "./svgTree.ts";

/** What is drawn on and with: the page of a PDF, the fonts by their number, and the arrowheads by their ids. */
export interface Paper {
  readonly page: PDFKit.PDFDocument;
  readonly faces: readonly Font[];
  readonly markers: ReadonlyMap<string, SvgElement>;
}

/** Draws an element of a picture and what is in it, in the kinds of elements that bpmn-js draws with. */
export function drawElement(paper: Paper, element: SvgElement): void {
  if (element.style["display"] === "none" || element.name === "defs") return;
  const { page } = paper;
  page.save();
  const matrix = transformOf(element);
  if (matrix !== null) page.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f);
  if (element.name === "text") drawText(paper, element);
  else {
    drawShape(paper, element);
    for (const child of element.children) drawElement(paper, child);
  }
  page.restore();
}

/** The transformation of an element, which bpmn-js' pictures write as one matrix; null without one. */
function transformOf(element: SvgElement): Affine | null {
  const [a, b, c, d, e, f] = (element.attributes["transform"]?.match(/-?[\d.]+(?:e[+-]?\d+)?/gi) ?? []).map(Number);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  return matrixOf({ a, b, c, d, e: e ?? 0, f: f ?? 0 });
}

function drawShape(paper: Paper, element: SvgElement): void {
  const steps = stepsOf(element);
  if (steps.length === 0) return;
  paint(paper.page, element.style, steps);
  drawMarkers(paper, element, steps);
}

/** Fills and strokes a path as its style says. */
export function paint(page: PDFKit.PDFDocument, style: SvgElement["style"], steps: readonly Step[]): void {
  const fill = readColour(style["fill"] ?? "black");
  const stroke = readColour(style["stroke"]);
  if (fill === null && stroke === null) return;
  trace(page, steps);
  if (fill !== null) page.fillColor(fill.rgb).fillOpacity(fill.opacity * number(style["fill-opacity"], 1));
  if (stroke !== null) {
    page.strokeColor(stroke.rgb).strokeOpacity(stroke.opacity * number(style["stroke-opacity"], 1));
    pen(page, style);
  }
  if (fill !== null && stroke !== null) page.fillAndStroke();
  else if (fill !== null) page.fill();
  else page.stroke();
}

function trace(page: PDFKit.PDFDocument, steps: readonly Step[]): void {
  for (const step of steps) {
    switch (step.kind) {
      case "move":
        page.moveTo(step.to.x, step.to.y);
        break;
      case "line":
        page.lineTo(step.to.x, step.to.y);
        break;
      case "curve":
        page.bezierCurveTo(step.first.x, step.first.y, step.second.x, step.second.y, step.to.x, step.to.y);
        break;
      case "close":
        page.closePath();
    }
  }
}

const caps = ["butt", "round", "square"] as const;
const joins = ["miter", "round", "bevel"] as const;

function pen(page: PDFKit.PDFDocument, style: SvgElement["style"]): void {
  page.lineWidth(number(style["stroke-width"], 1));
  page.lineCap(caps.find((cap) => cap === style["stroke-linecap"]) ?? "butt");
  page.lineJoin(joins.find((join) => join === style["stroke-linejoin"]) ?? "miter");
  const dashes = (style["stroke-dasharray"] ?? "")
    .split(/[\s,]+/)
    .map(Number.parseFloat)
    .filter(Number.isFinite);
  // A dash of no length is a dot under a round cap; the writer of the PDF wants it longer than nothing.
  const pattern = dashes.map((dash) => Math.max(dash, 0.01));
  if (pattern.length > 0) page.dash(pattern as unknown as number, {}); // it takes lists too, its types do not say so
  else page.undash();
}

function number(text: string | undefined, otherwise: number): number {
  const read = Number.parseFloat(text ?? "");
  return Number.isFinite(read) ? read : otherwise;
}

function drawText({ page, faces }: Paper, text: SvgElement): void {
  const size = number(text.style["font-size"], 12);
  const colour = readColour(text.style["fill"] ?? "black");
  if (colour === null) return;
  page.fillColor(colour.rgb).fillOpacity(colour.opacity).fontSize(size);
  for (const line of text.children) {
    let x = number(line.attributes["x"], 0);
    const y = number(line.attributes["y"], 0);
    for (const { text: word, face, index } of runs(line.text, faces)) {
      page.font(`face-${index}`).text(word, x, y, { lineBreak: false, baseline: "alphabetic" });
      x += (face.layout(word).advanceWidth / face.unitsPerEm) * size;
    }
  }
}
