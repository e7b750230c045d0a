import type { Json } from "../base/json.ts";
import { Fault } from "./fault.ts";
import type { Expression, Node, TimerSpec, Trigger, Variables } from "./model.ts";
import type { Item, ItemKind } from "./state.ts";
import type { Run } from "./run.ts";
import { endOf, firstDue } from "./time/timer.ts";
import type { Due } from "./types.ts";

/** What the wait of a trigger must remember; `undefined`: the model tells everything. */
export type Memo = Record<string, Json> | undefined;

/** The triggers of an element that something outside (or a variable) sets off, with their index. */
export function listenable(node: Node): readonly (readonly [number, Trigger])[] {
  const found: (readonly [number, Trigger])[] = [];
  for (const [index, trigger] of node.triggers.entries()) {
    if (isListenable(trigger)) found.push([index, trigger]);
  }
  return found;
}

/** Whether a trigger is waited for (others are found by whoever throws: errors, escalations, cancel, compensation). */
export function isListenable(trigger: Trigger): boolean {
  return (
    trigger.kind === "message" || trigger.kind === "signal" || trigger.kind === "timer" || trigger.kind === "condition"
  );
}

/**
 * Evaluates what a wait for this trigger needs: name, correlation key, due time.
 *
 * @throws {Fault} `engine.expression`, `engine.timer`
 */
export function prepareTrigger(trigger: Trigger, variables: Variables): Memo {
  switch (trigger.kind) {
    case "message":
      return prepareMessage(trigger.name, trigger.key, variables);
    case "signal":
      return trigger.name.isConstant ? undefined : { n: textOf(trigger.name, variables) };
    case "timer":
      return prepareTimer(trigger.timer, variables);
    case "condition":
      return { o: trigger.watch?.onArrival === true ? null : false };
    case "error":
    case "escalation":
    case "compensate":
    case "cancel":
    case "terminate":
    case "link":
      return undefined;
  }
}

function prepareMessage(name: Expression, key: Expression | undefined, variables: Variables): Memo {
  const memo: Record<string, Json> = {};
  if (!name.isConstant) memo["n"] = textOf(name, variables);
  if (key) memo["k"] = correlationKey(key, variables);
  return Object.keys(memo).length === 0 ? undefined : memo;
}

/**
 * A correlation key as text.
 *
 * @throws {Fault} `engine.expression` when it is neither text nor number
 */
export function correlationKey(key: Expression, variables: Variables): string {
  const value = key.evaluate(variables);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Fault(
    "engine.expression",
    `Expected a text or a number as correlation key from "${key.text}", but it is ${value === null ? "null" : "a structure"}.`,
  );
}

/** A name given by an expression. @throws {Fault} `engine.expression` when there is none */
export function textOf(expression: Expression, variables: Variables): string {
  const value = expression.evaluate(variables);
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Fault(
    "engine.expression",
    `Expected a text from "${expression.text}", but it gives ${JSON.stringify(value)}.`,
  );
}

function prepareTimer(spec: TimerSpec, variables: Variables): Memo {
  const text = textOf(spec.expression, variables);
  const calendar = spec.service?.calendar?.evaluate(variables);
  const plan = firstDue({ kind: spec.kind, expression: text }, variables.now, spec.service !== undefined);
  const memo: Record<string, Json> = { ...plan };
  if (typeof calendar === "string") memo["c"] = calendar;
  if (spec.until) memo["u"] = endOf(textOf(spec.until, variables));
  if (!spec.expression.isConstant) memo["x"] = text;
  if (spec.pausedWhile) memo["b"] = variables.now.getTime();
  return memo;
}

/** When the timer of a wait is due. */
export function dueOf(memo: Memo): Due {
  const service = memo?.["s"];
  if (typeof service === "string") {
    const calendar = memo?.["c"];
    const ran = ranOf(memo);
    return {
      kind: "serviceTime",
      duration: service,
      ...(typeof calendar === "string" ? { calendar } : {}),
      ...(ran ? { ran } : {}),
    };
  }
  return { kind: "at", at: new Date(Number(memo?.["d"] ?? 0)) };
}

/** `p` are the pauses of a clock, from and to in turn; `b` when it began. */
function ranOf(memo: Memo): (Due & { kind: "serviceTime" })["ran"] {
  const pauses = memo?.["p"];
  if (!Array.isArray(pauses)) return undefined;
  const instants = pauses.map((each) => new Date(Number(each)));
  const pairs = instants.flatMap((from, at) => (at % 2 === 0 ? [{ from, to: instants[at + 1] ?? from }] : []));
  return { since: new Date(Number(memo?.["b"])), pauses: pairs };
}

/** A listener to be added once everything has been evaluated. */
export interface Draft {
  readonly node: Node;
  readonly memos: readonly (readonly [number, Memo])[];
}

/** Evaluates the listeners of an element before anything changes. @throws {Fault} */
export function draft(node: Node, variables: Variables): Draft | undefined {
  const triggers = listenable(node);
  if (triggers.length === 0) return undefined;
  return { node, memos: triggers.map(([index, trigger]) => [index, prepareTrigger(trigger, variables)] as const) };
}

/**
 * Adds the waits of an event: one item for one trigger; for several an item that groups them.
 * `kinds`: what a single wait and what a group is, in the eyes of its scope.
 */
export function arm(run: Run, from: Draft, up: number, kinds: readonly [ItemKind, ItemKind]): Item {
  const [single, group] = kinds;
  const [first] = from.memos;
  if (from.memos.length === 1 && first) return addWait(run, { el: from.node.id, up, kind: single }, first);
  const holder = run.add({ el: from.node.id, up, kind: group });
  for (const memo of from.memos) addWait(run, { el: from.node.id, up: holder.id, kind: "trigger" }, memo);
  return holder;
}

function addWait(
  run: Run,
  at: { el: string; up: number; kind: ItemKind },
  [index, memo]: readonly [number, Memo],
): Item {
  const draftItem: Omit<Item, "id"> = { ...at };
  if (memo) draftItem.wait = memo;
  if (index > 0) draftItem.trigger = index;
  const item = run.add(draftItem);
  // a condition that holds already fires at once, a clock may stand from the beginning: both are told by the next look
  if (memo && ("o" in memo || "b" in memo)) run.isDirty = true;
  return item;
}

/** The trigger that an item waits for. */
export function triggerOf(node: Node, item: Item): Trigger | undefined {
  if (item.trigger !== undefined) return node.triggers[item.trigger];
  return listenable(node)[0]?.[1];
}
