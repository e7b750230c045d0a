/** A BPMN file around the content of a process. */
export function file(inside: string, more = "", id = "P"): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:msp="urn:msp" id="D" targetNamespace="urn:test">
<bpmn:process id="${id}" isExecutable="true">${inside}</bpmn:process>${more}
</bpmn:definitions>`;
}

/** A sequence flow. */
export function flow(id: string, from: string, to: string, inside = ""): string {
  return `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inside}</bpmn:sequenceFlow>`;
}

/** A task. */
export function task(id: string, name = id, type = "task"): string {
  return `<bpmn:${type} id="${id}" name="${name}"/>`;
}

/** Tasks in a row with flows between them: `A`, `A_B`, `B` … */
export function row(...ids: string[]): string {
  const flows = ids.slice(1).map((id, index) => flow(`${ids[index]}_${id}`, ids[index] ?? "", id));
  return [...ids.map((id) => task(id)), ...flows].join("");
}

/** A timer that a person waits for. */
export function timer(id: string, name: string, duration: string): string {
  return `<bpmn:intermediateCatchEvent id="${id}" name="${name}"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;
}

/** The picture of a process: shapes as id, x, y (100 x 80 each), edges as id and waypoints. */
export function picture(
  shapes: readonly (readonly [string, number, number])[],
  edges: readonly (readonly [string, ...number[]])[] = [],
): string {
  const drawn = shapes.map(
    ([id, x, y]) =>
      `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="100" height="80"/></bpmndi:BPMNShape>`,
  );
  const lines = edges.map(([id, ...points]) => {
    const ways = points.flatMap((x, index) =>
      index % 2 === 0 ? [`<di:waypoint x="${x}" y="${points[index + 1]}"/>`] : [],
    );
    return `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">${ways.join("")}</bpmndi:BPMNEdge>`;
  });
  return `<bpmndi:BPMNDiagram id="Diagram"><bpmndi:BPMNPlane id="Plane" bpmnElement="P">${drawn.join("")}${lines.join("")}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
}
