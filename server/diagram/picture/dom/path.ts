/** A point in the units of a diagram (pixels at 100 %). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One drawing step of a path with absolute coordinates; curves are cubic. */
export type Step =
  | { readonly kind: "move" | "line"; readonly to: Point }
  | { readonly kind: "curve"; readonly first: Point; readonly second: Point; readonly to: Point }
  | { readonly kind: "close"; readonly to: Point };

interface Pen {
  at: Point;
  start: Point;
  /** The control point that a smooth curve mirrors. */
  control: Point;
}

const counts: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };

/**
 * Reads SVG path data (SVG 1.1, 8.3) as absolute steps. Quadratic curves become cubic ones; arcs become cubic curves of
 * at most a quarter turn each. Reading stops at what is no path data, as renderers do.
 */
export function readPath(data: string): Step[] {
  const steps: Step[] = [];
  const pen: Pen = { at: { x: 0, y: 0 }, start: { x: 0, y: 0 }, control: { x: 0, y: 0 } };
  for (const [, letter, rest] of data.matchAll(/([MLHVCSQTAZ])([^MLHVCSQTAZ]*)/gi)) {
    if (letter === undefined || rest === undefined) break;
    for (const [command, numbers] of groups(letter, rest)) {
      if (numbers.some((number) => !Number.isFinite(number))) return steps;
      steps.push(...draw(pen, command, numbers));
    }
  }
  return steps;
}

/** One command letter may be followed by several groups of numbers; after a move they draw lines. */
function groups(letter: string, rest: string): [string, number[]][] {
  const numbers = [...rest.matchAll(/[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi)].map(([text]) => Number(text));
  const size = counts[letter.toUpperCase()] ?? 0;
  if (size === 0) return [[letter, []]];
  const found: [string, number[]][] = [];
  for (let index = 0; index + size <= numbers.length; index += size) {
    const again = letter === "M" ? "L" : letter === "m" ? "l" : letter;
    found.push([index === 0 ? letter : again, numbers.slice(index, index + size)]);
  }
  return found;
}

function draw(pen: Pen, letter: string, numbers: readonly number[]): Step[] {
  const isRelative = letter === letter.toLowerCase();
  const command = letter.toUpperCase();
  const base = isRelative ? pen.at : { x: 0, y: 0 };
  const point = (index: number): Point => ({
    x: base.x + (numbers[index] ?? 0),
    y: base.y + (numbers[index + 1] ?? 0),
  });
  const steps = stepsOf(pen, command, numbers, { base, point });
  const last = steps.at(-1);
  if (last === undefined) return steps;
  pen.control = mirrored(command, last, point(0));
  pen.at = last.to;
  if (last.kind === "move") pen.start = last.to;
  return steps;
}

interface Reader {
  readonly base: Point;
  readonly point: (index: number) => Point;
}

function stepsOf(pen: Pen, command: string, numbers: readonly number[], { base, point }: Reader): Step[] {
  const number = numbers[0] ?? 0;
  switch (command) {
    case "M":
      return [{ kind: "move", to: point(0) }];
    case "L":
      return [{ kind: "line", to: point(0) }];
    case "H":
      return [{ kind: "line", to: { x: base.x + number, y: pen.at.y } }];
    case "V":
      return [{ kind: "line", to: { x: pen.at.x, y: base.y + number } }];
    case "C":
      return [{ kind: "curve", first: point(0), second: point(2), to: point(4) }];
    case "S":
      return [{ kind: "curve", first: pen.control, second: point(0), to: point(2) }];
    case "Q":
      return [quadratic(pen.at, point(0), point(2))];
    case "T":
      return [quadratic(pen.at, pen.control, point(0))];
    case "A":
      return arc(pen.at, numbers, point(5));
    default:
      return [{ kind: "close", to: pen.start }];
  }
}

function mirrored(command: string, last: Step, first: Point): Point {
  const control = last.kind === "curve" ? (command === "Q" ? first : last.second) : last.to;
  return { x: 2 * last.to.x - control.x, y: 2 * last.to.y - control.y };
}

function quadratic(from: Point, control: Point, to: Point): Step {
  const towards = (end: Point): Point => ({
    x: end.x + (2 / 3) * (control.x - end.x),
    y: end.y + (2 / 3) * (control.y - end.y),
  });
  return { kind: "curve", first: towards(from), second: towards(to), to };
}

/** An elliptical arc by its centre (SVG 1.1, F.6.5), cut into curves of at most a quarter turn. */
function arc(from: Point, numbers: readonly number[], to: Point): Step[] {
  const [rx = 0, ry = 0, rotation = 0, large = 0, sweep = 0] = numbers;
  if (rx === 0 || ry === 0 || (from.x === to.x && from.y === to.y)) return [{ kind: "line", to }];
  const phi = (rotation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(phi), Math.sin(phi)];
  const half = { x: (from.x - to.x) / 2, y: (from.y - to.y) / 2 };
  const local = { x: cos * half.x + sin * half.y, y: cos * half.y - sin * half.x };
  const grow = Math.max(1, Math.hypot(local.x / rx, local.y / ry));
  const [a, b] = [Math.abs(rx) * grow, Math.abs(ry) * grow];
  const squares = (a * local.y) ** 2 + (b * local.x) ** 2;
  const side = (large === sweep ? -1 : 1) * Math.sqrt(Math.max(0, ((a * b) ** 2 - squares) / squares));
  const centre = { x: (side * a * local.y) / b, y: (-side * b * local.x) / a };
  const begin = Math.atan2((local.y - centre.y) / b, (local.x - centre.x) / a);
  const end = Math.atan2((-local.y - centre.y) / b, (-local.x - centre.x) / a);
  const full = 2 * Math.PI;
  const sweepBy = sweep === 0 ? -((((begin - end) % full) + full) % full) : (((end - begin) % full) + full) % full;
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const place = (x: number, y: number): Point => ({
    x: cos * (centre.x + a * x) - sin * (centre.y + b * y) + middle.x,
    y: sin * (centre.x + a * x) + cos * (centre.y + b * y) + middle.y,
  });
  return quarters(begin, sweepBy, place);
}

function quarters(begin: number, by: number, place: (x: number, y: number) => Point): Step[] {
  const count = Math.max(1, Math.ceil(Math.abs(by) / (Math.PI / 2) - 1e-9));
  const angle = by / count;
  const reach = (4 / 3) * Math.tan(angle / 4);
  return Array.from({ length: count }, (_, index) => {
    const start = begin + index * angle;
    const stop = start + angle;
    return {
      kind: "curve" as const,
      first: place(Math.cos(start) - reach * Math.sin(start), Math.sin(start) + reach * Math.cos(start)),
      second: place(Math.cos(stop) + reach * Math.sin(stop), Math.sin(stop) - reach * Math.cos(stop)),
      to: place(Math.cos(stop), Math.sin(stop)),
    };
  });
}

/** A point on a cubic curve; `at` runs from 0 to 1. */
export function onCurve(from: Point, step: Extract<Step, { kind: "curve" }>, at: number): Point {
  const rest = 1 - at;
  const mix = (p: number, q: number, r: number, s: number): number =>
    rest ** 3 * p + 3 * rest ** 2 * at * q + 3 * rest * at ** 2 * r + at ** 3 * s;
  return {
    x: mix(from.x, step.first.x, step.second.x, step.to.x),
    y: mix(from.y, step.first.y, step.second.y, step.to.y),
  };
}

/** The point half way along a path and its length, curves taken as sixteen straight pieces. */
export function alongPath(data: string, length?: number): { readonly length: number; readonly point: Point } {
  const points = flattened(readPath(data));
  let walked = 0;
  let point: Point = points[0]?.[0] ?? { x: 0, y: 0 };
  for (const [from, to] of points) {
    const piece = Math.hypot(to.x - from.x, to.y - from.y);
    if (length !== undefined && piece > 0 && walked + piece >= length) {
      const share = (length - walked) / piece;
      return { length: walked, point: { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) } };
    }
    walked += piece;
    point = to;
  }
  return { length: walked, point };
}

function flattened(steps: readonly Step[]): [Point, Point][] {
  const pieces: [Point, Point][] = [];
  let at: Point = { x: 0, y: 0 };
  for (const step of steps) {
    const from = at;
    if (step.kind === "curve") {
      for (let index = 1; index <= 16; index++) {
        const to = onCurve(from, step, index / 16);
        pieces.push([at, to]);
        at = to;
      }
    } else if (step.kind !== "move") pieces.push([from, step.to]);
    at = step.to;
  }
  return pieces;
}
