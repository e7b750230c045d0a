import { readPath, type Point, type Step } from "./dom/path.ts";

/** A place at the end of a line with the direction of the line there, in radians. */
export interface LineEnd {
  readonly at: Point;
  readonly angle: number;
}

/** Both ends of a line; null for one that is a single point. */
export function endsOf(steps: readonly Step[]): { readonly start: LineEnd; readonly end: LineEnd } | null {
  const points = steps.flatMap((step) => (step.kind === "curve" ? [step.first, step.second, step.to] : [step.to]));
  const distinct = points.filter(({ x, y }, index) => x !== points[index - 1]?.x || y !== points[index - 1]?.y);
  const [begin, second, beforeEnd, end] = [distinct[0], distinct[1], distinct.at(-2), distinct.at(-1)];
  if (begin === undefined || second === undefined || beforeEnd === undefined || end === undefined) return null;
  return {
    start: { at: begin, angle: angle(begin, second) },
    end: { at: end, angle: angle(beforeEnd, end) },
  };
}

function angle(from: Point, to: Point): number {
  return Math.atan2(to.y - from.y, to.x - from.x);
}

/** How a marker is set at the end of a line (SVG 1.1, 11.6.2): turned along it and in units of its width. */
export function markerMatrix(
  { at, angle: turned }: LineEnd,
  marker: (name: string) => string,
  strokeWidth: number,
): readonly [number, number, number, number, number, number] {
  const number = (name: string): number => Number.parseFloat(marker(name)) || 0;
  const [, , boxWidth = 1] = marker("viewBox").split(" ").map(Number);
  const scale = (number("markerWidth") / (boxWidth || 1)) * strokeWidth;
  const [sin, cos] = [Math.sin(turned) * scale, Math.cos(turned) * scale];
  const [x, y] = [number("refX"), number("refY")];
  return [cos, sin, -sin, cos, at.x - cos * x + sin * y, at.y - sin * x - cos * y];
}

/**
 * Turns the arrowheads of a picture into plain drawings at the ends of their lines. The rasteriser cuts markers out in
 * layers of their own and ends the process when one of them lies outside of the picture.
 */
export function withPlainArrowheads(svg: string): string {
  const markers = new Map<string, { readonly attributes: string; readonly inside: string }>();
  const bare = svg.replaceAll(/<marker ([^>]*)>(.*?)<\/marker>/gs, (_, attributes: string, inside: string) => {
    markers.set(attributeIn(attributes, "id"), { attributes, inside });
    return "";
  });
  return bare.replaceAll(/<(?:path|polyline) ([^>]*)\/>/g, (line: string, attributes: string) => {
    if (!attributes.includes("marker-")) return line;
    const data = attributeIn(attributes, "d");
    const ends = endsOf(readPath(data === "" ? `M${attributeIn(attributes, "points")}` : data));
    const width = Number(/stroke-width: ([\d.]+)/.exec(attributes)?.[1] ?? 1);
    const head = (property: string, end: LineEnd | undefined): string => {
      const marker = markers.get(new RegExp(`${property}: url\\(["']?#([^)"']*)`).exec(attributes)?.[1] ?? "");
      if (marker === undefined || end === undefined) return "";
      const matrix = markerMatrix(end, (name) => attributeIn(marker.attributes, name), width);
      return `<g transform="matrix(${matrix.join(" ")})">${marker.inside}</g>`;
    };
    const plain = line.replaceAll(/marker-(?:start|end): url\([^)]*\);?/g, "");
    return `${plain}${head("marker-start", ends?.start)}${head("marker-end", ends?.end)}`;
  });
}

function attributeIn(attributes: string, name: string): string {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
}
