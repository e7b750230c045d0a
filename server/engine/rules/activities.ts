import { body, flag, integer, isA, many, one, text } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import { definitionsOf } from "../reading/events.ts";
import { camundaAttribute, extension, localPart } from "../reading/extensions.ts";
import { activityTypes, flowNodeTypes, isExecutable, nameOf } from "./rule.ts";
import type { File, Rule } from "./rule.ts";

/** Activities, loops and processes (10.3). */
export const activityRules: readonly Rule[] = [
  {
    code: "ext.003",
    isStrict: true,
    reference: "8.3.1",
    on: [...flowNodeTypes, "bpmn:Process"],
    check(element, file) {
      if (element.id !== undefined || !file.listsFlows) return undefined;
      return `Expected an id at ${element.$type}, but there is none.`;
    },
  },
  {
    code: "ext.035",
    isStrict: true,
    reference: "10.2.1",
    on: ["bpmn:Process"],
    check(process) {
      if (text(process, "processType") !== "Public" || !flag(process, "isExecutable", false)) return undefined;
      return `Expected a private process to be executable, but ${nameOf(process)} is public.`;
    },
  },
  {
    code: "ext.037",
    reference: "10.3.1",
    on: activityTypes,
    check(activity) {
      for (const name of ["startQuantity", "completionQuantity"]) {
        const value = integer(activity, name);
        if (value !== undefined && value < 1)
          return `Expected ${name} of ${nameOf(activity)} to be at least 1, but it is ${value}.`;
      }
      return undefined;
    },
  },
  {
    code: "loop.maximum",
    reference: "10.3.7",
    on: ["bpmn:StandardLoopCharacteristics"],
    check(loop) {
      const maximum = integer(loop, "loopMaximum");
      const name = nameOf(loop.$parent ?? loop);
      if (maximum !== undefined && maximum < 0)
        return `Expected loopMaximum of ${name} not below 0, but it is ${maximum}.`;
      if (maximum === undefined && body(one(loop, "loopCondition")) === undefined && isExecutable(loop)) {
        return `Expected a condition or a maximum for the loop of ${name}, but it has neither.`;
      }
      return undefined;
    },
  },
  {
    code: "ext.067",
    reference: "10.3.7",
    on: ["bpmn:MultiInstanceLoopCharacteristics"],
    check(loop) {
      const isGiven =
        body(one(loop, "loopCardinality")) !== undefined ||
        one(loop, "loopDataInputRef") !== undefined ||
        extension(loop, "zeebe", "loopCharacteristics") !== undefined ||
        camundaAttribute(loop, "collection") !== undefined ||
        one(loop, "extensionElements") !== undefined;
      if (isGiven || !isExecutable(loop)) return undefined;
      return `Expected a cardinality or a collection for the instances of ${nameOf(loop.$parent ?? loop)}, but there is neither.`;
    },
  },
  {
    code: "ext.071",
    reference: "10.3.7",
    on: ["bpmn:MultiInstanceLoopCharacteristics"],
    check(loop) {
      const condition = body(one(loop, "completionCondition"));
      if (condition === undefined || !/^=?\s*("[^"]*"|\d+(\.\d+)?)$/.test(condition)) return undefined;
      return `Expected a condition to complete ${nameOf(loop.$parent ?? loop)} by, but ${condition} is neither true nor false.`;
    },
  },
  {
    code: "ext.062",
    reference: "10.3.5",
    on: ["bpmn:AdHocSubProcess"],
    check(scope) {
      const inner = many(scope, "flowElements");
      const wrong = inner.find(
        (each) => isA(each, "bpmn:StartEvent", "bpmn:EndEvent") || /Choreography/.test(each.$type),
      );
      if (wrong)
        return `Expected no ${wrong.$type} in the ad-hoc sub-process ${nameOf(scope)}, but ${nameOf(wrong)} is there.`;
      const activities: readonly string[] = activityTypes;
      return inner.some((each) => activities.includes(each.$type))
        ? undefined
        : `Expected an activity in ${nameOf(scope)}, but there is none.`;
    },
  },
  {
    code: "ext.079",
    reference: "10.3.5",
    on: ["bpmn:SubProcess", "bpmn:Transaction", "bpmn:AdHocSubProcess"],
    check(scope) {
      if (!one(scope, "ioSpecification")) return undefined;
      return `Expected no data inputs and outputs at the sub-process ${nameOf(scope)}, but it has an ioSpecification.`;
    },
  },
  { code: "ext.099", reference: "10.3.6", on: ["bpmn:CallActivity"], check: calledProblem },
  {
    code: "call.target",
    reference: "10.3.6",
    on: ["bpmn:CallActivity"],
    check(call) {
      const called = extension(call, "zeebe", "calledElement");
      if (text(call, "calledElement") !== undefined || called || !isExecutable(call)) return undefined;
      if (camundaAttribute(call, "caseRef") !== undefined)
        return `Expected ${nameOf(call)} to call a process, but it calls a case (CMMN).`;
      return `Expected ${nameOf(call)} to say what it calls, but it does not.`;
    },
  },
];

/** A process of the same file that is called has to be startable by nothing but the call. */
function calledProblem(call: Element, { back }: File): string | undefined {
  const target = localPart(call, text(call, "calledElement") ?? "");
  const called = back.roots.get(target);
  if (!called || !isA(called, "bpmn:Process")) return undefined;
  const starts = many(called, "flowElements").filter((each) => isA(each, "bpmn:StartEvent"));
  if (starts.length === 0 || starts.some((start) => definitionsOf(start).length === 0)) return undefined;
  return `Expected a none start event in the called process ${nameOf(called)}, but every start has a trigger.`;
}
