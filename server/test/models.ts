/** Small BPMN files for tests. */

const head = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:ablauf="http://ablauf.example/schema/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:test">`;

/** A file with one executable process; `roots` stand before it (messages, errors …). */
export function bpmn(id: string, body: string, roots = ""): string {
  return `${head}${roots}<bpmn:process id="${id}" name="${id}" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`;
}

/** A sequence flow; `condition` is FEEL without the leading equals sign. */
export function flow(from: string, to: string, condition?: string): string {
  const id = `${from}_${to}`;
  if (condition === undefined) return `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`;
  return `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=${condition}</bpmn:conditionExpression></bpmn:sequenceFlow>`;
}

/** Flows along a line of elements. */
export function flows(...ids: readonly string[]): string {
  return ids
    .slice(1)
    .map((to, index) => flow(ids[index]!, to))
    .join("");
}

/** Extension elements around `content`. */
export function ext(content: string): string {
  return `<bpmn:extensionElements>${content}</bpmn:extensionElements>`;
}

/** A message definition with the FEEL expression of its correlation key. */
export function message(id: string, name: string, key?: string): string {
  const subscription = key === undefined ? "" : ext(`<zeebe:subscription correlationKey="=${key}"/>`);
  return `<bpmn:message id="${id}" name="${name}">${subscription}</bpmn:message>`;
}

/** A service task of a job type. */
export function service(id: string, type: string, retries = 3): string {
  return `<bpmn:serviceTask id="${id}" name="${id}">${ext(`<zeebe:taskDefinition type="${type}" retries="${retries}"/>`)}</bpmn:serviceTask>`;
}
