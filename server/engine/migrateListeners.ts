import { createActivity } from "./activity.ts";
import { armTarget } from "./behaviours/gateways.ts";
import { cancelTree, removeTree } from "./cancelling.ts";
import { parkedAt, unpark } from "./flow.ts";
import { drafted, eventStarts, listen } from "./listeners.ts";
import { areAlike, renewMemo, renewTrigger } from "./migrateMemos.ts";
import type { Crossing } from "./migrateState.ts";
import type { Flow, Node } from "./model.ts";
import type { Run } from "./run.ts";
import { isToken } from "./state.ts";
import type { Item } from "./state.ts";
import { arm, draft, listenable } from "./triggers.ts";
import { variablesOf } from "./variables.ts";

/**
 * Settles tokens into the other version: listeners that have no place are disarmed, new ones armed, activities of
 * another kind begun anew, gateways that have nothing left to wait for passed.
 *
 * @throws {Fault} when an expression of a new listener or wait fails
 */
export function settleIn(run: Run, crossing: Crossing): void {
  for (const item of crossing.lost) if (run.item(item.id)) removeTree(run, item);
  for (const item of Array.from(run.state.items.values())) {
    // what has not begun yet begins in the other version by itself
    const hasBegun = item.kind !== "token" && item.fresh !== true;
    if (run.item(item.id) && isToken(item) && hasBegun) settleItem(run, crossing, item);
  }
  for (const item of Array.from(run.state.items.values())) if (item.parked) passGateways(run, item);
}

function settleItem(run: Run, crossing: Crossing, item: Item): void {
  const from = crossing.origins.get(item.id);
  if (!from) return;
  const to = run.node(item.el);
  tellRenaming(run, from, to, item);
  if (item.kind === "wait" && to.isActivity && from.spec.kind !== to.spec.kind) {
    restart(run, to, item);
    return;
  }
  if (item.kind === "holder" && to.spec.kind === "eventBased") settleChoice(run, crossing, to, item);
  else if (to.spec.kind === "catch") settleCatch(run, from, to, item);
  else if (item.kind === "wait") renewMemo(run, item, from, to);
  if (isHost(item)) for (const event of eventsOf(to, item)) settleListener(run, crossing, event, item);
}

/** An element that has another id now is left under the old name and entered under the new one. */
function tellRenaming(run: Run, from: Node, to: Node, item: Item): void {
  if (from.id === to.id || item.index !== undefined) return;
  run.fact("element.cancelled", from.id);
  run.fact("element.entered", to.id);
}

/** Another kind of activity begins in place of the one that waits; as an instance of a loop it keeps its index. */
function restart(run: Run, to: Node, item: Item): void {
  if (item.index === undefined) createActivity(run, to, item.up);
  else {
    const fresh = run.add({ el: to.id, up: item.up, kind: "wait", fresh: true, index: item.index });
    run.push({ op: "begin", item: fresh.id });
  }
  cancelTree(run, item);
}

/** What boundary events and event sub-processes listen for. */
function isHost(item: Item): boolean {
  return item.kind === "wait" || item.kind === "adHoc" || item.kind === "scope" || item.kind === "body";
}

function eventsOf(node: Node, item: Item): readonly Node[] {
  const attached = item.index === undefined ? node.boundaries : [];
  const inside = item.kind === "scope" && item.interrupted !== true ? eventStarts(node) : [];
  return [...attached, ...inside];
}

/** A listener that is gone has fired for the last time and stays so; only events that are new are armed. */
function settleListener(run: Run, crossing: Crossing, event: Node, host: Item): void {
  const present = run.below(host.id).find((child) => child.el === event.id && !isToken(child));
  if (!present) {
    const isKnown = crossing.sources(event).some((source) => listenable(source).length > 0);
    if (!isKnown) listen(run, drafted(run, [event], host), host);
    return;
  }
  const from = crossing.origins.get(present.id);
  if (from && areAlike(from, event)) {
    for (const item of waitsOf(run, present)) renewTrigger(run, item, { from, to: event }, host);
    return;
  }
  const drafts = drafted(run, [event], host);
  removeTree(run, present);
  listen(run, drafts, host);
}

function settleCatch(run: Run, from: Node, to: Node, item: Item): void {
  const scope = run.item(item.up);
  if (areAlike(from, to)) {
    for (const wait of waitsOf(run, item)) renewTrigger(run, wait, { from, to }, scope);
    return;
  }
  const waits = draft(to, variablesOf(run, scope));
  if (!waits) return;
  arm(run, waits, item.up, ["wait", "holder"]);
  removeTree(run, item);
}

/** An event with several triggers waits in its parts, any other by itself. */
function waitsOf(run: Run, item: Item): readonly Item[] {
  return item.kind === "holder" || item.kind === "guard" ? run.below(item.id) : [item];
}

/** An event-based gateway waits for exactly the events that follow it in the other version. */
function settleChoice(run: Run, crossing: Crossing, gateway: Node, holder: Item): void {
  const scope = run.item(holder.up);
  const followers = gateway.outgoing.map((flow) => flow.target);
  for (const child of run.below(holder.id)) if (!followers.some((node) => node.id === child.el)) removeTree(run, child);
  for (const event of followers) {
    const present = run.below(holder.id).filter((child) => child.el === event.id);
    const from = present[0] && crossing.origins.get(present[0].id);
    if (from && areAlike(from, event)) {
      for (const item of present) renewTrigger(run, item, { from, to: event }, scope);
      continue;
    }
    const waits = draft(event, variablesOf(run, scope));
    for (const item of present) removeTree(run, item);
    if (waits) armTarget(run, waits, holder);
  }
}

/** Tokens at a gateway that waits for fewer flows now: those that have nothing left to wait for arrive once more. */
function passGateways(run: Run, scope: Item): void {
  const gateways = new Set([...(scope.parked?.keys() ?? [])].flatMap((id) => run.model.flows.get(id)?.target ?? []));
  for (const gateway of gateways) {
    for (const flow of due(scope, gateway)) {
      run.push({ op: "arrive", at: gateway.id, in: scope.id, by: flow.id });
      unpark(run, scope, flow);
    }
  }
}

/** One flow for each token that has to arrive again. */
function due(scope: Item, gateway: Node): readonly Flow[] {
  const { incoming, spec } = gateway;
  const [first] = incoming;
  if (!first) return [];
  const times = (count: number): readonly Flow[] => Array.from({ length: count }, () => first);
  if (spec.kind === "parallel") return times(Math.min(...incoming.map((flow) => parkedAt(scope, flow))));
  if (spec.kind === "inclusive" || spec.kind === "complex")
    return incoming.length > 1 ? [] : times(parkedAt(scope, first));
  const present = incoming.find((flow) => parkedAt(scope, flow) > 0);
  const waiting = incoming.reduce((sum, flow) => sum + parkedAt(scope, flow), 0);
  return present && waiting >= gateway.startQuantity ? [present] : [];
}
