import { ext, flow } from "../../test/models.ts";

const rows = 20;
const perRow = 15;
/** Where cases of {@link grid} wait: every second of its elements. */
export const waiting = 298;
/** How many elements it has, flows not counted. */
export const elements = 2 * waiting + 4;

/** A process as large as they come: a fork into 298 branches of an event and a task each, and the join behind them. */
export const grid = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:di="http://www.omg.org/spec/DD/20100524/DI" targetNamespace="urn:bench">
  <bpmn:process id="grid" name="Grid" isExecutable="true">${nodes()}${links()
    .map(([from, to]) => flow(from, to))
    .join("")}</bpmn:process>
  <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="grid">${shapes()}${edges()}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function branches(): number[] {
  return Array.from({ length: waiting }, (_, at) => at);
}

function nodes(): string {
  const assigned = ext(`<zeebe:assignmentDefinition candidateGroups="technician"/>`);
  return `<bpmn:startEvent id="s"/><bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/><bpmn:endEvent id="e"/>${branches()
    .map(
      (at) =>
        `<bpmn:intermediateThrowEvent id="v${at}"/><bpmn:userTask id="t${at}" name="Check ${at}">${assigned}</bpmn:userTask>`,
    )
    .join("")}`;
}

function links(): (readonly [string, string])[] {
  const each = branches().flatMap((at) => [
    ["fork", `v${at}`] as const,
    [`v${at}`, `t${at}`] as const,
    [`t${at}`, "join"] as const,
  ]);
  return [["s", "fork"], ...each, ["join", "e"]];
}

function places(): ReadonlyMap<string, Place> {
  const middle = rows * 60;
  const right = 200 + perRow * 220;
  const small = { y: middle, width: 36, height: 36 };
  const large = { y: middle, width: 50, height: 50 };
  return new Map<string, Place>([
    ["s", { x: 0, ...small }],
    ["fork", { x: 80, ...large }],
    ["join", { x: right, ...large }],
    ["e", { x: right + 100, ...small }],
    ...branches().flatMap((at): [string, Place][] => {
      const [x, y] = [200 + (at % perRow) * 220, Math.floor(at / perRow) * 120];
      return [
        [`v${at}`, { x, y: y + 22, width: 36, height: 36 }],
        [`t${at}`, { x: x + 70, y, width: 100, height: 80 }],
      ];
    }),
  ]);
}

function shapes(): string {
  return [...places()]
    .map(
      ([id, { x, y, width, height }]) =>
        `<bpmndi:BPMNShape bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`,
    )
    .join("");
}

function edges(): string {
  const at = places();
  return links()
    .map(([from, to]) => {
      const one = at.get(from)!; // every node has its place
      const other = at.get(to)!;
      const ends = [
        [one.x + one.width, one.y + one.height / 2],
        [other.x, other.y + other.height / 2],
      ];
      const points = ends.map(([x, y]) => `<di:waypoint x="${x}" y="${y}"/>`).join("");
      return `<bpmndi:BPMNEdge bpmnElement="${from}_${to}">${points}</bpmndi:BPMNEdge>`;
    })
    .join("");
}
