import type { Json } from "../base/json.ts";
import type { PartKind } from "./parts.ts";

/** What a new part begins with: the smallest thing of its kind that can be opened and worked on. */
export function emptyBody(kind: PartKind, key: string, name: string): Json {
  const both = { de: name, en: name };
  switch (kind) {
    case "process":
      return emptyProcess(key, name);
    case "ruleSet":
      return { key, version: 1, label: both, hitPolicy: "first", inputs: [], outputs: [], rows: [] };
    case "form":
      return { key, version: 1, title: both, fields: [] };
    case "template":
      return { de: "", en: "" };
    case "scenario":
      return scenario(key, both);
  }
}

/** Plays the plain start of its process and expects nothing yet. */
function scenario(key: string, title: Json): Json {
  const [process = key, name = key] = key.split(":");
  return { key: name, process, title, start: { kind: "none" }, steps: [] };
}

/** One start event, drawn where modelers put it (BPMN 2.0.2, 12.2: the diagram is part of the file). */
function emptyProcess(key: string, name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="Definitions_${escape(key)}" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn:process id="${escape(key)}" name="${escape(name)}" isExecutable="true">
    <bpmn:startEvent id="start" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement="${escape(key)}">
      <bpmndi:BPMNShape id="start_di" bpmnElement="start">
        <dc:Bounds x="180" y="160" width="36" height="36" />
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
