import { isA, many, one } from "./element.ts";
import type { Element } from "./element.ts";

/**
 * Ids are optional in the schema (`tBaseElement/@id`); tokens need them. Those without get one from where they stand, so
 * that the same file gives the same ids.
 */
export function identify(scope: Element, prefix: string): void {
  for (const [index, element] of many(scope, "flowElements").entries()) {
    if (element.id === undefined)
      name(element, isA(element, "bpmn:SequenceFlow") ? flowId(element, index) : `${prefix}_${index + 1}`);
    identify(element, element.id ?? prefix);
  }
}

function flowId(flow: Element, index: number): string {
  return `${one(flow, "sourceRef")?.id ?? ""}-${one(flow, "targetRef")?.id ?? ""}-${index + 1}`;
}

function name(element: Element, id: string): void {
  Reflect.set(element, "id", id);
}
