import type { Point } from "../dom/path.ts";
import type { Moddle } from "../services.ts";
import { layOutInside, oneBand, type Bands, type Laid } from "./inside.ts";
import { is, listOf, moved, referenceOf, type Inside, type PlacedEdge, type PlacedShape } from "./model.ts";

const header = 30;
const poolGap = 60;

/** Lays out a collaboration: one pool below the other, all of one width, with their lanes and the messages between them. */
export function layOutPools(collaboration: Moddle): Inside {
  const pools = listOf(collaboration, "participants").map(poolOf);
  const width = Math.max(...pools.map((pool) => pool.width), 600);
  let y = 0;
  const parts = pools.map((pool) => {
    const at = y;
    y += pool.height + poolGap;
    return moved(drawn(pool, width), { x: 0, y: at });
  });
  const shapes = parts.flatMap((part) => part.shapes);
  const shapeOf = new Map(shapes.map((shape) => [shape.element, shape]));
  const messages = listOf(collaboration, "messageFlows").flatMap((flow) => messageEdge(flow, shapeOf));
  return { width, height: y, shapes, edges: [...parts.flatMap((part) => part.edges), ...messages] };
}

interface Pool {
  readonly participant: Moddle;
  readonly width: number;
  readonly height: number;
  readonly laid: Laid | null;
  readonly lanes: Lanes;
}

function poolOf(participant: Moddle): Pool {
  const process = referenceOf(participant, "processRef");
  if (process === undefined || listOf(process, "flowElements").length === 0)
    return { participant, width: 600, height: 60, laid: null, lanes: noLanes };
  const lanes = lanesOf(process);
  const laid = layOutInside(process, lanes.bands);
  return { participant, width: laid.width + header * (1 + lanes.depth) + header, height: laid.height, laid, lanes };
}

function drawn({ participant, height, laid, lanes }: Pool, width: number): Pick<Inside, "shapes" | "edges"> {
  const own: PlacedShape = { element: participant, x: 0, y: 0, width, height };
  if (laid === null) return { shapes: [own], edges: [] };
  const inside = moved(laid, { x: header * (1 + lanes.depth), y: 0 });
  const bars = laneShapes(lanes.sets, { laid, bands: lanes.bands, height, width }, header);
  return { shapes: [own, ...bars, ...inside.shapes], edges: inside.edges };
}

interface Lanes {
  readonly sets: readonly Moddle[];
  /** How many headers of lanes stand side by side. */
  readonly depth: number;
  readonly bands: Bands;
}

const noLanes: Lanes = { sets: [], depth: 0, bands: oneBand };

function lanesOf(process: Moddle): Lanes {
  const sets = listOf(process, "laneSets");
  const leaves = sets.flatMap(leavesOf);
  if (leaves.length === 0) return noLanes;
  const bandOf = new Map(
    leaves.flatMap((lane, band) => listOf(lane, "flowNodeRef").map((node) => [node, band] as const)),
  );
  // What is in no lane stands below them.
  const isLoose = listOf(process, "flowElements").some((node) => is(node, "bpmn:FlowNode") && !bandOf.has(node));
  const bands: Bands = {
    count: leaves.length + (isLoose ? 1 : 0),
    of: (element) => bandOf.get(element) ?? leaves.length,
  };
  return { sets, depth: Math.max(...sets.map(depthOf)), bands };
}

function leavesOf(set: Moddle): Moddle[] {
  return listOf(set, "lanes").flatMap((lane) => {
    const inner = referenceOf(lane, "childLaneSet");
    const leaves = inner === undefined ? [] : leavesOf(inner);
    return leaves.length > 0 ? leaves : [lane];
  });
}

function depthOf(set: Moddle): number {
  const inner = listOf(set, "lanes").flatMap((lane) => referenceOf(lane, "childLaneSet") ?? []);
  return 1 + Math.max(0, ...inner.map(depthOf));
}

interface Frame {
  readonly laid: Laid;
  readonly bands: Bands;
  readonly height: number;
  readonly width: number;
}

/** The rectangles of lanes: each as high as the bands of its leaves; the last reaches down to the edge of the pool. */
function laneShapes(sets: readonly Moddle[], frame: Frame, x: number, from = 0): PlacedShape[] {
  let band = from;
  return sets.flatMap((set) =>
    listOf(set, "lanes").flatMap((lane) => {
      const inner = referenceOf(lane, "childLaneSet");
      const count = inner === undefined ? 1 : Math.max(1, leavesOf(inner).length);
      const first = band;
      band += count;
      const top = frame.laid.bands[first]?.top ?? 0;
      const bottom = band >= frame.bands.count ? frame.height : (frame.laid.bands[band]?.top ?? frame.height);
      const own = { element: lane, x, y: top, width: frame.width - x, height: bottom - top };
      return [own, ...(inner === undefined ? [] : laneShapes([inner], frame, x + header, first))];
    }),
  );
}

/** A message from the edge of one pool's element to that of another, with a bend half way. */
function messageEdge(flow: Moddle, shapeOf: ReadonlyMap<Moddle, PlacedShape>): PlacedEdge[] {
  const [source, target] = ["sourceRef", "targetRef"].map((end) => shapeOf.get(referenceOf(flow, end) ?? flow));
  if (source === undefined || target === undefined || source === target) return [];
  const isDown = source.y < target.y;
  const [start, end] = [middle(source, target), middle(target, source)];
  const from: Point = { x: start, y: isDown ? source.y + source.height : source.y };
  const to: Point = { x: end, y: isDown ? target.y : target.y + target.height };
  const bend = (from.y + to.y) / 2;
  const bends =
    from.x === to.x
      ? []
      : [
          { x: from.x, y: bend },
          { x: to.x, y: bend },
        ];
  return [{ element: flow, waypoints: [from, ...bends, to] }];
}

/** Where a message docks: in the middle, at a whole pool below or above the other end. */
function middle(shape: PlacedShape, other: PlacedShape): number {
  const isPool = is(shape.element, "bpmn:Participant") && !is(other.element, "bpmn:Participant");
  return isPool ? other.x + other.width / 2 : shape.x + shape.width / 2;
}
