import type ElementRegistry from "diagram-js/lib/core/ElementRegistry";
import type { Connection, Element, Shape } from "diagram-js/lib/model/Types";
import type { Graph, Node } from "./graph.ts";

const silent = new Set(["bpmn:Process", "bpmn:Collaboration", "bpmn:Participant", "bpmn:Lane", "label"]);
const flows = new Set(["bpmn:SequenceFlow"]);

/** The flow nodes of the drawn diagram as a plain graph. */
export function readGraph(registry: ElementRegistry): Graph {
  const nodes = (registry.getAll() as Element[]).filter(isFlowNode).map(nodeOf); // the registry of bpmn-js holds these
  return new Map(nodes.map((node) => [node.id, node]));
}

/** The name of a drawn element. */
export function nameOf(element: Element): string {
  const name: unknown = businessObject(element)["name"];
  return typeof name === "string" ? name : "";
}

function isFlowNode(element: Element): boolean {
  const type = typeOf(element);
  const isDrawnNode =
    "width" in element &&
    !("waypoints" in element) &&
    !("labelTarget" in element && element.labelTarget !== undefined && element.labelTarget !== null);
  return isDrawnNode && !silent.has(type) && /Task|Activity|SubProcess|Transaction|Gateway|Event$/.test(type);
}

function nodeOf(element: Element): Node {
  const shape = element as Shape; // `isFlowNode` kept only elements with a size
  const connections = (all: readonly Connection[] | undefined) => (all ?? []).filter((one) => flows.has(typeOf(one)));
  return {
    id: shape.id,
    type: typeOf(shape),
    name: nameOf(shape),
    x: shape.x,
    y: shape.y,
    next: connections(shape.outgoing).flatMap((flow) =>
      flow.target === undefined ? [] : [{ id: flow.target.id, label: nameOf(flow) }],
    ),
    before: connections(shape.incoming).flatMap((flow) => (flow.source === undefined ? [] : [flow.source.id])),
    host: shape.host?.id ?? null,
  };
}

function typeOf(element: Element): string {
  const type: unknown = Reflect.get(element, "type");
  return typeof type === "string" ? type : "";
}

function businessObject(element: Element): Record<string, unknown> {
  return (element.businessObject ?? {}) as Record<string, unknown>; // moddle elements are plain objects with getters
}
