import { DRAWN, target } from "../../model/model.ts";
import { overlap } from "./geometry.ts";
import type { Box, Point } from "./geometry.ts";
import { newcomers, shiftShape } from "./place.ts";
import { boundsIn, containerOf, setGeometry } from "./records.ts";
import type { Picture } from "./records.ts";

/** Room between two nodes. */
const GAP = 20;
/** How far right a node may be pushed before it is left where it is. */
const MOST_STEPS = 200;

/** Moves nodes that one side drew where the other side drew or moved something. Returns what was moved. */
export function spread(picture: Picture): ReadonlySet<string> {
  const moved = new Set<string>();
  const nodes = nodesIn(picture);
  const fresh = newcomers(picture);
  for (const element of [...fresh].filter(([, side]) => side === "theirs").map(([key]) => key)) {
    const box = boundsIn(picture, element);
    if (!box || !nodes.has(element)) continue;
    const others = besides(picture, nodes, element).filter(({ key }) => isNewlyNear(picture, element, key));
    if (!others.some((other) => overlap(box, other.box))) continue;
    makeRoom(picture, nodes, element, moved);
  }
  return moved;
}

interface Placed {
  readonly key: string;
  readonly box: Box;
}

/** Flow nodes that are drawn, without boundary events, which sit on others. */
function nodesIn(picture: Picture): ReadonlySet<string> {
  const nodes = new Set<string>();
  for (const entry of picture.meaning.records.values()) {
    if (entry.property !== "flowElements" || entry.facts.has("sourceRef") || entry.facts.has("attachedToRef")) continue;
    if (picture.records.has(`${DRAWN}${entry.key}`)) nodes.add(entry.key);
  }
  return nodes;
}

/** The nodes beside one: in the same container and on the same plane. */
function besides(picture: Picture, nodes: ReadonlySet<string>, element: string): readonly Placed[] {
  const container = containerOf(picture.meaning, element);
  const plane = picture.records.get(`${DRAWN}${element}`)?.parent;
  return [...nodes].flatMap((key) => {
    const box = boundsIn(picture, key);
    const isBeside = key !== element && containerOf(picture.meaning, key) === container;
    return box && isBeside && picture.records.get(`${DRAWN}${key}`)?.parent === plane ? [{ key, box }] : [];
  });
}

/** Who drew two nodes over each other wants them so. */
function isNewlyNear({ three }: Picture, one: string, other: string): boolean {
  return [three.ours, three.theirs].every((model) => {
    const [first, second] = [boundsIn(model, one), boundsIn(model, other)];
    return !first || !second || !overlap(first, second);
  });
}

/** Pushes everything from the node on to the right, and puts the node into the room that this makes. */
function makeRoom(picture: Picture, nodes: ReadonlySet<string>, element: string, moved: Set<string>): void {
  const box = boundsIn(picture, element);
  if (!box) return;
  const others = besides(picture, nodes, element);
  const before = new Set(sourcesOf(picture, element));
  const under = others.filter((other) => overlap(box, other.box));
  const isSerial = under.some(({ key }) => before.has(key) || sourcesOf(picture, key).includes(element));
  if (!isSerial) {
    const way = freeWay(box, others);
    push(picture, element, way, moved);
    return;
  }
  const first = under.filter(({ key }) => before.has(key));
  const start = first.length > 0 ? Math.max(...first.map(({ box: each }) => each.x + each.width)) + 2 * GAP : box.x;
  if (start > box.x) push(picture, element, { x: start - box.x, y: 0 }, moved);
  const room = start + box.width + 2 * GAP;
  const right = others.filter(
    ({ key, box: each }) => each.x + each.width > start && !first.some((one) => one.key === key),
  );
  const needed = Math.max(0, ...right.map(({ box: each }) => room - each.x));
  if (needed === 0) return;
  for (const { key } of right) push(picture, key, { x: needed, y: 0 }, moved);
}

function sourcesOf(picture: Picture, element: string): readonly string[] {
  return [...picture.meaning.records.values()].flatMap((entry) =>
    entry.type === "bpmn:SequenceFlow" && target(entry, "targetRef") === element
      ? [target(entry, "sourceRef") ?? ""]
      : [],
  );
}

/** The shortest way down, up or right to where nothing is. */
function freeWay(box: Box, others: readonly Placed[]): Point {
  for (let step = 1; step < MOST_STEPS; step += 1) {
    for (const [x, y] of [
      [0, step],
      [0, -step],
      [step, 0],
    ] as const) {
      const way = { x: x * GAP, y: y * GAP };
      const there = { ...box, x: box.x + way.x, y: box.y + way.y };
      if (!others.some((other) => overlap(there, other.box, GAP / 2))) return way;
    }
  }
  return { x: 0, y: 0 };
}

/** Moves a node with what sits on it and what is inside it. */
function push(picture: Picture, element: string, way: Point, moved: Set<string>): void {
  if (moved.has(element) || (way.x === 0 && way.y === 0)) return;
  shiftShape(picture, element, way);
  moved.add(element);
  const plane = picture.records.get(`${DRAWN}${element}`)?.parent;
  for (const entry of picture.meaning.records.values()) {
    const isOn = target(entry, "attachedToRef") === element || containerOf(picture.meaning, entry.key) === element;
    if (isOn && picture.records.get(`${DRAWN}${entry.key}`)?.parent === plane && !entry.facts.has("sourceRef")) {
      push(picture, entry.key, way, moved);
    }
  }
}

/** Lets pools, lanes and sub-processes grow around what was put into them or pushed within them. */
export function grow(picture: Picture, moved: ReadonlySet<string>): void {
  const open = new Set(moved);
  for (const element of open) {
    const box = boundsIn(picture, element);
    if (!box) continue;
    for (const around of aroundOf(picture, element)) {
      const outer = boundsIn(picture, around);
      if (
        !outer ||
        picture.records.get(`${DRAWN}${around}`)?.parent !== picture.records.get(`${DRAWN}${element}`)?.parent
      )
        continue;
      const grown = including(outer, box);
      if (grown === outer) continue;
      setGeometry(picture, `${DRAWN}${around}`, "bounds", [grown.x, grown.y, grown.width, grown.height]);
      open.add(around);
    }
  }
}

function including(outer: Box, inner: Box): Box {
  const x = Math.min(outer.x, inner.x - GAP);
  const y = Math.min(outer.y, inner.y - GAP);
  const right = Math.max(outer.x + outer.width, inner.x + inner.width + GAP);
  const bottom = Math.max(outer.y + outer.height, inner.y + inner.height + GAP);
  const isInside =
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height;
  return isInside ? outer : { x, y, width: right - x, height: bottom - y };
}

/** What is drawn around an element: its sub-process, its pool and the pool's lanes to the right. */
function aroundOf(picture: Picture, element: string): readonly string[] {
  const container = containerOf(picture.meaning, element);
  const pool = [...picture.meaning.records.values()].find((entry) => target(entry, "processRef") === container)?.key;
  return [container, ...(pool === undefined ? [] : [pool])];
}
