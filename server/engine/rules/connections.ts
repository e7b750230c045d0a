import { flag, isA, many, one, text } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import { definitionsOf, hasDefinition } from "../reading/events.ts";
import { gatewayTypes, incoming, isExecutable, nameOf, outgoing } from "./rule.ts";
import type { Rule } from "./rule.ts";

/** What leads into a node and out of it, as its kind demands (8.4.9, 10.5.4, 10.6.1). */
export const connectionRules: readonly Rule[] = [
  {
    code: "ext.019",
    isStrict: true,
    reference: "8.4.9",
    on: gatewayTypes,
    check(gateway, file) {
      if (text(gateway, "gatewayDirection") !== "Mixed") return undefined;
      if (incoming(gateway, file).length > 1 && outgoing(gateway, file).length > 1) return undefined;
      return `Expected several flows into and out of the mixed gateway ${nameOf(gateway)}, but there are not.`;
    },
  },
  {
    code: "ext.135",
    isStrict: true,
    reference: "10.6.1",
    on: gatewayTypes,
    check(gateway, file) {
      const isFork = outgoing(gateway, file).length > 1 || isA(gateway, "bpmn:EventBasedGateway");
      if (isFork || incoming(gateway, file).length > 1) return undefined;
      return `Expected several flows into or out of the gateway ${nameOf(gateway)}, but there are not.`;
    },
  },
  {
    code: "ext.049",
    isStrict: true,
    reference: "10.3.3",
    on: ["bpmn:ReceiveTask"],
    check(task, file) {
      if (!flag(task, "instantiate", false) || incoming(task, file).length === 0) return undefined;
      return `Expected no flow into the instantiating receive task ${nameOf(task)}, but there is one.`;
    },
  },
  {
    code: "ext.115",
    isStrict: true,
    reference: "10.5.4",
    on: ["bpmn:IntermediateCatchEvent", "bpmn:IntermediateThrowEvent"],
    check(event, file) {
      const isTarget = isA(event, "bpmn:IntermediateCatchEvent") && hasDefinition(event, "bpmn:LinkEventDefinition");
      if (isTarget || isA(event.$parent, "bpmn:AdHocSubProcess") || incoming(event, file).length > 0) return undefined;
      return `Expected a flow into the intermediate event ${nameOf(event)}, but there is none.`;
    },
  },
  {
    code: "ext.117",
    isStrict: true,
    reference: "10.5.5",
    on: ["bpmn:IntermediateCatchEvent", "bpmn:IntermediateThrowEvent"],
    check(event, file) {
      if (!hasDefinition(event, "bpmn:LinkEventDefinition")) return undefined;
      const isCatch = isA(event, "bpmn:IntermediateCatchEvent");
      const wrong = isCatch ? incoming(event, file) : outgoing(event, file);
      return wrong.length === 0
        ? undefined
        : `Expected no flow ${isCatch ? "into the target" : "out of the source"} of a link ${nameOf(event)}, but there is one.`;
    },
  },
  {
    code: "ext.011",
    isStrict: true,
    reference: "10.5.5",
    on: ["bpmn:EndEvent", "bpmn:IntermediateThrowEvent"],
    check(event) {
      const definitions = definitionsOf(event).filter((each) => isA(each, "bpmn:EscalationEventDefinition"));
      const isBare = definitions.some((each) => isCodeless(one(each, "escalationRef")));
      if (!isBare || !isExecutable(event)) return undefined;
      return `Expected an escalation with a code to throw at ${nameOf(event)}, but there is none.`;
    },
  },
  {
    code: "ext.103",
    isStrict: true,
    reference: "10.5.2",
    on: ["bpmn:MessageFlow"],
    check: (flow) => untold(flow, "targetRef", "bpmn:StartEvent"),
  },
  {
    code: "ext.109",
    isStrict: true,
    reference: "10.5.3",
    on: ["bpmn:MessageFlow"],
    check: (flow) => untold(flow, "sourceRef", "bpmn:EndEvent"),
  },
  {
    code: "ext.119",
    isStrict: true,
    reference: "10.5.4",
    on: ["bpmn:MessageFlow"],
    check(flow) {
      const source = one(flow, "sourceRef");
      const target = one(flow, "targetRef");
      if (source && isA(source, "bpmn:IntermediateCatchEvent"))
        return `Expected no message out of the catch event ${nameOf(source)}, but ${nameOf(flow)} begins there.`;
      if (target && isA(target, "bpmn:IntermediateThrowEvent"))
        return `Expected no message into the throw event ${nameOf(target)}, but ${nameOf(flow)} ends there.`;
      return undefined;
    },
  },
];

/** Declared without a code. (A reference to nothing that is declared is its own code.) */
function isCodeless(escalation: Element | undefined): boolean {
  return (
    escalation === undefined || (escalation.$parent !== undefined && text(escalation, "escalationCode") === undefined)
  );
}

/** A message that reaches or leaves an event has to be one that the event is about. */
function untold(flow: Element, end: "sourceRef" | "targetRef", type: string): string | undefined {
  const event = one(flow, end);
  if (!event || !isA(event, type) || isA(event.$parent, "bpmn:Choreography")) return undefined;
  if (hasDefinition(event, "bpmn:MessageEventDefinition") || many(event, "eventDefinitionRef").length > 0)
    return undefined;
  return `Expected a message event definition at ${nameOf(event)}, since ${nameOf(flow)} is connected to it, but there is none.`;
}
