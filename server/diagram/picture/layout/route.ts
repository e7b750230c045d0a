import type { Point } from "../dom/path.ts";

/** Where a shape is. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** A way from one shape to another with right angles: from side to side where the target is at the right, else from below. */
export function routed(from: Box, to: Box): readonly Point[] {
  const [start, end] = [centreOf(from), centreOf(to)];
  if (to.x >= from.x + from.width) {
    const middle = Math.round((from.x + from.width + to.x) / 2);
    return straight([
      { x: from.x + from.width, y: start.y },
      { x: middle, y: start.y },
      { x: middle, y: end.y },
      { x: to.x, y: end.y },
    ]);
  }
  const isBelow = to.y >= from.y + from.height;
  const leave = isBelow ? from.y + from.height : from.y;
  const arrive = isBelow ? to.y : to.y + to.height;
  const middle = Math.round((leave + arrive) / 2);
  return straight([
    { x: start.x, y: leave },
    { x: start.x, y: middle },
    { x: end.x, y: middle },
    { x: end.x, y: arrive },
  ]);
}

function centreOf({ x, y, width, height }: Box): Point {
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}

/** Without points that stand still or on a straight line. */
function straight(points: readonly Point[]): readonly Point[] {
  const moving = points.filter(({ x, y }, at) => at === 0 || x !== points[at - 1]?.x || y !== points[at - 1]?.y);
  return moving.filter(({ x, y }, at) => {
    const [before, after] = [moving[at - 1], moving[at + 1]];
    if (before === undefined || after === undefined) return true;
    return !((before.x === x && after.x === x) || (before.y === y && after.y === y));
  });
}
