import { readPath, type Step } from "../dom/path.ts";
import type { SvgElement } from "./svgTree.ts";

/** The outline of a shape as steps of a path; none for groups and other elements that draw nothing themselves. */
export function stepsOf({ name, attributes }: SvgElement): Step[] {
  const number = (key: string): number => Number.parseFloat(attributes[key] ?? "0") || 0;
  switch (name) {
    case "path":
      return readPath(attributes["d"] ?? "");
    case "rect":
      return readPath(rectangle(number));
    case "circle":
      return readPath(ellipse(number("cx"), number("cy"), [number("r"), number("r")]));
    case "ellipse":
      return readPath(ellipse(number("cx"), number("cy"), [number("rx"), number("ry")]));
    case "line":
      return readPath(`M${number("x1")} ${number("y1")}L${number("x2")} ${number("y2")}`);
    case "polyline":
      return readPath(`M${attributes["points"] ?? ""}`);
    case "polygon":
      return readPath(`M${attributes["points"] ?? ""}Z`);
    default:
      return [];
  }
}

/** A rectangle with round corners (SVG 1.1, 9.2): a radius that is not given is that of the other axis. */
function rectangle(number: (key: string) => number): string {
  const [x, y, width, height] = [number("x"), number("y"), number("width"), number("height")];
  const rx = Math.min(number("rx") || number("ry"), width / 2);
  const ry = Math.min(number("ry") || number("rx"), height / 2);
  if (rx <= 0 || ry <= 0) return `M${x} ${y}h${width}v${height}h${-width}Z`;
  const corner = (across: number, down: number): string => `a${rx} ${ry} 0 0 1 ${across} ${down}`;
  return [
    `M${x + rx} ${y}h${width - 2 * rx}${corner(rx, ry)}`,
    `v${height - 2 * ry}${corner(-rx, ry)}`,
    `h${2 * rx - width}${corner(-rx, -ry)}`,
    `v${2 * ry - height}${corner(rx, -ry)}Z`,
  ].join("");
}

function ellipse(cx: number, cy: number, [rx, ry]: readonly [number, number]): string {
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 1 ${2 * rx} 0a${rx} ${ry} 0 1 1 ${-2 * rx} 0Z`;
}
