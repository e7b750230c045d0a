import { flag, isA, many, one } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import { hasDefinition } from "../reading/events.ts";
import {
  activityTypes,
  eventTypes,
  flowNodeTypes,
  gatewayTypes,
  hasBeside,
  incoming,
  isEventSubProcess,
  nameOf,
  outgoing,
  processOf,
} from "./rule.ts";
import type { Rule } from "./rule.ts";

/** Sequence flows: what they may connect, and what has to be connected (8.4.13, 10.5). */
export const flowRules: readonly Rule[] = [
  {
    code: "flow.ends",
    reference: "8.4.13",
    on: ["bpmn:SequenceFlow"],
    check(flow) {
      const source = one(flow, "sourceRef");
      const target = one(flow, "targetRef");
      if (isA(flow.$parent, "bpmn:Choreography", "bpmn:GlobalChoreographyTask", "bpmn:SubChoreography"))
        return undefined;
      if (source && !flowNodeTypes.includes(source.$type))
        return `Expected a flow node as source of ${nameOf(flow)}, but it is ${source.$type}.`;
      if (target && !flowNodeTypes.includes(target.$type))
        return `Expected a flow node as target of ${nameOf(flow)}, but it is ${target.$type}.`;
      return undefined;
    },
  },
  {
    code: "flow.scope",
    reference: "7.6.1",
    on: ["bpmn:SequenceFlow"],
    check(flow) {
      const source = one(flow, "sourceRef");
      const target = one(flow, "targetRef");
      if (!source || !target || source.$parent === target.$parent) return undefined;
      return `Expected ${nameOf(flow)} to stay in one scope, but it leads from ${nameOf(source)} to ${nameOf(target)} across a border.`;
    },
  },
  {
    code: "ext.057",
    reference: "10.3.5",
    on: ["bpmn:SequenceFlow"],
    check(flow) {
      const end = [one(flow, "sourceRef"), one(flow, "targetRef")].find((node) => isEventSubProcess(node));
      return (
        end &&
        `Expected no sequence flow at the event sub-process ${nameOf(end)}, but ${nameOf(flow)} is connected to it.`
      );
    },
  },
  {
    code: "ext.023",
    isStrict: true,
    reference: "8.4.13",
    on: ["bpmn:SequenceFlow"],
    check(flow, file) {
      const source = one(flow, "sourceRef");
      const target = one(flow, "targetRef");
      if (!file.listsFlows) return undefined;
      if (source && !many(source, "outgoing").includes(flow))
        return `Expected ${nameOf(source)} to list ${nameOf(flow)} as outgoing, but it does not.`;
      if (target && !many(target, "incoming").includes(flow))
        return `Expected ${nameOf(target)} to list ${nameOf(flow)} as incoming, but it does not.`;
      return undefined;
    },
  },
  {
    code: "ext.024",
    isStrict: true,
    reference: "8.4.13",
    on: ["bpmn:SequenceFlow"],
    check(flow) {
      const process = processOf(flow);
      if (flow["isImmediate"] !== false || !process || !flag(process, "isExecutable", false)) return undefined;
      return `Expected ${nameOf(flow)} of an executable process to be immediate, but isImmediate is false.`;
    },
  },
  {
    code: "ext.025",
    reference: "8.4.13",
    on: activityTypes,
    check(activity, file) {
      const flows = outgoing(activity, file);
      const [only] = flows;
      if (flows.length !== 1 || !only || !one(only, "conditionExpression")) return undefined;
      return `Expected a second sequence flow beside the conditional ${nameOf(only)} of ${nameOf(activity)}, but it is the only one.`;
    },
  },
  {
    code: "ext.026",
    reference: "8.4.13",
    on: flowNodeTypes,
    check(node) {
      const flow = one(node, "default");
      if (!flow || one(flow, "sourceRef") === node) return undefined;
      return `Expected the default flow of ${nameOf(node)} to begin there, but ${nameOf(flow)} does not.`;
    },
  },
  {
    code: "flow.condition",
    reference: "10.6.6",
    on: ["bpmn:SequenceFlow"],
    check(flow) {
      const source = one(flow, "sourceRef");
      if (!one(flow, "conditionExpression") || !isA(source, "bpmn:EventBasedGateway")) return undefined;
      return `Expected no condition on ${nameOf(flow)} behind an event-based gateway, but it has one.`;
    },
  },
  {
    // it "creates parallel paths without checking any conditions", and that is what happens
    code: "flow.unconditional",
    reference: "10.6.4",
    on: ["bpmn:SequenceFlow"],
    isAdvice: true,
    check(flow) {
      if (!one(flow, "conditionExpression") || !isA(one(flow, "sourceRef"), "bpmn:ParallelGateway")) return undefined;
      return `Expected no condition on ${nameOf(flow)} behind a parallel gateway, but it has one; it is not looked at.`;
    },
  },
  {
    code: "ext.096",
    reference: "10.5.2",
    on: ["bpmn:StartEvent"],
    check: (event, file) =>
      incoming(event, file).length > 0
        ? `Expected no flow into the start event ${nameOf(event)}, but there is one.`
        : undefined,
  },
  {
    code: "ext.104",
    reference: "10.5.3",
    on: ["bpmn:EndEvent"],
    check: (event, file) =>
      outgoing(event, file).length > 0
        ? `Expected no flow out of the end event ${nameOf(event)}, but there is one.`
        : undefined,
  },
  {
    code: "ext.112",
    reference: "10.5.4",
    on: ["bpmn:BoundaryEvent"],
    check: (event, file) =>
      incoming(event, file).length > 0
        ? `Expected no flow into the boundary event ${nameOf(event)}, but there is one.`
        : undefined,
  },
  {
    code: "ext.113",
    isStrict: true,
    reference: "10.5.4",
    on: ["bpmn:BoundaryEvent"],
    check(event, file) {
      const isCompensation = hasDefinition(event, "bpmn:CompensateEventDefinition");
      const count = outgoing(event, file).length;
      if (isCompensation && count > 0)
        return `Expected no flow out of the compensation event ${nameOf(event)}, but there is one.`;
      if (!isCompensation && count === 0)
        return `Expected a flow out of the boundary event ${nameOf(event)}, but there is none.`;
      return undefined;
    },
  },
  {
    code: "ext.116",
    reference: "10.5.4",
    on: ["bpmn:IntermediateCatchEvent", "bpmn:IntermediateThrowEvent"],
    check(event, file) {
      const isLinkThrow = isA(event, "bpmn:IntermediateThrowEvent") && hasDefinition(event, "bpmn:LinkEventDefinition");
      if (isLinkThrow || outgoing(event, file).length > 0) return undefined;
      return `Expected a flow out of the intermediate event ${nameOf(event)}, but there is none.`;
    },
  },
  {
    code: "ext.150",
    isStrict: true,
    reference: "10.5.2",
    on: flowNodeTypes,
    check(node, file) {
      if (
        !hasBeside(node, "bpmn:StartEvent", file) ||
        isFree(node) ||
        isA(node, "bpmn:StartEvent", "bpmn:BoundaryEvent")
      )
        return undefined;
      if (incoming(node, file).length > 0 || hasDefinition(node, "bpmn:LinkEventDefinition")) return undefined;
      if (flag(node, "instantiate", false)) return undefined;
      return `Expected a flow into ${nameOf(node)}, since its scope has a start event, but there is none.`;
    },
  },
  {
    code: "ext.151",
    isStrict: true,
    reference: "10.5.3",
    on: [...activityTypes, ...gatewayTypes, ...eventTypes],
    check(node, file) {
      if (!hasBeside(node, "bpmn:EndEvent", file) || isFree(node) || isA(node, "bpmn:EndEvent", "bpmn:BoundaryEvent"))
        return undefined;
      if (outgoing(node, file).length > 0 || hasDefinition(node, "bpmn:LinkEventDefinition")) return undefined;
      return `Expected a flow out of ${nameOf(node)}, since its scope has an end event, but there is none.`;
    },
  },
  {
    code: "ext.097",
    isStrict: true,
    reference: "10.5.3",
    on: ["bpmn:EndEvent"],
    check(event, file) {
      if (
        hasBeside(event, "bpmn:StartEvent", file) ||
        isA(event.$parent, "bpmn:AdHocSubProcess") ||
        hasOtherStart(event)
      )
        return undefined;
      return `Expected a start event beside the end event ${nameOf(event)}, but its scope has none.`;
    },
  },
  {
    code: "ext.105",
    isStrict: true,
    reference: "10.5.2",
    on: ["bpmn:StartEvent"],
    check(event, file) {
      if (hasBeside(event, "bpmn:EndEvent", file) || isA(event.$parent, "bpmn:AdHocSubProcess")) return undefined;
      return `Expected an end event beside the start event ${nameOf(event)}, but its scope has none.`;
    },
  },
];

function hasOtherStart(event: Element): boolean {
  return (
    event.$parent !== undefined && many(event.$parent, "flowElements").some((each) => flag(each, "instantiate", false))
  );
}

/** Nodes that flows do not have to reach: compensation, event sub-processes, the inside of an ad-hoc sub-process. */
function isFree(node: Element): boolean {
  return (
    flag(node, "isForCompensation", false) ||
    flag(node, "triggeredByEvent", false) ||
    isA(node.$parent, "bpmn:AdHocSubProcess")
  );
}
