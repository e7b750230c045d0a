import type { Json, JsonObject } from "../base/json.ts";
import { weigh } from "./expressions/expression.ts";
import { Fault } from "./fault.ts";
import type { Listener, Listeners, Place, TaskField, Writing } from "./listener.ts";
import type { Node, Variables } from "./model.ts";
import { taskMemo } from "./place.ts";
import type { Run } from "./run.ts";
import { isToken, ROOT } from "./state.ts";
import type { Hearing, Item } from "./state.ts";
import { asText } from "./text.ts";
import { parseDate } from "./time/iso.ts";
import { assign, assignLocal, overlay, variablesOf } from "./variables.ts";

/** What listeners have written. */
export interface Heard {
  readonly variables: JsonObject;
  readonly local: JsonObject;
  readonly task: Readonly<Partial<Record<TaskField, Json>>>;
}

/**
 * Calls listeners in order, each seeing what those before it wrote. Nothing is changed: a fault leaves all as it was.
 *
 * @throws {Fault} `engine.expression`, `engine.script` @throws {BpmnError}
 */
export function hear(listeners: readonly Listener[], variables: Variables): Heard {
  const heard = { variables: {}, local: {}, task: {} };
  const seen = overlay(heard.local, overlay(heard.variables, variables));
  for (const listener of listeners) {
    const { event } = listener;
    listener.run({ ...seen, writing: into(heard, variables), place: () => placed(variables, heard, event) });
  }
  return heard;
}

type Values = Record<string, Json>;

function into(
  { variables, local, task }: { variables: Values; local: Values; task: Values },
  seen: Variables,
): Writing {
  return { variable: putInto(variables, seen), local: putInto(local, seen), task: putInto(task, seen) };
}

/** What is written is as large as a value may be: a flow that is taken again and again would double one. */
function putInto(values: Values, seen: Variables): (name: string, value: Json) => void {
  return (name, value) => {
    weigh(value, name, seen);
    if (name !== "__proto__") values[name] = value;
  };
}

function placed({ place }: Variables, { local, task }: Heard, event: Listener["event"]): Place {
  const present: Place = place?.() ?? nowhere;
  return {
    ...present,
    event,
    local: { ...present.local, ...local },
    ...(present.task ? { task: { ...present.task, ...task } } : {}),
  };
}

const nowhere: Place = {
  instanceId: null,
  executionId: null,
  processId: null,
  elementName: null,
  scopeId: null,
  event: null,
  local: {},
};

/** The variables of a scope, seen from an element in it that has no item of its own. */
export function at(node: Node, variables: Variables): Variables {
  const { place } = variables;
  const scopeId = node.parent?.id ?? null;
  const placeOfNode = place && (() => ({ ...place(), elementName: node.name, scopeId }));
  return { ...variables, elementId: node.id, ...(placeOfNode ? { place: placeOfNode } : {}) };
}

/** Writes what listeners have written: where the names live, or into the item itself. */
export function write(run: Run, item: Item, { variables, local }: Heard): void {
  assign(run, item, variables);
  assignLocal(run, item, local);
}

/** The listeners of a user task that has come to be may change who it is for. @throws {Fault} `engine.expression` */
export function created(run: Run, item: Item, heard: Heard): void {
  const memo: Record<string, Json> = {};
  for (const [name, value] of Object.entries(heard.task)) {
    // the fields that can be set are those that are kept
    const field = name as keyof typeof taskMemo;
    memo[taskMemo[field]] = field === "dueDate" || field === "followUpDate" ? instantOf(value) : (value ?? "");
  }
  write(run, item, heard);
  if (Object.keys(memo).length > 0) item.wait = { ...item.wait, ...memo };
}

/** In milliseconds, as dates of a task are kept. */
function instantOf(value: Json): number {
  if (typeof value === "number") return value;
  const date = typeof value === "string" ? parseDate(value) : undefined;
  if (date) return date.getTime();
  throw new Fault("engine.expression", `Expected a date to set, but a listener sets ${asText(value)}.`);
}

/** The step `hear`: what was on its way goes on when all have been called. */
export function hearOnTheWay(run: Run, step: Hearing, scope: Item): void {
  const node = run.node(step.at);
  const place = placeOfStep(run, step, scope);
  const variables = at(node, overlay(step.vars ?? {}, variablesOf(run, place)));
  const called = listenersOf(run, node, step)?.[step.moment];
  if (called) {
    const heard = hear(called, variables);
    write(run, place, heard);
  }
  for (const each of step.then) run.push(each);
}

function listenersOf(run: Run, node: Node, { by }: Hearing): Listeners | undefined {
  return by === undefined ? node.listeners : run.model.flows.get(by)?.listeners;
}

/** What was cancelled stood in scopes that may be gone with it. */
function placeOfStep(run: Run, { ups = [] }: Hearing, scope: Item): Item {
  for (const id of ups) {
    const item = run.item(id);
    if (item) return item;
  }
  return scope;
}

/** An activity did not complete: who listens to its end is told before anything else goes on. */
export function tellCancelled(run: Run, item: Item): void {
  const node = run.node(item.el);
  const isAtWork = item.fresh !== true && (item.kind === "wait" || item.kind === "scope" || item.kind === "adHoc");
  if (!node.listeners?.cancel || !isAtWork || !isToken(item) || item.id === ROOT) return;
  const ups: number[] = [];
  for (let up = run.item(item.up); up; up = run.item(up.up)) ups.push(up.id);
  const vars = item.vars === undefined ? {} : { vars: item.vars };
  run.hurry({ op: "hear", at: node.id, in: ROOT, moment: "cancel", ups, ...vars, then: [] });
}
