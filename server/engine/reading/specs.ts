import type { Spec, Trigger } from "../model.ts";
import { flag, one, text } from "./element.ts";
import type { Element } from "./element.ts";
import { readCall } from "./calls.ts";
import { messageTrigger, readTriggers } from "./events.ts";
import { attribute, extension } from "./extensions.ts";
import type { Findings } from "./findings.ts";
import { readJob, standardImplementation, unnamedJob } from "./jobs.ts";
import { readDecision, readScript, readTask } from "./tasks.ts";
import { literal } from "../expressions/expression.ts";

type Reader = (element: Element, findings: Findings) => Spec;

const scope: Reader = () => ({ kind: "scope" });

/** Which behaviour each type of BPMN gets. A type that is not here does not run. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["bpmn:Task", (element, findings) => jobOr(element, findings, { kind: "pass" })],
  ["bpmn:ManualTask", () => ({ kind: "pass" })],
  ["bpmn:UserTask", (element, findings) => ({ kind: "task", task: readTask(element, findings) })],
  ["bpmn:ServiceTask", service],
  ["bpmn:SendTask", sendTask],
  ["bpmn:ReceiveTask", () => ({ kind: "receive" })],
  ["bpmn:BusinessRuleTask", readDecision],
  ["bpmn:ScriptTask", readScript],
  ["bpmn:CallActivity", (element, findings) => ({ kind: "call", call: readCall(element, findings) })],
  ["bpmn:SubProcess", scope],
  ["bpmn:Transaction", scope],
  ["bpmn:AdHocSubProcess", adHoc],
  ["bpmn:ExclusiveGateway", () => ({ kind: "exclusive" })],
  ["bpmn:ParallelGateway", () => ({ kind: "parallel" })],
  ["bpmn:InclusiveGateway", () => ({ kind: "inclusive" })],
  ["bpmn:ComplexGateway", complex],
  ["bpmn:EventBasedGateway", eventBased],
  ["bpmn:StartEvent", () => ({ kind: "start" })],
  ["bpmn:IntermediateCatchEvent", () => ({ kind: "catch" })],
  ["bpmn:BoundaryEvent", () => ({ kind: "boundary" })],
  ["bpmn:IntermediateThrowEvent", (element, findings) => thrown("throw", element, findings)],
  ["bpmn:ImplicitThrowEvent", (element, findings) => thrown("throw", element, findings)],
  ["bpmn:EndEvent", (element, findings) => thrown("end", element, findings)],
  // global tasks run as a process with this one task (10.3.6)
  ["bpmn:GlobalTask", () => ({ kind: "pass" })],
  ["bpmn:GlobalManualTask", () => ({ kind: "pass" })],
  ["bpmn:GlobalUserTask", (element, findings) => ({ kind: "task", task: readTask(element, findings) })],
  ["bpmn:GlobalScriptTask", readScript],
  ["bpmn:GlobalBusinessRuleTask", readDecision],
]);

/** What an element does; `undefined` for a type that does not run. */
export function readSpec(element: Element, findings: Findings): Spec | undefined {
  return readers.get(element.$type)?.(element, findings);
}

/** The types that run, for the coverage table. */
export const runningTypes: readonly string[] = [...readers.keys()];

/** The triggers of an event, or of a task that sends or receives a message. */
export function triggersOf(element: Element, findings: Findings): readonly Trigger[] {
  if (element.$type === "bpmn:ReceiveTask" || element.$type === "bpmn:SendTask") {
    const message = one(element, "messageRef") ?? operationMessage(element);
    return [messageTrigger(element, message, findings)];
  }
  return readTriggers(element, findings);
}

function operationMessage(element: Element): Element | undefined {
  const operation = one(element, "operationRef");
  return operation && one(operation, "inMessageRef");
}

function jobOr(element: Element, findings: Findings, otherwise: Spec): Spec {
  const job = readJob(element, findings);
  return job ? { kind: "job", job } : otherwise;
}

function service(element: Element, findings: Findings): Spec {
  const job = readJob(element, findings);
  if (job) return { kind: "job", job };
  const implementation = standardImplementation(element);
  if (implementation === undefined) return { kind: "job", job: unnamedJob(element, findings) };
  return { kind: "job", job: { ...unnamedJob(element, findings), type: literal(implementation) } };
}

/** Without message and without worker there is nothing to send: the task waits for a worker under its id. */
function sendTask(element: Element, findings: Findings): Spec {
  const job = readJob(element, findings);
  if (job) return { kind: "job", job };
  const hasMessage = one(element, "messageRef") !== undefined || operationMessage(element) !== undefined;
  return hasMessage ? { kind: "send" } : { kind: "job", job: unnamedJob(element, findings) };
}

function thrown(kind: "throw" | "end", element: Element, findings: Findings): Spec {
  const job = readJob(element, findings);
  return job ? { kind, job } : { kind };
}

function complex(element: Element, findings: Findings): Spec {
  const activation = findings.expressionIn(element, one(element, "activationCondition"), "feel");
  return activation ? { kind: "complex", activation } : { kind: "complex" };
}

function eventBased(element: Element): Spec {
  return {
    kind: "eventBased",
    parallel: text(element, "eventGatewayType") === "Parallel",
    instantiates: flag(element, "instantiate", false),
  };
}

function adHoc(element: Element, findings: Findings): Spec {
  const completionCondition = findings.expressionIn(element, one(element, "completionCondition"), "feel");
  const listed = attribute(extension(element, "zeebe", "adHoc"), "activeElementsCollection");
  const active = findings.optional(element, listed, "feel");
  return {
    kind: "adHoc",
    sequential: text(element, "ordering") === "Sequential",
    cancelRemaining: flag(element, "cancelRemainingInstances", true),
    ...(completionCondition ? { completionCondition } : {}),
    ...(active ? { active } : {}),
  };
}
