import type { Json } from "../base/json.ts";
import { cancelTree, removeTree } from "./cancelling.ts";
import { Fault } from "./fault.ts";
import { isTrue } from "./flow.ts";
import { drafted, listen } from "./listeners.ts";
import type { LoopSpec, Node } from "./model.ts";
import { recordLoop } from "./records.ts";
import type { Run } from "./run.ts";
import type { Item, LoopState } from "./state.ts";
import { isToken } from "./state.ts";
import { assign, variablesOf } from "./variables.ts";
import { asText } from "./text.ts";

/** More instances than this are a mistake in the model, not work. */
const MOST_INSTANCES = 100_000;

/** The step `loop`: a loop begins, or goes on after a fault in its conditions (10.3.7, 13.3.6, 13.3.7). */
export function loop(run: Run, node: Node, body: Item): void {
  const spec = node.loop;
  if (!spec) return;
  if (body.loop) {
    goOn(run, node, spec, body);
    return;
  }
  const state = spec.kind === "standard" ? standardState(run, spec, body) : multiState(run, spec, body);
  const wanted = spec.kind === "parallel" ? state.total : Math.min(1, Math.abs(state.total));
  run.need(wanted);
  listen(run, drafted(run, node.boundaries, body), body);
  const memo: Record<string, Json> = { base: spec.base };
  if (spec.elementVariable !== undefined) memo["element"] = spec.elementVariable;
  if (spec.indexVariable !== undefined) memo["index"] = spec.indexVariable;
  body.loop = state;
  body.memo = memo;
  delete body.fresh;
  run.fact("element.entered", node.id, state.total >= 0 ? { instances: state.total } : { loop: true });
  for (let index = 0; index < wanted; index += 1) startInstance(run, node, body);
  if (wanted === 0) complete(run, node, body);
}

/** Total −1: until the condition says so. Total 0: the condition was false before the first round. */
function standardState(run: Run, spec: LoopSpec, body: Item): LoopState {
  const isSkipped = spec.testBefore && !isAnotherRound(run, spec, body, 0);
  return { total: isSkipped ? 0 : -1, started: 0, completed: 0 };
}

function isAnotherRound(run: Run, spec: LoopSpec, body: Item, done: number): boolean {
  if (spec.loopMaximum !== undefined && done >= spec.loopMaximum) return false;
  const { loopCondition } = spec;
  if (!loopCondition) return spec.loopMaximum !== undefined;
  return isTrue(loopCondition.evaluate(variablesOf(run, body)), loopCondition.text);
}

function multiState(run: Run, spec: LoopSpec, body: Item): LoopState {
  const variables = variablesOf(run, body);
  if (spec.collection) {
    const items = listOf(spec.collection.evaluate(variables), spec.collection.text);
    return { total: checked(items.length, spec.collection.text), started: 0, completed: 0, items };
  }
  const text = spec.cardinality?.text ?? "";
  const value = spec.cardinality?.evaluate(variables) ?? 0;
  return {
    total: checked(typeof value === "string" && value !== "" ? Number(value) : value, text),
    started: 0,
    completed: 0,
  };
}

function listOf(value: Json, text: string): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[]; // an array of JSON holds JSON
  throw new Fault("engine.loop", `Expected a list from "${text}", but it gives ${JSON.stringify(value)}.`);
}

function checked(count: Json, text: string): number {
  if (typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= MOST_INSTANCES) return count;
  throw new Fault(
    "engine.loop",
    `Expected a whole number of instances from 0 to ${MOST_INSTANCES} from "${text}", but it gives ${asText(count)}.`,
  );
}

function startInstance(run: Run, node: Node, body: Item): void {
  const { loop: state } = body;
  if (!state) return;
  const kind = run.behaviours[node.spec.kind].kind ?? "wait";
  const item = run.add({ el: node.id, up: body.id, kind, fresh: true, index: state.started });
  state.started += 1;
  run.push({ op: "begin", item: item.id });
}

/** One instance of a loop has completed. */
export function instanceDone(run: Run, node: Node, body: Item, done: { index: number; value: Json | undefined }): void {
  const { loop: state } = body;
  const spec = node.loop;
  if (!state || !spec) return;
  state.completed += 1;
  if (spec.outputCollection !== undefined) {
    state.results ??= Array.from({ length: Math.max(0, state.total) }, () => null);
    state.results[done.index] = done.value ?? null;
  }
  // conditions may fault: decided in a step of its own, which `retry` repeats
  run.push({ op: "loop", item: body.id });
}

function goOn(run: Run, node: Node, spec: LoopSpec, body: Item): void {
  const { loop: state } = body;
  if (!state) return;
  if (spec.kind === "standard") {
    if (run.tokens(body.id) > 0) return;
    if (isAnotherRound(run, spec, body, state.completed)) startInstance(run, node, body);
    else complete(run, node, body);
    return;
  }
  const isDone = isSatisfied(run, spec, body) || state.completed >= state.total;
  if (isDone) complete(run, node, body);
  else if (spec.kind === "sequential" && state.started === state.completed) startInstance(run, node, body);
}

function isSatisfied(run: Run, spec: LoopSpec, body: Item): boolean {
  const { completionCondition } = spec;
  if (!completionCondition) return false;
  return isTrue(completionCondition.evaluate(variablesOf(run, body)), completionCondition.text);
}

function complete(run: Run, node: Node, body: Item): void {
  for (const child of run.below(body.id)) {
    if (isToken(child)) cancelTree(run, child);
  }
  const { outputCollection } = node.loop ?? {};
  const up = run.item(body.up);
  if (outputCollection !== undefined) assign(run, up, { [outputCollection]: body.loop?.results ?? [] });
  recordLoop(run, body);
  run.fact("element.completed", node.id);
  if (up?.kind === "compensation") run.push({ op: "compensate", item: up.id });
  else if (!node.isForCompensation) run.push({ op: "leave", at: node.id, in: body.up });
  removeTree(run, body);
  if (up?.kind === "adHoc") run.push({ op: "drained", item: up.id });
}
