import type { Moddle } from "../services.ts";
import { layOutInside, oneBand } from "./inside.ts";
import { is, listOf, moved, referenceOf, type Inside } from "./model.ts";
import { layOutPools } from "./pools.ts";

/** Whether a model says nothing of where its elements are drawn. */
export function isWithoutLayout(definitions: Moddle): boolean {
  return !listOf(definitions, "diagrams").some((diagram) => {
    const plane = referenceOf(diagram, "plane");
    return plane !== undefined && listOf(plane, "planeElement").length > 0;
  });
}

/**
 * Gives a parsed model a layout: flows run from left to right through layers, lanes keep their elements, pools stand below
 * each other, sub-processes are open, data and annotations stand below the flow. One diagram for the collaboration and
 * one for each process that is in no pool (BPMN 2.0, chapter 12).
 */
export function layOut(definitions: Moddle): void {
  definitions["diagrams"] = freshDiagrams(definitions);
}

/** The diagrams that a model would have if it were laid out anew; the model stays as it is. */
export function freshDiagrams(definitions: Moddle): readonly Moddle[] {
  const roots = listOf(definitions, "rootElements");
  const collaborations = roots.filter(
    (root) => is(root, "bpmn:Collaboration") && listOf(root, "participants").length > 0,
  );
  const inPools = new Set(
    collaborations.flatMap((each) => listOf(each, "participants").map((pool) => referenceOf(pool, "processRef"))),
  );
  const loose = roots.filter((root) => is(root, "bpmn:Process") && !inPools.has(root));
  return [
    ...collaborations.map((root) => diagramOf(definitions, root, layOutPools(root))),
    ...loose.map((root) => diagramOf(definitions, root, layOutInside(root, oneBand))),
  ];
}

interface Factory {
  create(type: string, properties: object): Moddle;
}

/** Away from the corner, as bpmn-js places what it creates. */
const margin = { x: 160, y: 80 };

function diagramOf(definitions: Moddle, root: Moddle, inside: Inside): Moddle {
  const factory = definitions["$model"] as Factory; // every moddle element knows the model that made it
  const { shapes, edges } = moved(inside, margin);
  const drawnShapes = shapes.map(({ element, x, y, width, height, isExpanded }) =>
    factory.create("bpmndi:BPMNShape", {
      id: `${element.id}_di`,
      bpmnElement: element,
      bounds: factory.create("dc:Bounds", {
        x: Math.round(x),
        y: Math.round(y),
        width: Math.round(width),
        height: Math.round(height),
      }),
      ...(isExpanded === undefined ? {} : { isExpanded }),
      ...(is(element, "bpmn:Participant") || is(element, "bpmn:Lane") ? { isHorizontal: true } : {}),
      ...(is(element, "bpmn:ExclusiveGateway") ? { isMarkerVisible: true } : {}),
    }),
  );
  const drawnEdges = edges.map(({ element, waypoints }) =>
    factory.create("bpmndi:BPMNEdge", {
      id: `${element.id}_di`,
      bpmnElement: element,
      waypoint: waypoints.map(({ x, y }) => factory.create("dc:Point", { x: Math.round(x), y: Math.round(y) })),
    }),
  );
  const plane = factory.create("bpmndi:BPMNPlane", {
    id: `${root.id}_plane`,
    bpmnElement: root,
    planeElement: [...drawnShapes, ...drawnEdges],
  });
  return factory.create("bpmndi:BPMNDiagram", { id: `${root.id}_diagram`, plane });
}
