import type { Moddle } from "../services.ts";
import type { Point } from "../dom/path.ts";

/** Width and height in pixels at 100 %. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a shape goes. */
export interface PlacedShape extends Size {
  readonly element: Moddle;
  readonly x: number;
  readonly y: number;
  /** For sub-processes: whether their inside is drawn here. */
  readonly isExpanded?: boolean;
}

/** Where a connection runs. */
export interface PlacedEdge {
  readonly element: Moddle;
  readonly waypoints: readonly Point[];
}

/** Shapes and edges of one container, from its own upper left corner. */
export interface Inside extends Size {
  readonly shapes: readonly PlacedShape[];
  readonly edges: readonly PlacedEdge[];
}

/** Whether a model element is of a BPMN type or of one derived from it. */
export function is(element: Moddle, type: string): boolean {
  const test = element["$instanceOf"];
  return typeof test === "function" && Boolean(Reflect.apply(test, element, [type]));
}

/** A list property of a model element; empty when it has none. */
export function listOf(element: Moddle, property: string): readonly Moddle[] {
  const value = element[property];
  return Array.isArray(value) ? value : [];
}

/** A reference to one element; undefined when the model has none or it could not be resolved. */
export function referenceOf(element: Moddle, property: string): Moddle | undefined {
  const value = element[property];
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === "object" && one !== null && "$type" in one ? (one as Moddle) : undefined; // it has a BPMN type
}

/** The same shapes and edges, moved. */
export function moved(
  { shapes, edges }: Pick<Inside, "shapes" | "edges">,
  by: Point,
): Pick<Inside, "shapes" | "edges"> {
  return {
    shapes: shapes.map((shape) => ({ ...shape, x: shape.x + by.x, y: shape.y + by.y })),
    edges: edges.map((edge) => ({
      ...edge,
      waypoints: edge.waypoints.map(({ x, y }) => ({ x: x + by.x, y: y + by.y })),
    })),
  };
}
