/** A rectangle on a plane, in the unit of BPMN DI (a pixel at 72 dpi). */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A place, or a way from one to another. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Bounds as a fact tells them. `undefined` when it tells none. */
export function boxOf(numbers: readonly number[]): Box | undefined {
  const [x, y, width, height] = numbers;
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined;
  return { x, y, width, height };
}

/** Bounds as a fact. */
export function numbersIn({ x, y, width, height }: Box): readonly number[] {
  return [x, y, width, height];
}

/** Waypoints as a fact tells them. */
export function pointsOf(numbers: readonly number[]): readonly Point[] {
  const points: Point[] = [];
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    points.push({ x: numbers[index] ?? 0, y: numbers[index + 1] ?? 0 });
  }
  return points;
}

/** The middle of a rectangle. */
export function centre({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** A rectangle elsewhere. */
export function shifted(box: Box, { x, y }: Point): Box {
  return { ...box, x: box.x + x, y: box.y + y };
}

/** The way from one place to another. */
export function between(from: Point, to: Point): Point {
  return { x: to.x - from.x, y: to.y - from.y };
}

/** Whether two rectangles cover each other, or nearly. */
export function overlap(one: Box, other: Box, gap = 0): boolean {
  return (
    one.x < other.x + other.width + gap &&
    other.x < one.x + one.width + gap &&
    one.y < other.y + other.height + gap &&
    other.y < one.y + one.height + gap
  );
}

/** Whether a point is on a rectangle or at its border, as closely as tools draw. */
export function touches(box: Box, { x, y }: Point): boolean {
  const reach = 6;
  return x >= box.x - reach && x <= box.x + box.width + reach && y >= box.y - reach && y <= box.y + box.height + reach;
}
