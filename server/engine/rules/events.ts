import { body, flag, isA, many, one } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import { definitionsOf, hasDefinition, hasTime, isProcessStart, variableListener } from "../reading/events.ts";
import { extension, camundaAttribute } from "../reading/extensions.ts";
import { activityTypes, eventTypes, isEventSubProcess, isExecutable, linkNames, nameOf } from "./rule.ts";
import type { File, Rule } from "./rule.ts";

type Kinds = readonly string[];

/** Which event definitions may stand where (table 10.93). */
const allowed = {
  start: ["Message", "Timer", "Conditional", "Signal"],
  eventSubProcess: ["Message", "Timer", "Escalation", "Error", "Compensate", "Conditional", "Signal"],
  eventSubProcessBeside: ["Message", "Timer", "Escalation", "Conditional", "Signal"],
  catch: ["Message", "Timer", "Conditional", "Link", "Signal"],
  throw: ["Message", "Escalation", "Compensate", "Link", "Signal"],
  boundary: ["Message", "Timer", "Escalation", "Error", "Cancel", "Compensate", "Conditional", "Signal"],
  boundaryBeside: ["Message", "Timer", "Escalation", "Conditional", "Signal"],
  end: ["Message", "Escalation", "Error", "Cancel", "Compensate", "Signal", "Terminate"],
} as const satisfies Record<string, Kinds>;

function kindsAt(event: Element, isStrict: boolean): Kinds {
  if (isA(event, "bpmn:StartEvent")) {
    if (!isEventSubProcess(event.$parent)) return allowed.start;
    return flag(event, "isInterrupting", true) ? allowed.eventSubProcess : allowed.eventSubProcessBeside;
  }
  if (isA(event, "bpmn:BoundaryEvent"))
    return flag(event, "cancelActivity", true) || !isStrict ? allowed.boundary : allowed.boundaryBeside;
  if (isA(event, "bpmn:IntermediateCatchEvent")) return allowed.catch;
  return isA(event, "bpmn:EndEvent") ? allowed.end : allowed.throw;
}

function kindOf(definition: Element): string {
  return definition.$type.replace(/^bpmn:|EventDefinition$/g, "");
}

/** Events and their definitions (10.5). */
export const eventRules: readonly Rule[] = [
  {
    code: "event.definition",
    reference: "10.5.1, table 10.93",
    on: eventTypes,
    check(event, file) {
      // other engines never asked whether an error interrupts, since it always does
      const kinds = kindsAt(event, file.isStrict);
      const wrong = definitionsOf(event).find((definition) => !kinds.includes(kindOf(definition)));
      if (!wrong) return undefined;
      return `Expected one of ${kinds.join(", ")} at ${nameOf(event)}, but its event definition is ${kindOf(wrong)}.`;
    },
  },
  {
    code: "ext.129",
    reference: "10.5.2",
    on: ["bpmn:StartEvent", "bpmn:BoundaryEvent", "bpmn:IntermediateCatchEvent"],
    check(event) {
      const needs = !isA(event, "bpmn:StartEvent") || isEventSubProcess(event.$parent);
      if (!needs || definitionsOf(event).length > 0 || variableListener(event)) return undefined;
      return `Expected an event definition at ${nameOf(event)}, but there is none.`;
    },
  },
  {
    code: "event.sub.start",
    reference: "10.3.5",
    on: ["bpmn:SubProcess", "bpmn:Transaction"],
    check(scope, file) {
      const starts = many(scope, "flowElements").filter((each) => isA(each, "bpmn:StartEvent"));
      if (isEventSubProcess(scope)) {
        const isOne = starts.length === 1 || (starts.length > 1 && !file.isStrict);
        return isOne
          ? undefined
          : `Expected one start event in the event sub-process ${nameOf(scope)}, but it has ${starts.length}.`;
      }
      const triggered = starts.find((start) => definitionsOf(start).length > 0);
      return (
        triggered &&
        `Expected a none start event in the sub-process ${nameOf(scope)}, but ${nameOf(triggered)} has a trigger.`
      );
    },
  },
  {
    code: "ext.106",
    reference: "10.5.3",
    on: ["bpmn:EndEvent"],
    check(event) {
      if (!hasDefinition(event, "bpmn:CancelEventDefinition") || isA(event.$parent, "bpmn:Transaction"))
        return undefined;
      return `Expected the cancel end event ${nameOf(event)} in a transaction, but it is in ${event.$parent?.$type ?? "nothing"}.`;
    },
  },
  {
    code: "ext.111",
    reference: "10.5.4",
    on: ["bpmn:BoundaryEvent"],
    check(event) {
      if (!hasDefinition(event, "bpmn:CancelEventDefinition") || isA(one(event, "attachedToRef"), "bpmn:Transaction"))
        return undefined;
      return `Expected the cancel event ${nameOf(event)} at a transaction, but it is attached to something else.`;
    },
  },
  {
    code: "event.host",
    reference: "10.5.4",
    on: ["bpmn:BoundaryEvent"],
    check(event) {
      const host = one(event, "attachedToRef");
      const types: readonly string[] = activityTypes;
      if (!host || !types.includes(host.$type))
        return `Expected ${nameOf(event)} attached to an activity, but it is not.`;
      return host.$parent === event.$parent
        ? undefined
        : `Expected ${nameOf(event)} in the scope of ${nameOf(host)}, but it is elsewhere.`;
    },
  },
  {
    code: "ext.143",
    reference: "10.6.1",
    on: ["bpmn:BoundaryEvent"],
    check(event, file) {
      if (!hasDefinition(event, "bpmn:CompensateEventDefinition")) return undefined;
      const [handler] = file.back.associated.get(event) ?? [];
      if (!handler)
        return `Expected an association from ${nameOf(event)} to the activity that compensates, but there is none.`;
      if (flag(handler, "isForCompensation", false)) return undefined;
      return `Expected ${nameOf(handler)} to be marked isForCompensation, but it is not.`;
    },
  },
  {
    code: "ext.123",
    reference: "10.5.5",
    on: ["bpmn:ConditionalEventDefinition"],
    check(definition) {
      const condition = one(definition, "condition");
      if (!isExecutable(definition) || (condition && body(condition) !== undefined)) return undefined;
      return `Expected a condition at ${nameOf(definition.$parent ?? definition)}, but there is none.`;
    },
  },
  {
    code: "ext.124",
    reference: "10.5.5",
    on: ["bpmn:IntermediateCatchEvent", "bpmn:IntermediateThrowEvent"],
    check: linkProblem,
  },
  {
    code: "ext.127",
    reference: "10.5.5",
    on: eventTypes,
    check(event) {
      const definition = many(event, "eventDefinitions").find((each) => isA(each, "bpmn:MessageEventDefinition"));
      if (!definition || !isExecutable(event) || one(definition, "messageRef") || isThrow(event)) return undefined;
      if (isServed(event, definition) || camundaAttribute(definition, "messageExpression") !== undefined)
        return undefined;
      return `Expected a message at ${nameOf(event)}, but there is none.`;
    },
  },
  {
    code: "ext.127.throw",
    reference: "10.5.5",
    isStrict: true,
    on: ["bpmn:IntermediateThrowEvent", "bpmn:EndEvent"],
    check(event) {
      const definition = many(event, "eventDefinitions").find((each) => isA(each, "bpmn:MessageEventDefinition"));
      if (!definition || !isExecutable(event) || one(definition, "messageRef") || isServed(event, definition))
        return undefined;
      return `Expected a message at ${nameOf(event)}, but there is none; it goes by the id of the event.`;
    },
  },
  {
    code: "coverage.signal",
    reference: "10.5.5",
    on: ["bpmn:SignalEventDefinition"],
    check(definition) {
      if (!isExecutable(definition) || hasSignal(definition) || isProcessStart(definition.$parent)) return undefined;
      return `Expected a signal at ${nameOf(definition.$parent ?? definition)}, but there is none.`;
    },
  },
  {
    code: "coverage.start",
    reference: "10.5.2",
    isAdvice: true,
    on: ["bpmn:SignalEventDefinition", "bpmn:TimerEventDefinition"],
    check(definition) {
      const event = definition.$parent;
      if (!event || !isExecutable(definition) || !isProcessStart(event)) return undefined;
      const isSignal = isA(definition, "bpmn:SignalEventDefinition");
      if (isSignal ? hasSignal(definition) : hasTime(definition)) return undefined;
      return `Expected a ${isSignal ? "signal" : "time"} at the start event ${nameOf(event)}, but there is none: it only starts by hand.`;
    },
  },
];

function hasSignal(definition: Element): boolean {
  return one(definition, "signalRef") !== undefined || camundaAttribute(definition, "signalExpression") !== undefined;
}

function isThrow(event: Element): boolean {
  return isA(event, "bpmn:IntermediateThrowEvent", "bpmn:EndEvent");
}

/** A worker throws the event: it knows what to send. */
function isServed(event: Element, definition: Element): boolean {
  if (extension(event, "zeebe", "taskDefinition")) return true;
  return ["class", "expression", "delegateExpression", "type"].some(
    (name) => camundaAttribute(definition, name) !== undefined || camundaAttribute(event, name) !== undefined,
  );
}

function linkProblem(event: Element, { back }: File): string | undefined {
  const [name] = linkNames(event);
  if (name === undefined) return undefined;
  const isCatch = isA(event, "bpmn:IntermediateCatchEvent");
  const other = isCatch ? "bpmn:IntermediateThrowEvent" : "bpmn:IntermediateCatchEvent";
  const inScope = event.$parent && back.links.get(event.$parent);
  const partners = (inScope?.get(name) ?? []).filter((each) => isA(each, other));
  if (partners.length === 0) return `Expected a link partner of ${nameOf(event)} in the same scope, but there is none.`;
  return !isCatch && partners.length > 1
    ? `Expected one target of the link ${nameOf(event)}, but there are ${partners.length}.`
    : undefined;
}
