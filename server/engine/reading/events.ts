import { computed, literal } from "../expressions/expression.ts";
import { fromQuartz } from "../time/cronDays.ts";
import type { Expression, TimerSpec, Trigger, Watch } from "../model.ts";
import { flag, isA, many, one, text } from "./element.ts";
import type { Element } from "./element.ts";
import { copiesAll, keyIn, readCopy } from "./calls.ts";
import { attribute, camundaAttribute, camundaExtensions, extension, isCamundaModel } from "./extensions.ts";
import type { Findings } from "./findings.ts";

/** The event definitions of an event: its own and those it refers to (10.5.5). */
export function definitionsOf(event: Element): readonly Element[] {
  return [...many(event, "eventDefinitions"), ...many(event, "eventDefinitionRef")];
}

/** Reads the event definitions of an event. What cannot be read is left to the rules to complain about. */
export function readTriggers(event: Element, findings: Findings): readonly Trigger[] {
  const watched = readWatch(variableListener(event), "variableChangeType", false);
  if (watched) return [{ kind: "condition", expression: findings.expression(event, "=true", "feel"), watch: watched }];
  return definitionsOf(event).flatMap((definition) => readTrigger(event, definition, findings) ?? []);
}

/** Reads one event definition. */
export function readTrigger(event: Element, definition: Element, findings: Findings): Trigger | undefined {
  switch (definition.$type) {
    case "bpmn:MessageEventDefinition":
      return messageTrigger(
        event,
        one(definition, "messageRef"),
        findings,
        camundaAttribute(definition, "messageExpression"),
      );
    case "bpmn:SignalEventDefinition": {
      const signal = one(definition, "signalRef");
      const name = camundaAttribute(definition, "signalExpression") ?? nameOf(signal);
      if (name === "" && isProcessStart(event)) return undefined;
      return {
        kind: "signal",
        name: findings.expression(event, name, "text"),
        ...(signal && camundaAttribute(signal, "scope") === "processInstance" ? { staysInside: true } : {}),
        ...readPayload(event, definition, findings),
      };
    }
    case "bpmn:TimerEventDefinition": {
      const timer = readTimer(event, definition, findings);
      return timer && { kind: "timer", timer };
    }
    case "bpmn:ConditionalEventDefinition": {
      const expression = findings.expressionIn(event, one(definition, "condition"), "feel");
      const watch = readWatch(definition, "variableEvents", true);
      return expression && { kind: "condition", expression, ...(watch ? { watch } : {}) };
    }
    default:
      return readCoded(event, definition, findings);
  }
}

function readPayload(
  event: Element,
  definition: Element,
  findings: Findings,
): Pick<Trigger & { kind: "signal" }, "payload" | "businessKey"> {
  const copies = camundaExtensions(definition, "in");
  if (copies.length === 0) return {};
  const businessKey = findings.optional(event, keyIn(copies), "text");
  const payload = { all: copiesAll(copies), inputs: copies.flatMap((each) => readCopy(event, each, findings)) };
  return { payload, ...(businessKey ? { businessKey } : {}) };
}

function readCoded(event: Element, definition: Element, findings: Findings): Trigger | undefined {
  switch (definition.$type) {
    case "bpmn:ErrorEventDefinition":
      return errorTrigger(event, definition, findings);
    case "bpmn:EscalationEventDefinition": {
      const escalation = one(definition, "escalationRef");
      const code = findings.optional(event, codeOf(escalation, "escalationCode"), "text");
      const variable = camundaAttribute(definition, "escalationCodeVariable");
      return {
        kind: "escalation",
        takesAny: isCodeless(escalation, "escalationCode"),
        ...(code ? { code } : {}),
        ...(variable === undefined ? {} : { codeVariable: variable }),
      };
    }
    case "bpmn:CompensateEventDefinition": {
      const activity = one(definition, "activityRef");
      const waits = flag(definition, "waitForCompletion", true);
      return { kind: "compensate", waits, ...(activity?.id === undefined ? {} : { activityId: activity.id }) };
    }
    case "bpmn:CancelEventDefinition":
      return { kind: "cancel" };
    case "bpmn:TerminateEventDefinition":
      return { kind: "terminate", what: whatEnds(definition) };
    case "bpmn:LinkEventDefinition":
      return { kind: "link", name: text(one(definition, "target") ?? definition, "name") ?? text(event, "name") ?? "" };
    default:
      return undefined;
  }
}

function whatEnds(definition: Element): "scope" | "instance" | "loop" {
  if (camundaAttribute(definition, "terminateAll") === "true") return "instance";
  return camundaAttribute(definition, "terminateMultiInstance") === "true" ? "loop" : "scope";
}

/** `flowable:variableListenerEventDefinition`: an event that waits for a variable to be written. */
export function variableListener(event: Element): Element | undefined {
  return camundaExtensions(event, "variableListenerEventDefinition")[0];
}

/** The variable that a condition looks at, and which writes of it count (`create, update`, `update-create`, `all`). */
function readWatch(definition: Element | undefined, changesIn: string, onArrival: boolean): Watch | undefined {
  if (!definition) return undefined;
  const read = (name: string): string | undefined => attribute(definition, name) ?? camundaAttribute(definition, name);
  const name = read("variableName");
  if (name === undefined) return undefined;
  const said = read(changesIn) ?? "";
  return { variable: name, changes: changes.filter((change) => said.includes(change)), onArrival };
}

const changes = ["create", "update"] as const;

/** A message with the key that a catch waits with, and the key that a throw publishes under. */
export function messageTrigger(
  owner: Element,
  message: Element | undefined,
  findings: Findings,
  given?: string,
): Trigger & { kind: "message" } {
  const subscription = message && extension(message, "zeebe", "subscription");
  const key = findings.optional(owner, attribute(subscription, "correlationKey"), "feel");
  const publish = findings.optional(owner, attribute(extension(owner, "ablauf", "publish"), "correlationKey"), "feel");
  return {
    kind: "message",
    name: findings.expression(owner, given ?? (message ? nameOf(message) : (text(owner, "id") ?? "")), "text"),
    ...(key ? { key } : {}),
    ...(publish ? { publishKey: publish } : {}),
  };
}

/** Messages and signals go by their name; one without a name by its id. */
function nameOf(element: Element | undefined): string {
  return element ? (text(element, "name") ?? text(element, "id") ?? "") : "";
}

function errorTrigger(event: Element, definition: Element, findings: Findings): Trigger {
  const error = one(definition, "errorRef");
  const message = findings.optional(event, error && camundaAttribute(error, "errorMessage"), "text");
  const code = findings.optional(event, codeOf(error, "errorCode"), "text");
  const codeVariable = camundaAttribute(definition, "errorCodeVariable");
  const messageVariable = camundaAttribute(definition, "errorMessageVariable");
  return {
    kind: "error",
    takesAny: isCodeless(error, "errorCode"),
    ...(message ? { message } : {}),
    ...(code ? { code } : {}),
    ...(codeVariable === undefined ? {} : { codeVariable }),
    ...(messageVariable === undefined ? {} : { messageVariable }),
  };
}

/** Errors and escalations go by their code; one without a code by its id, so that two of them differ. */
function codeOf(element: Element | undefined, attributeName: string): string | undefined {
  return element && (text(element, attributeName) ?? text(element, "id"));
}

/** Declared, but without a code. (One that is only a reference is its own code.) */
function isCodeless(element: Element | undefined, attributeName: string): boolean {
  return element === undefined || (element.$parent !== undefined && text(element, attributeName) === undefined);
}

const timerKinds = [
  ["timeDate", "date"],
  ["timeDuration", "duration"],
  ["timeCycle", "cycle"],
] as const;

/** Reads a timer; `undefined` when it says no time. */
export function readTimer(event: Element, definition: Element, findings: Findings): TimerSpec | undefined {
  const service = extension(event, "ablauf", "serviceTime") ?? extension(definition, "ablauf", "serviceTime");
  const calendar = findings.optional(event, attribute(service, "calendar"), "text");
  const clock = extension(event, "ablauf", "clock") ?? extension(definition, "ablauf", "clock");
  const pausedWhile = findings.optional(event, attribute(clock, "pausedWhile"), "feel");
  for (const [name, kind] of timerKinds) {
    const element = one(definition, name);
    const expression = findings.expressionIn(event, element, "text");
    if (!element || !expression) continue;
    const until = findings.optional(event, camundaAttribute(element, "endDate"), "text");
    return {
      kind,
      expression: trimmed(expression, kind === "cycle" && isCamundaModel(event)),
      ...(until ? { until } : {}),
      ...(service ? { service: calendar ? { calendar } : {} } : {}),
      ...(pausedWhile ? { pausedWhile } : {}),
    };
  }
  return undefined;
}

/** A time in quotes, as engines write it whose expressions are Python. */
export function unquoted(given: string): string {
  return given.trim().replace(/^(["'])(.*)\1$/, "$2");
}

/** The Camunda 7 family reads cron as Quartz does. */
function trimmed(expression: Expression, isQuartz: boolean): Expression {
  const read = (given: string): string => (isQuartz ? fromQuartz(given) : given);
  if (expression.isConstant) return literal(read(unquoted(expression.text)));
  if (!isQuartz) return expression;
  return computed(expression.text, (variables) => {
    const value = expression.evaluate(variables);
    return typeof value === "string" ? read(value) : value;
  });
}

/** Whether a timer says a date, duration or cycle. */
export function hasTime(definition: Element): boolean {
  return timerKinds.some(([name]) => one(definition, name) !== undefined);
}

/** Whether an event is the start event of a process; one that names no trigger only starts by hand. */
export function isProcessStart(event: Element | undefined): boolean {
  return isA(event, "bpmn:StartEvent") && isA(event?.$parent, "bpmn:Process");
}

/** Whether an event has a definition of this type. */
export function hasDefinition(event: Element, type: string): boolean {
  return definitionsOf(event).some((definition) => isA(definition, type));
}
