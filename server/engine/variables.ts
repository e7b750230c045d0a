import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import type { Effort } from "./effort.ts";
import type { Assignment, Model, VariableChange, Variables } from "./model.ts";
import { placeOf } from "./place.ts";
import type { Item, LoopState, State } from "./state.ts";

/** What looking variables up needs; a `Run` is one. */
export interface Memory {
  readonly state: State;
  readonly variables: JsonObject;
  readonly businessKey?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly model?: Model | undefined;
  readonly effort?: Effort;
  readonly now: Date;
}

/** What writing variables needs. */
export interface WritableMemory extends Memory {
  isDirty: boolean;
  /** Variables written since conditions were last looked at, how, and which id was the next then: who is older saw it. */
  readonly written: Map<string, Map<VariableChange, number>>;
  setGlobal(name: string, value: Json): void;
  fact(type: "variables.set", elementId?: string, detail?: JsonObject): void;
}

/** Names that would reach the prototype of an object: never variables. */
const forbidden = new Set(["__proto__"]);

/** The variables that an item sees: its own, those of its loop, those of the scopes around it (10.4.1, visibility). */
export function variablesOf(memory: Memory, item: Item | undefined): Variables {
  const { now, businessKey, effort } = memory;
  return {
    now,
    ...(effort === undefined ? {} : { effort }),
    ...(businessKey === undefined ? {} : { businessKey }),
    ...(item ? { elementId: item.el } : {}),
    place: () => placeOf(memory, item, item && item.up !== 0 ? localVariables(memory, item) : memory.variables),
    get: (name) => lookUp(memory, item, name),
    all: () => collect(memory, item),
  };
}

/** These variables and no others. */
export function variablesIn(values: JsonObject, now: Date): Variables {
  return { now, get: (name) => (Object.hasOwn(values, name) ? values[name] : undefined), all: () => values };
}

/** The same, with some names in front of all others (a result that is being mapped, a message on its way). */
export function overlay(inner: JsonObject, outer: Variables): Variables {
  return {
    ...outer,
    get: (name) => (Object.hasOwn(inner, name) ? inner[name] : outer.get(name)),
    all: () => ({ ...outer.all(), ...inner }),
  };
}

function lookUp(memory: Memory, start: Item | undefined, name: string): Json | undefined {
  let item = start;
  while (item) {
    if (item.vars && Object.hasOwn(item.vars, name)) return item.vars[name];
    const virtual = loopVariables(memory, item);
    if (virtual && Object.hasOwn(virtual, name)) return virtual[name];
    item = memory.state.items.get(item.up);
  }
  return Object.hasOwn(memory.variables, name) ? memory.variables[name] : undefined;
}

function collect(memory: Memory, start: Item | undefined): JsonObject {
  const layers: JsonObject[] = [];
  let item = start;
  while (item) {
    if (item.vars) layers.push(item.vars);
    const virtual = loopVariables(memory, item);
    if (virtual) layers.push(virtual);
    item = memory.state.items.get(item.up);
  }
  if (layers.length === 0) return memory.variables;
  const all: Record<string, Json | undefined> = { ...memory.variables };
  for (const layer of layers.toReversed()) Object.assign(all, layer);
  return all;
}

/** The local variables of an item alone, those of its loop included: what a form or a worker is given as "local". */
export function localVariables(memory: Memory, item: Item): JsonObject {
  const virtual = loopVariables(memory, item);
  if (!virtual) return item.vars ?? {};
  return { ...virtual, ...item.vars };
}

/** `loopCounter` and the attributes of multi-instance activities (table 10.29), computed, never stored. */
function loopVariables(memory: Memory, item: Item): JsonObject | undefined {
  if (item.loop) return counts(item.loop);
  if (item.index === undefined) return undefined;
  const body = memory.state.items.get(item.up);
  return body && ofInstance(body, item.index);
}

function ofInstance({ memo, loop }: Item, index: number): JsonObject {
  const element = memo?.["element"];
  const named = memo?.["index"];
  const counter = {
    loopCounter: index + Number(memo?.["base"] ?? 1),
    ...(typeof named === "string" ? { [named]: index } : {}),
  };
  if (typeof element !== "string" || !loop?.items) return counter;
  return { ...counter, [element]: loop.items[index] ?? null };
}

function counts(loop: LoopState): JsonObject {
  if (loop.total < 0) return { loopCounter: loop.started };
  return {
    nrOfInstances: loop.total,
    nrOfCompletedInstances: loop.completed,
    nrOfActiveInstances: loop.started - loop.completed,
    numberOfInstances: loop.total,
    numberOfCompletedInstances: loop.completed,
    numberOfActiveInstances: loop.started - loop.completed,
    numberOfTerminatedInstances: 0,
  };
}

/** Writes variables where they live: the nearest scope that has the name, else the process scope. */
export function assign(memory: WritableMemory, from: Item | undefined, values: JsonObject): void {
  let isAnything = false;
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || forbidden.has(name)) continue;
    isAnything = true;
    const owner = ownerOf(memory, from, name);
    note(memory, name, owner !== undefined || Object.hasOwn(memory.variables, name));
    if (owner?.vars) {
      owner.vars = { ...owner.vars, [name]: value };
      memory.isDirty = true;
    } else memory.setGlobal(name, value);
  }
  if (isAnything) memory.fact("variables.set", from?.el, { variables: values });
}

/** Writes variables into an item itself, whoever else has the names; the process scope when there is none. */
export function assignLocal(memory: WritableMemory, item: Item | undefined, values: JsonObject): void {
  if (!item || item.up === 0) {
    assign(memory, undefined, values);
    return;
  }
  const given = Object.entries(values).filter(([name, value]) => value !== undefined && !forbidden.has(name));
  if (given.length === 0) return;
  for (const [name] of given) note(memory, name, item.vars !== undefined && Object.hasOwn(item.vars, name));
  item.vars = { ...item.vars, ...(Object.fromEntries(given) as Record<string, Json>) }; // undefined is filtered out
  memory.isDirty = true;
  memory.fact("variables.set", item.el, { variables: values });
}

function note(memory: WritableMemory, name: string, wasThere: boolean): void {
  const changes = memory.written.get(name) ?? new Map<VariableChange, number>();
  memory.written.set(name, changes.set(wasThere ? "update" : "create", memory.state.next));
}

function ownerOf(memory: Memory, from: Item | undefined, name: string): Item | undefined {
  let item = from;
  while (item) {
    if (item.vars && Object.hasOwn(item.vars, name)) return item;
    item = memory.state.items.get(item.up);
  }
  return undefined;
}

/** Evaluates assignments in order, each seeing the targets of those before it. */
export function evaluateAll(assignments: readonly Assignment[], variables: Variables): Record<string, Json> {
  const values: Record<string, Json> = {};
  if (assignments.length === 0) return values;
  const seen = overlay(values, variables);
  for (const { source, target, needs } of assignments) {
    if (needs !== undefined && seen.get(needs) === undefined) continue;
    place(values, target, source.evaluate(seen), variables);
  }
  return values;
}

/** Puts a value at a dotted path, keeping what stands beside it. */
function place(values: Record<string, Json>, target: string, value: Json, variables: Variables): void {
  const [head = target, ...rest] = target.split(".");
  if (forbidden.has(head)) return;
  if (rest.length === 0) {
    values[head] = value;
    return;
  }
  const present = Object.hasOwn(values, head) ? values[head] : variables.get(head);
  values[head] = nest(present, rest, value);
}

function nest(present: Json | undefined, path: readonly string[], value: Json): Json {
  const [head = "", ...rest] = path;
  const base = isObject(present) ? present : {};
  if (forbidden.has(head)) return base;
  return { ...base, [head]: rest.length === 0 ? value : nest(base[head], rest, value) };
}
