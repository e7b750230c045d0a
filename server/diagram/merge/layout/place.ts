import { DRAWN, numbersOf, target } from "../../model/model.ts";
import type { Model } from "../../model/model.ts";
import type { Side } from "../types.ts";
import { between, boxOf, centre, numbersIn, pointsOf, shifted } from "./geometry.ts";
import type { Box, Point } from "./geometry.ts";
import { boundsIn, containerOf, setGeometry } from "./records.ts";
import type { Picture } from "./records.ts";

/** Elements that only one side draws, with that side. */
export function newcomers(picture: Picture): ReadonlyMap<string, Side> {
  const { ours, theirs } = picture.three;
  const found = new Map<string, Side>();
  for (const key of picture.records.keys()) {
    if (key.slice(DRAWN.length).includes("/")) continue;
    const [inOurs, inTheirs] = [ours.records.has(key), theirs.records.has(key)];
    if (inOurs !== inTheirs) found.set(key.slice(DRAWN.length), inOurs ? "ours" : "theirs");
  }
  return found;
}

/**
 * Moves what one side alone draws as far as the things around it were moved by the other: first with the container that
 * it came in, else with the nodes that it is connected to, else with what contains it. Returns what was moved.
 */
export function followNeighbours(picture: Picture): ReadonlySet<string> {
  const found = newcomers(picture);
  const ways = new Map<string, Point>();
  const near = neighbours(picture.meaning);
  const moved = new Set<string>();
  for (let size = -1; size !== ways.size;) {
    size = ways.size;
    for (const [element, side] of found) {
      if (ways.has(element)) continue;
      const way = wayOf(picture, side, element, { near, found, ways });
      if (way) ways.set(element, way);
    }
  }
  for (const [element, way] of ways) {
    if (way.x === 0 && way.y === 0) continue;
    shiftShape(picture, element, way);
    moved.add(element);
  }
  return moved;
}

interface Around {
  readonly near: ReadonlyMap<string, readonly string[]>;
  readonly found: ReadonlyMap<string, Side>;
  readonly ways: ReadonlyMap<string, Point>;
}

function wayOf(picture: Picture, side: Side, element: string, around: Around): Point | undefined {
  const container = containerOf(picture.meaning, element);
  if (around.found.has(container)) return around.ways.get(container);
  const known = (around.near.get(element) ?? []).flatMap((each) => {
    const way = around.found.has(each) ? around.ways.get(each) : movedBy(picture, side, each);
    return way ? [way] : [];
  });
  const [first] = known;
  if (first) return first;
  if ((around.near.get(element) ?? []).some((each) => around.found.has(each))) return undefined;
  return movedBy(picture, side, container) ?? { x: 0, y: 0 };
}

/** How far an element stands from where a side drew it. */
function movedBy(picture: Picture, side: Side, element: string): Point | undefined {
  const [was, is] = [boundsIn(picture.three[side], element), boundsIn(picture, element)];
  return was && is ? between({ x: was.x, y: was.y }, { x: is.x, y: is.y }) : undefined;
}

/** What each element hangs on, the nearest first: its host, what leads to it, what it leads to. */
function neighbours(model: Model): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const put = (key: string, near: string | undefined) => {
    if (near !== undefined) found.set(key, [...(found.get(key) ?? []), near]);
  };
  for (const entry of model.records.values()) put(entry.key, target(entry, "attachedToRef"));
  for (const entry of model.records.values()) {
    const [from, to] = [target(entry, "sourceRef"), target(entry, "targetRef")];
    if (from !== undefined && to !== undefined) put(to, from);
  }
  for (const entry of model.records.values()) {
    const [from, to] = [target(entry, "sourceRef"), target(entry, "targetRef")];
    if (from !== undefined && to !== undefined) put(from, to);
  }
  return found;
}

/** Moves a shape or an edge with its label. */
export function shiftShape(picture: Picture, element: string, way: Point): void {
  for (const key of [`${DRAWN}${element}`, `${DRAWN}${element}/label`]) {
    const entry = picture.records.get(key);
    const box = boxOf(numbersOf(entry, "bounds"));
    if (box) setGeometry(picture, key, "bounds", numbersIn(shifted(box, way)));
    const points = pointsOf(numbersOf(entry, "waypoint"));
    if (points.length > 0) {
      const numbers = points.flatMap(({ x, y }) => [x + way.x, y + way.y]);
      setGeometry(picture, key, "waypoint", numbers);
    }
  }
}

/** Brings labels along that one side placed while the other moved what they name. */
export function settleLabels(picture: Picture): void {
  for (const [key, entry] of picture.records) {
    if (!key.endsWith("/label") || entry.property !== "label") continue;
    const element = key.slice(DRAWN.length, -"/label".length);
    const label = boxOf(numbersOf(entry, "bounds"));
    const shape = boundsIn(picture, element);
    const ways = shape ? placings(picture, key).map((model) => wayBetween(boundsIn(model, element), shape)) : [];
    const [way] = ways;
    if (!label || !way || ways.some(({ x, y }) => x === 0 && y === 0)) continue;
    setGeometry(picture, key, "bounds", numbersIn(shifted(label, way)));
  }
}

/** The versions that have a record where it stands. */
function placings({ three, records }: Picture, key: string): readonly Model[] {
  const is = numbersOf(records.get(key), "bounds").join();
  return [three.ours, three.theirs, three.base].filter(
    (model) => numbersOf(model.records.get(key), "bounds").join() === is,
  );
}

function wayBetween(was: Box | undefined, is: Box): Point {
  return was ? between(centre(was), centre(is)) : { x: 0, y: 0 };
}
