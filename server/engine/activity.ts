import type { Json, JsonObject } from "../base/json.ts";
import { removeTree } from "./cancelling.ts";
import { recordCompensation } from "./records.ts";
import { unpark, park, parkedAt } from "./flow.ts";
import { created, hear, write } from "./hearing.ts";
import type { Heard } from "./hearing.ts";
import { drafted, eventStarts, listen } from "./listeners.ts";
import { instanceDone } from "./loop.ts";
import { dueEvents } from "./loopEvents.ts";
import type { Expression, Node, Trigger, Variables } from "./model.ts";
import type { Run } from "./run.ts";
import { throwTrigger } from "./throwing.ts";
import { ROOT } from "./state.ts";
import type { Item } from "./state.ts";
import { assign, evaluateAll, overlay, variablesOf } from "./variables.ts";

/** A token arrives at an activity: an instance (or a loop of instances) comes to be (10.3.1, 13.3.2). */
export function arriveAtActivity(run: Run, node: Node, scope: Item, by: string | undefined): void {
  if (node.startQuantity > 1 && by !== undefined && !hasEnough(run, node, scope, by)) return;
  createActivity(run, node, scope.id);
}

/** `startQuantity`: that many tokens begin one instance together. */
function hasEnough(run: Run, node: Node, scope: Item, by: string): boolean {
  park(run, scope, by);
  const waiting = node.incoming.reduce((sum, flow) => sum + parkedAt(scope, flow), 0);
  if (waiting < node.startQuantity) return false;
  let needed = node.startQuantity;
  for (const flow of node.incoming) {
    const used = Math.min(needed, parkedAt(scope, flow));
    if (used > 0) unpark(run, scope, flow, used);
    needed -= used;
  }
  return true;
}

/** Creates an instance of an activity below an item; its loop first, if it has one. */
export function createActivity(run: Run, node: Node, up: number, vars?: JsonObject): Item {
  const kind = node.loop ? "body" : (run.behaviours[node.spec.kind].kind ?? "wait");
  const item = run.add({ el: node.id, up, kind, fresh: true });
  if (vars) item.vars = compact(vars);
  run.push(node.loop ? { op: "loop", item: item.id } : { op: "begin", item: item.id });
  return item;
}

function compact(vars: JsonObject): Item["vars"] {
  return Object.fromEntries(
    Object.entries(vars).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The step `begin`: maps what goes in, arms the listeners, then the behaviour begins. */
export function begin(run: Run, node: Node, item: Item, isHeard = false): void {
  if (!isHeard && mapIn(run, node, item)) return;
  const behaviour = run.behaviours[node.spec.kind];
  const isSkipped = node.skip !== undefined && skips(node.skip, variablesOf(run, item));
  const isInstance = item.index !== undefined;
  const drafts = isInstance ? [] : drafted(run, node.boundaries, item);
  const inside = drafted(run, eventStarts(node), item);
  const memo = isSkipped ? undefined : behaviour.prepare?.(run, node, item);
  if (memo) item.wait = memo;
  if (!isSkipped) create(run, node, item);
  run.touch(item);
  delete item.fresh;
  run.fact("element.entered", node.id);
  if (isSkipped) {
    run.push({ op: "finish", item: item.id, result: {} });
    return;
  }
  listen(run, [...drafts, ...inside], item);
  behaviour.begin?.(run, node, item);
}

/** Then the listeners to the start are called. Whether there are any: the activity begins in a step of its own. */
function mapIn(run: Run, node: Node, item: Item): boolean {
  const inputs = evaluateAll([...node.initial, ...node.mapping.inputs], variablesOf(run, item));
  const inner = { ...item.vars, ...inputs };
  if (Object.keys(inner).length > 0) item.vars = inner;
  if (!node.listeners?.begin) return false;
  write(run, item, hear(node.listeners.begin, variablesOf(run, item)));
  run.push({ op: "begin", item: item.id, heard: true });
  return true;
}

function create(run: Run, { listeners }: Node, item: Item): void {
  if (listeners?.create) created(run, item, hear(listeners.create, variablesOf(run, item)));
}

/** Flowable skips only where a variable of the instance says that it may. */
function skips(skip: Expression, variables: Variables): boolean {
  const switches = ["_FLOWABLE_SKIP_EXPRESSION_ENABLED", "_ACTIVITI_SKIP_EXPRESSION_ENABLED"];
  return switches.some((name) => variables.get(name) === true) && skip.evaluate(variables) === true;
}

/** The step `finish`: maps what comes out, then the token goes on, or the loop or compensation around it does. */
export function finish(run: Run, node: Node, item: Item, result: JsonObject): void {
  const up = run.item(item.up);
  const heard = heardLast(run, node, item, result);
  const inner = overlay(heard ? { ...result, ...heard.variables, ...heard.local } : result, variablesOf(run, item));
  const mapped = evaluateAll(node.mapping.outputs, inner);
  // everything that may fault is evaluated before anything changes
  const round = up?.kind === "body" ? roundOf(run, node, up, overlay(mapped, inner)) : undefined;
  if (node.mapping.outputs.length === 0 || !node.mapping.outputsOnly) assign(run, item, result);
  if (heard) assign(run, item, heard.variables);
  assign(run, up, mapped);
  if (item.id === ROOT) {
    completeInstance(run, node);
    return;
  }
  recordCompensation(run, node, item);
  run.fact("element.completed", node.id);
  goOn(run, node, item, up);
  if (up && round) roundDone(run, node, up, { index: item.index ?? 0, ...round });
}

interface Round {
  readonly events: readonly Trigger[];
  readonly value: Json | undefined;
}

function roundDone(run: Run, node: Node, body: Item, { index, value, events }: Round & { index: number }): void {
  instanceDone(run, node, body, { index, value });
  for (const event of events) throwTrigger(run, node, { scope: body, payload: {} }, event);
}

function heardLast(run: Run, { listeners }: Node, item: Item, result: JsonObject): Heard | undefined {
  return listeners?.finish && hear(listeners.finish, overlay(result, variablesOf(run, item)));
}

/** What an instance adds to its loop: an element of the output, events to throw. */
function roundOf(run: Run, node: Node, body: Item, variables: Variables): Round {
  return { events: dueEvents(run, node, body), value: node.loop?.outputElement?.evaluate(variables) };
}

function goOn(run: Run, node: Node, item: Item, up: Item | undefined): void {
  if (up && isFollowed(node, up)) run.push({ op: "leave", at: node.id, in: up.id });
  removeTree(run, item);
  if (up?.kind === "compensation") run.push({ op: "compensate", item: up.id });
  if (up?.kind === "adHoc") run.push({ op: "drained", item: up.id });
}

/** Whether the token takes the flows behind the activity: not inside a loop, and not what was started by an event. */
function isFollowed(node: Node, up: Item): boolean {
  if (up.kind === "body" || up.kind === "compensation") return false;
  return !node.isEventSubProcess && !node.isForCompensation && node.parent !== undefined;
}

function completeInstance(run: Run, node: Node): void {
  run.end({ kind: "completed" });
  run.fact("instance.completed", node.id);
}
