import { arriveAtActivity, begin, finish } from "./activity.ts";
import { fire } from "./catching.ts";
import { continueCompensation } from "./compensation.ts";
import { BpmnError, Fault } from "./fault.ts";
import { leave } from "./flow.ts";
import { at, hear, hearOnTheWay, write } from "./hearing.ts";
import { loop } from "./loop.ts";
import type { Node } from "./model.ts";
import { throwError } from "./propagation.ts";
import type { Run } from "./run.ts";
import { settleConditions, settleJoins } from "./settling.ts";
import { ROOT } from "./state.ts";
import type { Item, Step } from "./state.ts";
import { throwTrigger } from "./throwing.ts";
import { variablesOf } from "./variables.ts";

/**
 * Runs until nothing moves: steps from the queue, then conditions, then joins. No recursion, so that a loop may go round
 * as often as the budget allows; a spent budget puts the rest aside as a fault that `retry` continues.
 */
export function settle(run: Run): void {
  for (;;) {
    if (run.state.ending) return;
    if (settleConditions(run)) continue;
    const step = run.shift();
    if (step) {
      if (run.budget <= 0) {
        putAside(run, step);
        return;
      }
      run.budget -= 1;
      attempt(run, step);
    } else if (!attemptJoins(run)) return;
  }
}

function attempt(run: Run, step: Step): void {
  try {
    perform(run, step);
  } catch (error) {
    if (error instanceof Fault) faulted(run, step, error);
    else if (error instanceof BpmnError) raise(run, "item" in step ? step.item : step.in, error);
    else throw error;
  }
  if ("in" in step) run.release(step.in);
}

/** A script threw a BPMN error: its task is where it starts from, or the scope that a listener was called in. */
function raise(run: Run, id: number, error: BpmnError): void {
  const item = run.item(id);
  if (!item) return;
  delete item.fresh;
  throwError(run, item, { code: error.errorCode, message: error.message, variables: {} });
}

function perform(run: Run, step: Step): void {
  if ("in" in step) {
    const scope = run.item(step.in);
    if (scope) performIn(run, step, scope);
    return;
  }
  const item = run.item(step.item);
  if (item) performAt(run, step, item);
}

function performIn(run: Run, step: Extract<Step, { in: number }>, scope: Item): void {
  if (step.op === "hear") {
    hearOnTheWay(run, step, scope);
    return;
  }
  const node = run.node(step.at);
  const called = step.heard === true ? undefined : node.listeners?.[step.op];
  if (called) {
    write(run, scope, hear(called, at(node, variablesOf(run, scope))));
    run.push({ ...step, heard: true });
  } else if (step.op === "arrive") arrive(run, node, scope, step.by);
  else leave(run, node, scope);
}

function arrive(run: Run, node: Node, scope: Item, by: string | undefined): void {
  const { arrive: special } = run.behaviours[node.spec.kind];
  if (special) special(run, node, scope, by);
  else arriveAtActivity(run, node, scope, by);
}

function performAt(run: Run, step: Exclude<Step, { in: number }>, item: Item): void {
  const node = run.node(item.el);
  switch (step.op) {
    case "begin":
      begin(run, node, item, step.heard);
      break;
    case "loop":
      loop(run, node, item);
      break;
    case "finish":
      finish(run, node, item, step.result ?? {});
      break;
    case "fire":
      fire(run, node, item, step.result);
      break;
    case "throw": {
      const trigger = node.triggers[step.trigger];
      if (trigger) throwTrigger(run, node, { scope: item, payload: {} }, trigger);
      break;
    }
    case "compensate":
      continueCompensation(run, item);
      break;
    case "drained":
      drained(run, node, item);
      break;
  }
}

function drained(run: Run, node: Node, item: Item): void {
  if (item.fault || (item.kind !== "scope" && item.kind !== "adHoc")) return;
  run.behaviours[node.spec.kind].drained?.(run, node, item);
}

function attemptJoins(run: Run): boolean {
  try {
    return settleJoins(run);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    stall(run, run.item(ROOT), error, []);
    return false;
  }
}

/** The step is kept with the item it was about; a token that was just arriving gets an item to be kept with. */
function faulted(run: Run, step: Step, error: Fault): void {
  if ("in" in step) {
    const token = run.add({ el: step.at, up: step.in, kind: "token" });
    stall(run, token, error, [step]);
  } else stall(run, run.item(step.item), error, [step]);
}

function stall(run: Run, item: Item | undefined, error: Fault, steps: readonly Step[]): void {
  if (!item) return;
  run.touch(item);
  const before = item.fault?.steps ?? [];
  item.fault = { id: run.nextId(), code: error.code, message: error.message, steps: [...before, ...steps] };
  run.fact("element.faulted", item.el, { code: error.code, message: error.message });
}

/** What is done, but was not finished within the budget, waits for nothing any more. */
function conceal(run: Run, id: number): void {
  const item = run.item(id);
  if (!item) return;
  run.touch(item);
  item.fresh = true;
}

function putAside(run: Run, step: Step): void {
  const steps = [step, ...run.drain()];
  for (const each of steps) if (each.op === "finish") conceal(run, each.item);
  const error = new Fault(
    "engine.budget",
    "Expected the instance to come to rest, but it has used up the steps of one command.",
  );
  stall(run, run.item(ROOT), error, steps);
}
