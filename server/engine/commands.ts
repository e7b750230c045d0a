import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { activatable, activate, complete } from "./behaviours/adHoc.ts";
import { mappedOut, returned } from "./behaviours/call.ts";
import { modify } from "./modify.ts";
import type { Node } from "./model.ts";
import { throwError, throwEscalation } from "./propagation.ts";
import type { Run } from "./run.ts";
import type { Item } from "./state.ts";
import { start } from "./starting.ts";
import type { Command, Wait } from "./types.ts";
import { assign, assignLocal } from "./variables.ts";
import { itemOfWait, waitOf } from "./waits.ts";

/** Puts a command into the work queue. @throws {Refusal} `engine.wait`, `engine.start`, `engine.element` */
export function issue(run: Run, command: Command): void {
  switch (command.kind) {
    case "start":
      start(run, command);
      return;
    case "cancel":
      run.fact("instance.cancelled", run.model.processId);
      run.end({ kind: "cancelled" });
      return;
    case "modify":
      modify(run, command.instructions);
      return;
    case "setVariables":
      setVariables(run, command);
      return;
    default:
      answer(run, command);
  }
}

function setVariables(run: Run, command: Command & { kind: "setVariables" }): void {
  const { waitId, variables, isLocal = false } = command;
  const item = waitId === undefined ? undefined : expect(run, waitId).item;
  if (isLocal) assignLocal(run, item, variables);
  else assign(run, item, variables);
}

type Answer = Exclude<Command, { kind: "start" | "cancel" | "modify" | "setVariables" }>;

/** Which kinds of wait a command answers. */
const answers: Record<Answer["kind"], readonly Wait["kind"][]> = {
  completeTask: ["task"],
  completeJob: ["job"],
  throwError: ["task", "job", "call", "decision"],
  throwEscalation: ["task", "job", "call", "decision"],
  message: ["message"],
  signal: ["signal"],
  timer: ["timer"],
  decide: ["decision"],
  return: ["call"],
  retry: ["fault"],
  activate: ["adHoc"],
  completeAdHoc: ["adHoc"],
};

function answer(run: Run, command: Answer): void {
  const { item, node, wait } = expect(run, command.waitId);
  if (!answers[command.kind].includes(wait.kind)) {
    throw new Refusal(
      "conflict",
      "engine.wait",
      `Expected a wait that ${command.kind} answers, but ${command.waitId} is a ${wait.kind} at ${node.id}.`,
    );
  }
  apply(run, command, node, item);
}

function apply(run: Run, command: Answer, node: Node, item: Item): void {
  switch (command.kind) {
    case "completeTask":
      finishWith(run, node, item, signed(node, command));
      return;
    case "completeJob":
      finishWith(run, node, item, command.variables);
      return;
    case "message":
    case "signal":
      run.push({ op: "fire", item: item.id, result: command.variables });
      return;
    case "timer":
      run.push({ op: "fire", item: item.id, result: {} });
      return;
    case "decide":
      finishWith(run, node, item, verdictOf(node, command.verdict));
      return;
    case "return":
      returnFrom(run, node, item, command.variables);
      return;
    case "retry":
      retry(run, item);
      return;
    default:
      applyRare(run, command, node, item);
  }
}

type Rare = Extract<Answer, { kind: "throwError" | "throwEscalation" | "activate" | "completeAdHoc" }>;

function applyRare(run: Run, command: Rare, node: Node, item: Item): void {
  switch (command.kind) {
    case "throwError": {
      const { errorCode, message = errorCode, variables = {} } = command;
      throwError(run, item, { code: errorCode, message, variables: broughtBy(run, node, variables) });
      return;
    }
    case "throwEscalation":
      if (command.called) handOut(run, node, item, command.called);
      throwEscalation(run, item, command.escalationCode, command.variables ?? {});
      return;
    case "activate":
      activateIn(run, node, item, command);
      return;
    case "completeAdHoc":
      complete(run, item);
      return;
  }
}

/** A called instance that escalates goes on, yet its caller is handed what the model maps, caught or not. */
function handOut(run: Run, node: Node, item: Item, called: JsonObject): void {
  if (node.spec.kind === "call") assign(run, run.item(item.up), mappedOut(node.spec.call, called, run.now));
}

/** A called instance that fails hands over what the model maps, as if it returned (10.3.6); others what they were given. */
function broughtBy(run: Run, node: Node, variables: JsonObject): JsonObject {
  return node.spec.kind === "call" ? returned(node.spec.call, variables, run.now) : variables;
}

function expect(run: Run, waitId: string): { item: Item; node: Node; wait: Wait } {
  const item = itemOfWait(run, waitId);
  if (!item) {
    throw new Refusal("missing", "engine.wait", `Expected a wait ${waitId} of this instance, but there is none.`);
  }
  return { item, node: run.node(item.el), wait: waitOf(run.model, run.behaviours, run, item) };
}

/** A throwing event that was a job goes on as an event; everything else as an activity. */
function finishWith(run: Run, node: Node, item: Item, variables: JsonObject): void {
  const resultVariable = node.spec.kind === "job" ? node.spec.job.resultVariable : undefined;
  const result = resultVariable === undefined ? variables : resultOf(resultVariable, variables);
  run.push({ op: "finish", item: item.id, result });
}

/** Without an output mapping all that a task brings is written; who completed it would then be a variable nobody asked for. */
function signed({ spec, mapping }: Node, { variables, completedBy }: Command & { kind: "completeTask" }): JsonObject {
  if (completedBy === undefined) return variables;
  const completer = spec.kind === "task" ? spec.task.completer : undefined;
  if (completer !== undefined) return { ...variables, [completer]: completedBy };
  return mapping.outputsOnly ? { ...variables, completedBy } : variables;
}

/** `camunda:resultVariable`: the worker's `result`, or all that it gave, under one name. */
function resultOf(name: string, variables: JsonObject): JsonObject {
  if (name in variables) return variables;
  return { ...variables, [name]: variables["result"] ?? variables };
}

function verdictOf(node: Node, verdict: JsonObject[string] | undefined): JsonObject {
  const name = node.spec.kind === "decision" ? node.spec.resultVariable : undefined;
  return name === undefined ? {} : { [name]: verdict ?? null };
}

function returnFrom(run: Run, node: Node, item: Item, variables: JsonObject): void {
  if (node.spec.kind !== "call") return;
  const result = returned(node.spec.call, variables, run.now);
  if (node.spec.call.localOut) {
    assignLocal(run, run.item(item.up), result);
    run.push({ op: "finish", item: item.id });
  } else run.push({ op: "finish", item: item.id, result });
}

function retry(run: Run, item: Item): void {
  const { fault } = item;
  if (!fault) return;
  run.touch(item);
  delete item.fault;
  if (item.kind === "token") {
    for (const step of fault.steps) run.push(step);
    run.remove(item);
  } else run.resume(fault.steps);
}

function activateIn(run: Run, node: Node, item: Item, command: Rare & { kind: "activate" }): void {
  const free = new Set(activatable(node).map((child) => child.id));
  const unknown = command.elementIds.find((id) => !free.has(id));
  if (unknown !== undefined) {
    throw new Refusal("unprocessable", "engine.element", `Expected an activity of ${node.id}, but ${unknown} is none.`);
  }
  if (command.variables) assign(run, item, command.variables);
  activate(run, node, item, command.elementIds);
}
