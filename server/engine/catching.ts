import type { JsonObject } from "../base/json.ts";
import { createActivity } from "./activity.ts";
import { cancelTokens, cancelTree, removeTree, silence } from "./cancelling.ts";
import type { Node } from "./model.ts";
import type { Run } from "./run.ts";
import type { Item } from "./state.ts";
import { nextPlan } from "./time/timer.ts";
import { arm, draft, triggerOf } from "./triggers.ts";
import { assign, evaluateAll, overlay, variablesOf } from "./variables.ts";

/** The step `fire`: what an item waited for has happened. */
export function fire(run: Run, node: Node, item: Item, result: JsonObject): void {
  if (item.kind !== "trigger") {
    happened(run, node, item, result);
    return;
  }
  const group = run.item(item.up);
  if (!group) return;
  const owner = run.node(group.el);
  if (owner.spec.kind === "eventBased") choose(run, node, item, { group, result });
  else if (node.isParallelMultiple) oneOfAll(run, node, item, { group, result });
  else {
    if (group.kind === "guard" && !node.isInterrupting) again(run, node, item);
    happened(run, node, group, result);
  }
}

/** An event-based gateway: the first event wins, the others are forgotten (10.6.6, 13.4.4). */
function choose(run: Run, node: Node, item: Item, won: { group: Item; result: JsonObject }): void {
  const { group, result } = won;
  write(run, node, run.item(group.up), result);
  // which way the token went is known only now
  const way = run.node(group.el).outgoing.find(({ target }) => target === node);
  if (way) run.fact("flow.taken", way.id);
  run.fact("element.entered", node.id);
  run.fact("element.completed", node.id);
  run.push({ op: "leave", at: node.id, in: group.up });
  run.touch(item);
  removeTree(run, group);
}

/** A parallel multiple event: every one of its triggers has to happen (10.5.5). */
function oneOfAll(run: Run, node: Node, item: Item, part: { group: Item; result: JsonObject }): void {
  const { group, result } = part;
  const isLast = run.countBelow(group.id) === 1;
  if (isLast) {
    happened(run, node, group, result);
    return;
  }
  write(run, node, run.item(group.up), result);
  run.remove(item);
}

function happened(run: Run, node: Node, item: Item, result: JsonObject): void {
  switch (node.spec.kind) {
    case "boundary":
      fireBoundary(run, node, item, result);
      return;
    case "start":
      fireStart(run, node, item, result);
      return;
    case "receive":
      run.push({ op: "finish", item: item.id, result });
      return;
    default:
      write(run, node, run.item(item.up), result);
      run.fact("element.completed", node.id);
      run.push({ op: "leave", at: node.id, in: item.up });
      removeTree(run, item);
  }
}

/** What an event brought: mapped as the event says, else written where the names live. */
function write(run: Run, node: Node, scope: Item | undefined, result: JsonObject): void {
  const { outputs, outputsOnly } = node.mapping;
  const mapped = evaluateAll(outputs, overlay(result, variablesOf(run, scope)));
  if (outputs.length === 0 || !outputsOnly) assign(run, scope, result);
  assign(run, scope, mapped);
}

function fireBoundary(run: Run, node: Node, item: Item, result: JsonObject): void {
  const host = run.item(item.up);
  if (!host) return;
  if (!node.isInterrupting) again(run, node, item);
  catchAt(run, node, host, result);
}

/** A boundary event takes the token on: instead of its activity, or beside it. */
export function catchAt(run: Run, event: Node, host: Item, result: JsonObject): void {
  write(run, event, run.item(host.up), result);
  run.fact("element.entered", event.id);
  run.fact("element.completed", event.id);
  run.push({ op: "leave", at: event.id, in: host.up });
  if (event.isInterrupting) cancelTree(run, host);
}

function fireStart(run: Run, node: Node, item: Item, result: JsonObject): void {
  const scope = run.item(item.up);
  if (!scope) return;
  if (!node.isInterrupting) again(run, node, item);
  startEventSubProcess(run, node, scope, result);
}

/** An event sub-process starts in its scope: alone, or beside what goes on there (10.3.5). */
export function startEventSubProcess(run: Run, start: Node, scope: Item, result: JsonObject): void {
  const { parent } = start;
  if (!parent) return;
  if (start.isInterrupting) {
    scope.interrupted = true;
    cancelTokens(run, scope);
    silence(run, scope);
  }
  write(run, start, scope, result);
  const item = createActivity(run, parent, scope.id);
  // elsewhere an event sub-process has several starts; the token goes on from the one that happened
  if (parent.children.filter((child) => child.spec.kind === "start").length > 1) item.wait = { s: start.id };
}

/** A listener that does not interrupt goes on listening; a timer only as often as its cycle says, without drift. */
function again(run: Run, node: Node, item: Item): void {
  if (item.kind === "guard") {
    if (node.isParallelMultiple) rearm(run, node, item);
    return;
  }
  const trigger = triggerOf(node, item);
  if (trigger?.kind !== "timer") return;
  const { timer } = trigger;
  const stored = item.wait?.["x"];
  const text = typeof stored === "string" ? stored : timer.expression.text;
  const plan = timer.kind === "cycle" ? nextPlan(text, item.wait ?? {}, run.now) : undefined;
  run.remove(item);
  if (!plan) return;
  const { id: _spent, ...rest } = item;
  run.add({ ...rest, wait: plan });
}

function rearm(run: Run, node: Node, guard: Item): void {
  const host = run.item(guard.up);
  removeTree(run, guard);
  const next = host && draft(node, variablesOf(run, host));
  if (next) arm(run, next, host.id, ["subscription", "guard"]);
}
