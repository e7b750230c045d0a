import type { Point } from "../dom/path.ts";
import type { Moddle } from "../services.ts";
import { artifactsOf } from "./artifacts.ts";
import { arrange, straightened, type Grid } from "./grid.ts";
import { is, listOf, moved, referenceOf, type Inside, type PlacedEdge, type PlacedShape } from "./model.ts";

/** Sub-processes within each other beyond this depth are drawn closed: their inside could not be read any more. */
const deepest = 12;
const padding = 20;

/** Which band (lane) an element stays in; all in the first where a process has no lanes. */
export interface Bands {
  readonly count: number;
  of(element: Moddle): number;
}

/** One band for everything. */
export const oneBand: Bands = { count: 1, of: () => 0 };

/** The inside of a container with where its bands begin and end. */
export interface Laid extends Inside {
  readonly bands: Grid["bands"];
}

/** Lays out what is in a process or a sub-process, sub-processes open, boundary events on their hosts. */
export function layOutInside(container: Moddle, bands: Bands, depth = 0): Laid {
  const elements = listOf(container, "flowElements");
  const nodes = elements.filter((element) => is(element, "bpmn:FlowNode") && !isAttached(element));
  const blocks = nodes.map((node) => blockOf(node, depth));
  const cells = blocks.map(({ width, height }, index) => ({ width, height, band: bands.of(nodes[index] as Moddle) })); // one block for each node
  const numberOf = new Map(nodes.map((node, index) => [node, index]));
  const flows = elements.filter((element) => is(element, "bpmn:SequenceFlow")).flatMap((flow) => arcOf(flow, numberOf));
  const grid = arrange(cells, flows, bands.count);
  const inner = blocks.map((block, index) => placed(block, grid.places[index] ?? { x: 0, y: 0 }));
  const guests = elements.flatMap((element) => guestOf(element, numberOf, inner));
  const shapes = [...inner.flatMap((part) => part.shapes), ...guests];
  const edges = [
    ...inner.flatMap((part) => part.edges),
    ...flows.map((arc, index) => edgeOf(arc, { grid, index, guests })),
  ];
  const artifacts = artifactsOf(container, shapes, grid);
  return {
    width: Math.max(grid.width, artifacts.width),
    height: artifacts.height,
    shapes: [...shapes, ...artifacts.shapes],
    edges: [...edges, ...artifacts.edges],
    bands: grid.bands,
  };
}

interface Block extends Inside {
  readonly element: Moddle;
}

function isAttached(element: Moddle): boolean {
  return is(element, "bpmn:BoundaryEvent") && referenceOf(element, "attachedToRef") !== undefined;
}

function blockOf(element: Moddle, depth: number): Block {
  const { width, height } = sizeOf(element);
  const isOpen = is(element, "bpmn:SubProcess") && depth < deepest && listOf(element, "flowElements").length > 0;
  if (!isOpen) return { element, width, height, shapes: [], edges: [] };
  const inside = layOutInside(element, oneBand, depth + 1);
  return {
    element,
    width: inside.width + 2 * padding,
    height: inside.height + 2 * padding,
    ...moved(inside, { x: padding, y: padding }),
  };
}

/** The usual sizes of bpmn-js. */
function sizeOf(element: Moddle): { readonly width: number; readonly height: number } {
  if (is(element, "bpmn:Event")) return { width: 36, height: 36 };
  if (is(element, "bpmn:Gateway")) return { width: 50, height: 50 };
  return { width: 100, height: 80 };
}

function placed(block: Block, at: Point): Pick<Inside, "shapes" | "edges"> {
  const { element, width, height } = block;
  const isSubProcess = is(element, "bpmn:SubProcess");
  const own: PlacedShape = {
    element,
    ...at,
    width,
    height,
    ...(isSubProcess ? { isExpanded: block.shapes.length > 0 } : {}),
  };
  const inner = moved(block, at);
  return { shapes: [own, ...inner.shapes], edges: inner.edges };
}

/** A boundary event on the lower edge of its host; several stand beside each other. */
function guestOf(
  element: Moddle,
  numberOf: ReadonlyMap<Moddle, number>,
  inner: readonly Pick<Inside, "shapes">[],
): PlacedShape[] {
  if (!isAttached(element)) return [];
  const host = referenceOf(element, "attachedToRef");
  const shape = inner[numberOf.get(host as Moddle) ?? -1]?.shapes[0]; // of an element without a number there is none
  if (host === undefined || shape === undefined) return [];
  const siblings = listOf(host.$parent ?? host, "flowElements").filter(
    (each) => isAttached(each) && referenceOf(each, "attachedToRef") === host,
  );
  const share = (siblings.indexOf(element) + 1) / (siblings.length + 1);
  return [{ element, x: shape.x + shape.width * share - 18, y: shape.y + shape.height - 18, width: 36, height: 36 }];
}

interface Flow {
  readonly flow: Moddle;
  readonly from: number;
  readonly to: number;
}

function arcOf(flow: Moddle, numberOf: ReadonlyMap<Moddle, number>): Flow[] {
  const [source, target] = [referenceOf(flow, "sourceRef"), referenceOf(flow, "targetRef")];
  if (source === undefined || target === undefined) return [];
  const host = is(source, "bpmn:BoundaryEvent") ? referenceOf(source, "attachedToRef") : undefined;
  const [from, to] = [numberOf.get(host ?? source), numberOf.get(target)];
  return from === undefined || to === undefined ? [] : [{ flow, from, to }];
}

interface Drawn {
  readonly grid: Grid;
  readonly index: number;
  readonly guests: readonly PlacedShape[];
}

/** The way of a flow; from a boundary event it first leads down into the gap below the row. */
function edgeOf({ flow, from }: Flow, { grid, index, guests }: Drawn): PlacedEdge {
  const way = grid.ways[index] ?? [];
  const guest = guests.find(({ element }) => element === flow["sourceRef"]);
  if (guest === undefined) return { element: flow, waypoints: way };
  const [x, gap] = [guest.x + 18, grid.gaps[from] ?? guest.y + 50];
  // A way that changes rows does so at its first bend; a straight one is joined shortly before its end.
  const [, bend] = way;
  const last = way.at(-1) ?? { x, y: gap };
  const rest = way.length > 2 && bend !== undefined ? way.slice(2) : [{ x: last.x - 20, y: last.y }, last];
  const turn = rest[0]?.x ?? x;
  return {
    element: flow,
    waypoints: straightened([{ x, y: guest.y + 36 }, { x, y: gap }, { x: turn, y: gap }, ...rest]),
  };
}
