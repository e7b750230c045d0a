import type { Point } from "../dom/path.ts";
import type { Moddle } from "../services.ts";
import type { Grid } from "./grid.ts";
import { is, listOf, referenceOf, type Inside, type PlacedEdge, type PlacedShape } from "./model.ts";

const gap = 20;

/** Places data and annotations in a row below the flow, each near what it belongs to, and draws their associations. */
export function artifactsOf(container: Moddle, shapes: readonly PlacedShape[], grid: Grid): Inside {
  const links = linksOf(container);
  const loose = [...listOf(container, "flowElements"), ...listOf(container, "artifacts")].filter(
    (element) => sizeOf(element) !== null,
  );
  const shapeOf = new Map(shapes.map((shape) => [shape.element, shape]));
  const wishes = loose.map((element) => ({ element, x: wishedX(element, links, shapeOf) }));
  const placed: PlacedShape[] = [];
  let [right, height] = [0, 0];
  for (const { element, x } of wishes.toSorted((one, other) => one.x - other.x)) {
    const size = sizeOf(element) ?? { width: 0, height: 0 };
    const shape = { element, ...size, x: Math.max(x - size.width / 2, right + gap), y: grid.height + gap };
    placed.push(shape);
    shapeOf.set(element, shape);
    right = shape.x + size.width;
    height = Math.max(height, size.height + 2 * gap + 20);
  }
  return {
    width: right + gap,
    height: grid.height + height,
    shapes: placed,
    edges: links.flatMap((link) => edgeOf(link, shapeOf)),
  };
}

function sizeOf(element: Moddle): { readonly width: number; readonly height: number } | null {
  if (is(element, "bpmn:DataObjectReference")) return { width: 36, height: 50 };
  if (is(element, "bpmn:DataStoreReference")) return { width: 50, height: 50 };
  if (is(element, "bpmn:TextAnnotation")) return { width: 140, height: 50 };
  return null;
}

interface Link {
  readonly element: Moddle;
  readonly from: Moddle;
  readonly to: Moddle;
}

/** Associations, and data associations, whose activity is the element that holds them. */
function linksOf(container: Moddle): Link[] {
  const associations = listOf(container, "artifacts").filter((each) => is(each, "bpmn:Association"));
  const elements = listOf(container, "flowElements");
  const inputs = elements.flatMap((each) =>
    listOf(each, "dataInputAssociations").map((link) => linkOf(link, "sourceRef", each)),
  );
  const outputs = elements.flatMap((each) =>
    listOf(each, "dataOutputAssociations").map((link) => linkOf(link, "targetRef", each)),
  );
  return [
    ...associations.flatMap((each) => linkOf(each, "sourceRef", referenceOf(each, "targetRef"))),
    ...inputs.flat(),
    ...outputs.flat(),
  ];
}

function linkOf(element: Moddle, end: string, other: Moddle | undefined): Link[] {
  const one = referenceOf(element, end);
  if (one === undefined || other === undefined) return [];
  return [end === "sourceRef" ? { element, from: one, to: other } : { element, from: other, to: one }];
}

function wishedX(element: Moddle, links: readonly Link[], shapeOf: ReadonlyMap<Moddle, PlacedShape>): number {
  const link = links.find(({ from, to }) => from === element || to === element);
  const other = shapeOf.get(link?.from === element ? link.to : (link?.from ?? element));
  return other === undefined ? 0 : other.x + other.width / 2;
}

/** From below what is above to the top of what is below. */
function edgeOf({ element, from, to }: Link, shapeOf: ReadonlyMap<Moddle, PlacedShape>): PlacedEdge[] {
  const [source, target] = [shapeOf.get(from), shapeOf.get(to)];
  if (source === undefined || target === undefined) return [];
  const isDown = source.y < target.y;
  return [{ element, waypoints: [edgeMiddle(source, !isDown), edgeMiddle(target, isDown)] }];
}

function edgeMiddle({ x, y, width, height }: PlacedShape, isUpper: boolean): Point {
  return { x: x + width / 2, y: isUpper ? y : y + height };
}
