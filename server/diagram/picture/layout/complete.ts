import type { Point } from "../dom/path.ts";
import type { Moddle } from "../services.ts";
import { freshDiagrams, isWithoutLayout, layOut } from "./layOut.ts";
import { is, listOf, referenceOf } from "./model.ts";
import { routed, type Box } from "./route.ts";

/** What was added to a plane that was there before, in the order of the diagrams of the file. */
export interface Added {
  readonly diagram: number;
  readonly elements: readonly Moddle[];
}

/** What a model had to be given to be drawn whole. */
export type Completed =
  | { readonly kind: "whole" }
  | { readonly kind: "new" }
  | { readonly kind: "added"; readonly planes: readonly Added[]; readonly diagrams: readonly Moddle[] };

/**
 * Gives a parsed model the drawing data that it lacks: all of it, or that of the elements that have none. What is drawn
 * stays where it is; the others stand below it, arranged as a fresh layout would, a boundary event on its host. The inside
 * of a collapsed sub-process is hidden on purpose and no lack.
 */
export function complete(definitions: Moddle): Completed {
  if (isWithoutLayout(definitions)) {
    layOut(definitions);
    return { kind: "new" };
  }
  const before = listOf(definitions, "diagrams");
  const drawn = drawnIn(before);
  const fresh = freshDiagrams(definitions);
  const lacking = fresh.map((diagram) => ({ diagram, elements: planeOf(diagram).filter(isLacking(drawn)) }));
  const isOwn = ({ diagram, elements }: (typeof lacking)[number]) =>
    elements.length > 0 && !planeOf(diagram).some((di) => drawn.has(shownBy(di)));
  const diagrams = lacking.filter(isOwn).map(({ diagram }) => diagram);
  const wanted = lacking.filter((each) => !isOwn(each)).flatMap(({ elements }) => elements);
  const planes = before.flatMap((diagram, index): Added[] => {
    const own = wanted.filter((di) => planeFor(di, before) === diagram);
    const elements = own.length === 0 ? [] : placed(own, diagram, drawn);
    return elements.length === 0 ? [] : [{ diagram: index, elements }];
  });
  if (planes.length === 0 && diagrams.length === 0) return { kind: "whole" };
  for (const { diagram, elements } of planes) {
    const plane = before[diagram]?.["plane"] as Moddle; // it was found through its plane
    plane["planeElement"] = [...listOf(plane, "planeElement"), ...elements];
  }
  definitions["diagrams"] = [...before, ...diagrams];
  return { kind: "added", planes, diagrams };
}

type Drawn = ReadonlyMap<Moddle | undefined, Moddle>;

function drawnIn(diagrams: readonly Moddle[]): Drawn {
  return new Map(diagrams.flatMap(planeOf).map((di) => [shownBy(di), di]));
}

function planeOf(diagram: Moddle): readonly Moddle[] {
  const plane = referenceOf(diagram, "plane");
  return plane === undefined ? [] : listOf(plane, "planeElement");
}

function shownBy(di: Moddle): Moddle | undefined {
  return referenceOf(di, "bpmnElement");
}

/** Nodes, data, annotations and what connects them; pools and lanes that are not drawn cannot be put around what is. */
const drawable = [
  "bpmn:FlowNode",
  "bpmn:DataObjectReference",
  "bpmn:DataStoreReference",
  "bpmn:TextAnnotation",
  "bpmn:SequenceFlow",
  "bpmn:MessageFlow",
  "bpmn:Association",
];

function isLacking(drawn: Drawn): (di: Moddle) => boolean {
  return (di) => {
    const element = shownBy(di);
    if (element?.id === undefined || drawn.has(element) || !drawable.some((type) => is(element, type))) return false;
    return !isHidden(element, drawn);
  };
}

/** Whether something around it is drawn closed. */
function isHidden(element: Moddle, drawn: Drawn): boolean {
  for (let around = element.$parent; around !== undefined; around = around.$parent) {
    const shape = drawn.get(around);
    if (shape !== undefined && is(around, "bpmn:SubProcess") && shape["isExpanded"] !== true) return true;
  }
  return false;
}

/** The diagram in which what stands beside the element is drawn; else the first one. */
function planeFor(di: Moddle, diagrams: readonly Moddle[]): Moddle | undefined {
  const around = shownBy(di)?.$parent;
  const beside = diagrams.find((diagram) => planeOf(diagram).some((other) => shownBy(other)?.$parent === around));
  return beside ?? diagrams.find((diagram) => referenceOf(diagram, "plane") !== undefined);
}

const gap = 60;

/** The shapes below what is drawn, the edges between wherever their ends are now. Edges without ends are left out. */
function placed(lacking: readonly Moddle[], diagram: Moddle, drawn: Drawn): readonly Moddle[] {
  const there = boxesOf(planeOf(diagram));
  const shapes = lacking.filter((di) => boxOf(di) !== undefined);
  const loose = shapes.filter((di) => !settleOnHost(di, drawn));
  const by = offset(boxesOf(loose), there);
  for (const di of loose) shift(di, by);
  const now = new Map(drawn);
  for (const di of shapes) now.set(shownBy(di), di);
  const edges = lacking.filter((di) => boxOf(di) === undefined && connect(di, { now, loose: new Set(loose), by }));
  return [...shapes, ...edges];
}

function offset(fresh: readonly Box[], there: readonly Box[]): Point {
  if (fresh.length === 0 || there.length === 0) return { x: 0, y: 0 };
  return {
    x: leftOf(there) - leftOf(fresh),
    y: Math.max(...there.map(({ y, height }) => y + height)) + gap - Math.min(...fresh.map(({ y }) => y)),
  };
}

function leftOf(boxes: readonly Box[]): number {
  return Math.min(...boxes.map(({ x }) => x));
}

/** A boundary event whose host is drawn stands on its lower edge. */
function settleOnHost(di: Moddle, drawn: Drawn): boolean {
  const element = shownBy(di);
  const host = element === undefined ? undefined : referenceOf(element, "attachedToRef");
  const on = host === undefined ? undefined : boxOf(drawn.get(host));
  const own = boxOf(di);
  if (on === undefined || own === undefined) return false;
  shift(di, { x: on.x + on.width - own.width - 10 - own.x, y: on.y + on.height - own.height / 2 - own.y });
  return true;
}

interface Placing {
  readonly now: Drawn;
  /** Shapes that were moved together, and how far: what connects two of them keeps its way. */
  readonly loose: ReadonlySet<Moddle>;
  readonly by: Point;
}

function connect(edge: Moddle, { now, loose, by }: Placing): boolean {
  const element = shownBy(edge);
  const ends = ["sourceRef", "targetRef"].map((end) => now.get(element && referenceOf(element, end)));
  const [from, to] = ends.map(boxOf);
  if (from === undefined || to === undefined) return false;
  const isTogether = ends.every((end) => end !== undefined && loose.has(end));
  const points = isTogether
    ? listOf(edge, "waypoint").map((each) => ({ x: Number(each["x"]) + by.x, y: Number(each["y"]) + by.y }))
    : routed(from, to);
  const [model] = listOf(edge, "waypoint");
  const factory = model?.["$model"] as { create(type: string, properties: object): Moddle }; // moddle made the point
  edge["waypoint"] = points.map((point) => factory.create("dc:Point", point));
  return true;
}

function boxesOf(dis: readonly Moddle[]): readonly Box[] {
  return dis.flatMap((di) => boxOf(di) ?? []);
}

function boxOf(di: Moddle | undefined): Box | undefined {
  const bounds = di === undefined ? undefined : referenceOf(di, "bounds");
  if (bounds === undefined) return undefined;
  const [x = 0, y = 0, width = 0, height = 0] = ["x", "y", "width", "height"].map((name) => Number(bounds[name]));
  return { x, y, width, height };
}

function shift(di: Moddle, by: Point): void {
  const bounds = referenceOf(di, "bounds");
  if (bounds === undefined) return;
  bounds["x"] = Math.round(Number(bounds["x"]) + by.x);
  bounds["y"] = Math.round(Number(bounds["y"]) + by.y);
}
