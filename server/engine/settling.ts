import { isTrueYet } from "./flow.ts";
import { fireComplex } from "./behaviours/complex.ts";
import { fireInclusive, goOn } from "./behaviours/inclusive.ts";
import type { Expression, Watch } from "./model.ts";
import type { Run } from "./run.ts";
import { isOpen } from "./state.ts";
import type { Item } from "./state.ts";
import { settleClocks } from "./clocks.ts";
import { triggerOf } from "./triggers.ts";
import { waitingForEachOther } from "./upstream.ts";
import { variablesOf } from "./variables.ts";

/**
 * Looks at the conditional events that wait: one fires when its condition turns true (10.5.5, an edge and not a level,
 * so that a condition that stays true fires once).
 */
export function settleConditions(run: Run): boolean {
  if (!run.isDirty) return false;
  run.isDirty = false;
  const written = new Map(run.written);
  run.written.clear();
  settleClocks(run);
  if (!run.model.hasConditions) return false;
  let isAnything = false;
  for (const item of run.state.items.values()) {
    if (item.wait && "o" in item.wait && isOpen(item) && !item.fault)
      isAnything = settleCondition(run, item, written) || isAnything;
  }
  return isAnything;
}

type Written = Run["written"];

function settleCondition(run: Run, item: Item, written: Written): boolean {
  const trigger = triggerOf(run.node(item.el), item);
  if (trigger?.kind !== "condition") return false;
  const { expression, watch } = trigger;
  if (watch) return settleWatch(run, item, { expression, isDue: isDue(item, watch, written) });
  const before = item.wait?.["o"] === true;
  const present = isTrueYet(expression, variablesOf(run, run.item(item.up)));
  if (present === before) return false;
  item.wait = { ...item.wait, o: present };
  if (!present) return false;
  run.push({ op: "fire", item: item.id, result: {} });
  return true;
}

/** It has just been armed and is to be looked at, or its variable was written as it wants. */
function isDue(item: Item, { variable, changes }: Watch, written: Written): boolean {
  if (item.wait?.["o"] === null) return true;
  for (const [change, nextId] of written.get(variable) ?? [])
    if (nextId > item.id && (changes.length === 0 || changes.includes(change))) return true;
  return false;
}

/** A condition on one variable fires on each write that leaves it true: no edge, since who writes means it. */
function settleWatch(run: Run, item: Item, look: { expression: Expression; isDue: boolean }): boolean {
  if (!look.isDue) return false;
  item.wait = { ...item.wait, o: false };
  if (!isTrueYet(look.expression, variablesOf(run, run.item(item.up)))) return false;
  run.push({ op: "fire", item: item.id, result: {} });
  return true;
}

/**
 * Nothing moves any more: now it can be told which inclusive and complex gateways have nothing left to wait for
 * (tables 13.3 and 13.5). One at a time, since each may send tokens to another.
 */
export function settleJoins(run: Run): boolean {
  if (!run.model.hasJoins) return false;
  for (const scope of run.state.items.values()) {
    if (!scope.parked || scope.parked.size === 0) continue;
    const gateways = waitingGateways(run, scope);
    for (const node of gateways) {
      const isFired = node.spec.kind === "complex" ? fireComplex(run, node, scope) : fireInclusive(run, node, scope);
      if (isFired) return true;
    }
    const inclusive = [...gateways].filter(({ spec }) => spec.kind === "inclusive");
    const [first] = waitingForEachOther(run, scope, inclusive);
    if (first) {
      goOn(run, first, scope);
      return true;
    }
  }
  return false;
}

function waitingGateways(run: Run, scope: Item) {
  const gateways = new Set<ReturnType<Run["node"]>>();
  for (const id of scope.parked?.keys() ?? []) {
    const target = run.model.flows.get(id)?.target;
    if (target?.spec.kind === "inclusive" || target?.spec.kind === "complex") gateways.add(target);
  }
  return gateways;
}
