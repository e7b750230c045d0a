import { DRAWN, numbersOf, target } from "../../model/model.ts";
import type { Entry, Model } from "../../model/model.ts";
import { centre, pointsOf, touches } from "./geometry.ts";
import type { Box, Point } from "./geometry.ts";
import { boundsIn, setGeometry } from "./records.ts";
import type { Picture } from "./records.ts";

/** Draws the edges again that no longer meet what they connect. Returns their elements. */
export function reroute(picture: Picture): readonly string[] {
  const rerouted: string[] = [];
  for (const [key, entry] of picture.records) {
    const element = key.slice(DRAWN.length);
    const route = entry.type === "bpmndi:BPMNEdge" && !element.includes("/") ? newRoute(picture, entry, element) : [];
    if (route.length === 0) continue;
    const numbers = route.flatMap(({ x, y }) => [Math.round(x), Math.round(y)]);
    setGeometry(picture, key, "waypoint", numbers);
    rerouted.push(element);
  }
  return rerouted;
}

/** Another way for an edge; empty when it is good as it is. */
function newRoute(picture: Picture, entry: Entry, element: string): readonly Point[] {
  const ends = endsOf(picture.meaning, element);
  const [from, to] = ends.map((end) => (end === undefined ? undefined : boundsIn(picture, end)));
  if (!from || !to || isAsDrawn(picture, entry, element, ends)) return [];
  const points = pointsOf(numbersOf(entry, "waypoint"));
  const [first, last] = [points[0], points.at(-1)];
  if (first && last && touches(from, first) && touches(to, last)) return [];
  const isSequence = picture.meaning.records.get(element)?.type === "bpmn:SequenceFlow";
  return slide(points, from, to) ?? (isSequence ? square(from, to) : straight(from, to));
}

/** What an edge connects. Data associations end at the activity that has them. */
function endsOf(model: Model, element: string): readonly (string | undefined)[] {
  const entry = model.records.get(element);
  return ["sourceRef", "targetRef"].map((name) => target(entry, name));
}

/** Whether a version drew the edge so, between the same ends at the same places. */
function isAsDrawn(picture: Picture, entry: Entry, element: string, ends: readonly (string | undefined)[]): boolean {
  const { ours, theirs, base } = picture.three;
  const waypoints = numbersOf(entry, "waypoint").join();
  return [ours, theirs, base].some((model) => {
    if (numbersOf(model.records.get(entry.key), "waypoint").join() !== waypoints) return false;
    const there = endsOf(model, element);
    return ends.every((end, index) => {
      const [was, is] = [there[index], end].map((each) => (each === undefined ? undefined : boundsIn(model, each)));
      const now = end === undefined ? undefined : boundsIn(picture, end);
      return there[index] === end && JSON.stringify(was) === JSON.stringify(now) && is !== undefined;
    });
  });
}

/** Keeps the bends of an edge and moves only the end that came off, when that stays a tidy line. */
function slide(points: readonly Point[], from: Box, to: Box): readonly Point[] | undefined {
  const [first, second] = points;
  const [before, last] = [points.at(-2), points.at(-1)];
  if (!first || !second || !before || !last || points.length < 4) return undefined;
  if (touches(from, first)) {
    const dock = side(to, before);
    if (before.x === last.x) return [...points.slice(0, -2), { x: dock.x, y: before.y }, dock];
    return before.y === last.y ? [...points.slice(0, -2), { x: before.x, y: dock.y }, dock] : undefined;
  }
  if (!touches(to, last)) return undefined;
  const dock = side(from, second);
  if (second.x === first.x) return [dock, { x: dock.x, y: second.y }, ...points.slice(2)];
  return second.y === first.y ? [dock, { x: second.x, y: dock.y }, ...points.slice(2)] : undefined;
}

/** The middle of the side that looks to a point. */
function side(box: Box, { x, y }: Point): Point {
  const middle = centre(box);
  if (x >= box.x && x <= box.x + box.width) return { x: middle.x, y: y < middle.y ? box.y : box.y + box.height };
  return { x: x < middle.x ? box.x : box.x + box.width, y: middle.y };
}

/** A way of horizontal and vertical lines between two nodes, from left to right where there is room. */
function square(from: Box, to: Box): readonly Point[] {
  const [start, end] = [centre(from), centre(to)];
  const [right, left] = [from.x + from.width, to.x];
  if (left >= right) {
    const middle = (right + left) / 2;
    const ends = [
      { x: right, y: start.y },
      { x: left, y: end.y },
    ] as const;
    if (Math.abs(start.y - end.y) < 1) return ends;
    return [ends[0], { x: middle, y: start.y }, { x: middle, y: end.y }, ends[1]];
  }
  const isBelow = to.y >= from.y + from.height;
  if (isBelow || from.y >= to.y + to.height) {
    const [leave, arrive] = isBelow ? [from.y + from.height, to.y] : [from.y, to.y + to.height];
    const middle = (leave + arrive) / 2;
    if (Math.abs(start.x - end.x) < 1)
      return [
        { x: start.x, y: leave },
        { x: end.x, y: arrive },
      ];
    return [
      { x: start.x, y: leave },
      { x: start.x, y: middle },
      { x: end.x, y: middle },
      { x: end.x, y: arrive },
    ];
  }
  const bottom = Math.max(from.y + from.height, to.y + to.height) + 20;
  return [
    { x: start.x, y: from.y + from.height },
    { x: start.x, y: bottom },
    { x: end.x, y: bottom },
    { x: end.x, y: to.y + to.height },
  ];
}

/** A straight line from border to border. */
function straight(from: Box, to: Box): readonly Point[] {
  const [start, end] = [centre(from), centre(to)];
  return [border(from, end), border(to, start)];
}

function border(box: Box, towards: Point): Point {
  const middle = centre(box);
  const [dx, dy] = [towards.x - middle.x, towards.y - middle.y];
  const scale = Math.min(
    dx === 0 ? Infinity : box.width / 2 / Math.abs(dx),
    dy === 0 ? Infinity : box.height / 2 / Math.abs(dy),
  );
  return Number.isFinite(scale)
    ? { x: middle.x + dx * Math.min(scale, 1), y: middle.y + dy * Math.min(scale, 1) }
    : middle;
}
