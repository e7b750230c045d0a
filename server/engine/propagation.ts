import type { Json, JsonObject } from "../base/json.ts";
import { catchAt, startEventSubProcess } from "./catching.ts";
import { eventStarts } from "./listeners.ts";
import type { Expression, Node, Trigger } from "./model.ts";
import type { Run } from "./run.ts";
import type { Item } from "./state.ts";
import { variablesOf } from "./variables.ts";
import { asText } from "./text.ts";

/** A BPMN error or escalation on its way out through the scopes (10.5.1, 10.5.6). */
export interface Thrown {
  readonly kind: "error" | "escalation";
  readonly code: string;
  readonly message: string;
  readonly variables: JsonObject;
}

/** The event that catches, and the item at which it listens. */
interface Catch {
  readonly event: Node;
  readonly at: Item;
}

/** Throws an error from an item outwards. Nothing catches it: the instance fails. */
export function throwError(run: Run, from: Item, thrown: Omit<Thrown, "kind">): void {
  run.fact("error.thrown", from.el, { errorCode: thrown.code, message: thrown.message });
  const caught = findCatch(run, from, { ...thrown, kind: "error" });
  if (caught) {
    deliver(run, caught, { ...thrown, kind: "error" });
    return;
  }
  run.end({ kind: "failed", errorCode: thrown.code, message: thrown.message });
  run.fact("instance.failed", from.el, { errorCode: thrown.code, message: thrown.message });
}

/** Throws an escalation outwards. Nothing catches it: it leaves the instance, and the thrower goes on. */
export function throwEscalation(run: Run, from: Item, code: string, variables: JsonObject): void {
  const thrown: Thrown = { kind: "escalation", code, message: code, variables };
  run.fact("escalation.thrown", from.el, { escalationCode: code });
  const caught = findCatch(run, from, thrown);
  if (caught) deliver(run, caught, thrown);
  else run.effects.push({ kind: "escalation", elementId: from.el, code, variables });
}

function deliver(run: Run, caught: Catch, thrown: Thrown): void {
  const { event, at } = caught;
  run.fact(thrown.kind === "error" ? "error.caught" : "escalation.caught", event.id, { code: thrown.code });
  const trigger = triggerFor(run, event, at, thrown);
  const result: Record<string, Json | undefined> = { ...thrown.variables };
  if (trigger?.codeVariable !== undefined) result[trigger.codeVariable] = thrown.code;
  if (trigger?.kind === "error" && trigger.messageVariable !== undefined)
    result[trigger.messageVariable] = thrown.message;
  if (event.spec.kind === "start") startEventSubProcess(run, event, at, result);
  else catchAt(run, event, at, result);
}

function findCatch(run: Run, from: Item, thrown: Thrown): Catch | undefined {
  let item: Item | undefined = from;
  let below: Item | undefined;
  while (item) {
    const event = catchInside(run, item, below, thrown) ?? catchOnBoundary(run, item, thrown);
    if (event) return { event, at: item };
    below = item;
    item = run.item(item.up);
  }
  return undefined;
}

function catchInside(run: Run, item: Item, below: Item | undefined, thrown: Thrown): Node | undefined {
  if (item.interrupted === true || (item.kind !== "scope" && item.kind !== "adHoc")) return undefined;
  // what an event sub-process throws does not start the same one again
  const starts = eventStarts(run.node(item.el)).filter((start) => start.parent?.id !== below?.el);
  return best(run, starts, item, thrown);
}

function catchOnBoundary(run: Run, item: Item, thrown: Thrown): Node | undefined {
  if (run.item(item.up)?.kind === "body") return undefined;
  return best(run, run.node(item.el).boundaries, item, thrown);
}

/** The event with the very code, else one that takes any. */
function best(run: Run, events: readonly Node[], at: Item, thrown: Thrown): Node | undefined {
  const catches = events.filter((event) => triggerFor(run, event, at, thrown));
  return catches.find((event) => codesOf(run, event, at).includes(thrown.code)) ?? catches[0];
}

function codesOf(run: Run, event: Node, at: Item): readonly string[] {
  return event.triggers.flatMap((trigger) => ("code" in trigger && trigger.code ? codeOf(run, trigger.code, at) : []));
}

type Coded = Trigger & { kind: "error" | "escalation" };

function triggerFor(run: Run, event: Node, at: Item, thrown: Thrown): Coded | undefined {
  for (const trigger of event.triggers) {
    if (trigger.kind !== "error" && trigger.kind !== "escalation") continue;
    if (trigger.kind !== thrown.kind) continue;
    const code = trigger.code && codeOf(run, trigger.code, at);
    if (trigger.takesAny || code === undefined || code === "" || code === thrown.code) return trigger;
  }
  return undefined;
}

function codeOf(run: Run, code: Expression, at: Item): string {
  return asText(code.evaluate(variablesOf(run, at)));
}
