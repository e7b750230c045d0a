import { sizeOf } from "./font.ts";
import type { DomElement } from "./node.ts";
import { onCurve, readPath, type Point, type Step } from "./path.ts";

/** A rectangle: what SVG calls a bounding box, in pixels at 100 %. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The bounds of what an element draws, without strokes, in its own coordinates; null when it draws nothing. */
export function boundsOf(element: DomElement): Box | null {
  const points = pointsOf(element);
  if (points.length === 0) return null;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Points whose bounds are those of the element. */
function pointsOf(element: DomElement): Point[] {
  if (element.style["display"] === "none") return [];
  switch (element.localName) {
    case "defs":
    case "marker":
    case "title":
      return [];
    case "text":
      return textPoints(element);
    default:
      return shapePoints(element) ?? childPoints(element);
  }
}

function childPoints(element: DomElement): Point[] {
  return element.childNodes.flatMap((child) => {
    const box = child.nodeType === 1 ? boundsOf(child as DomElement) : null; // a node of type 1 is an element
    if (box === null) return [];
    const { a, b, c, d, e, f } = (child as DomElement).transform.baseVal.matrix;
    return corners(box).map(({ x, y }) => ({ x: a * x + c * y + e, y: b * x + d * y + f }));
  });
}

function corners({ x, y, width, height }: Box): Point[] {
  return [x, x + width].flatMap((across) => [y, y + height].map((down) => ({ x: across, y: down })));
}

function shapePoints(element: DomElement): Point[] | null {
  const number = (name: string): number => Number.parseFloat(element.getAttribute(name) ?? "0") || 0;
  const around = (rx: number, ry: number): Point[] =>
    corners({ x: number("cx") - rx, y: number("cy") - ry, width: 2 * rx, height: 2 * ry });
  switch (element.localName) {
    case "rect":
    case "image":
      return corners({ x: number("x"), y: number("y"), width: number("width"), height: number("height") });
    case "circle":
      return around(number("r"), number("r"));
    case "ellipse":
      return around(number("rx"), number("ry"));
    case "polyline":
    case "polygon":
      return pairs(element.getAttribute("points") ?? "");
    case "path":
      return pathPoints(readPath(element.getAttribute("d") ?? ""));
    case "line":
      return pairs(["x1", "y1", "x2", "y2"].map(number).join(" "));
    default:
      return null;
  }
}

function pairs(text: string): Point[] {
  const numbers = (text.match(/[+-]?[\d.]+(?:e[+-]?\d+)?/gi) ?? []).map(Number);
  return numbers.flatMap((x, index) => (index % 2 === 0 ? [{ x, y: numbers[index + 1] ?? 0 }] : []));
}

function pathPoints(steps: readonly Step[]): Point[] {
  let at: Point = { x: 0, y: 0 };
  return steps.flatMap((step, index) => {
    const from = at;
    at = step.to;
    // A move that nothing follows draws nothing.
    if (step.kind === "move" && index === steps.length - 1) return [];
    return step.kind === "curve" ? [step.to, ...extremes(from, step)] : [step.to];
  });
}

/** Where a curve turns back, across or down: there its derivative is zero. */
function extremes(from: Point, step: Extract<Step, { kind: "curve" }>): Point[] {
  return (["x", "y"] as const).flatMap((axis) => {
    const [p, q, r, s] = [from[axis], step.first[axis], step.second[axis], step.to[axis]];
    const [a, b, c] = [s - 3 * r + 3 * q - p, 2 * (r - 2 * q + p), q - p];
    const root = Math.sqrt(b * b - 4 * a * c);
    const found = Math.abs(a) < 1e-9 ? [-c / b] : [(-b + root) / (2 * a), (-b - root) / (2 * a)];
    return found.filter((at) => at > 0 && at < 1).map((at) => onCurve(from, step, at));
  });
}

function textPoints(text: DomElement): Point[] {
  const font = fontOf(text);
  const size = sizeOf(font);
  return text.childNodes.flatMap((line) => {
    if (line.nodeType !== 1 || line.textContent === "") return [];
    const tspan = line as DomElement; // a node of type 1 is an element
    const [x, y] = [Number(tspan.getAttribute("x") ?? 0), Number(tspan.getAttribute("y") ?? 0)];
    // White space at the end of a line is not drawn and has no width (CSS Text 3, 4.1.2).
    const width = text.ownerDocument.measure(tspan.textContent.trimEnd(), font);
    // Browsers round how far Arial reaches above and below the line.
    const [above, below] = [Math.round(0.905 * size), Math.round(0.212 * size)];
    return corners({ x, y: y - above, width, height: above + below });
  });
}

function fontOf({ style }: DomElement): string {
  const size = style["font-size"];
  return `normal ${typeof size === "string" ? size : "12px"} Arial`;
}
