import type { Json, JsonObject } from "../base/json.ts";
import { MOST_EFFORT } from "./effort.ts";
import type { Effort } from "./effort.ts";
import { Fault } from "./fault.ts";
import type { Behaviour } from "./behaviours/behaviour.ts";
import type { Model, Node, SpecKind, VariableChange } from "./model.ts";
import { isOpen, isToken } from "./state.ts";
import type { Item, State, Step } from "./state.ts";
import type { Effect, Ending, Fact } from "./types.ts";

/** Steps that one command may take before the rest is put aside as a fault `engine.budget`. */
export const BUDGET = 100_000;

/** Tokens that one command may make at once, by loops and `completionQuantity`; more would be stored before they are run. */
export const ROOM = 100_000;

/** What each kind of element does. */
export type Behaviours = Readonly<Record<SpecKind, Behaviour>>;

/**
 * One command being applied: the tokens, the work queue and what has come of it so far. Lives for a few microseconds.
 * Every token (an item that keeps its scope alive, a parked token, a queued arrival) is counted, so that a scope knows
 * when it is empty without looking around.
 */
export class Run {
  readonly model: Model;
  readonly behaviours: Behaviours;
  readonly state: State;
  readonly now: Date;
  readonly facts: Fact[] = [];
  readonly effects: Effect[] = [];
  readonly businessKey: string | undefined;
  readonly instanceId: string | undefined;
  variables: JsonObject;
  budget = BUDGET;
  readonly effort: Effort = { left: MOST_EFFORT };
  private room = ROOM;
  /** Variables have changed since conditions were last looked at. */
  isDirty = false;
  readonly written = new Map<string, Map<VariableChange, number>>();
  /** Before all others: who listens to the end of what was cancelled. */
  private first: Step[] = [];
  private queue: Step[] = [];
  /** Tokens about to throw a signal: they wait until all else that moves has come to where it listens. */
  private later: Step[] = [];
  private head = 0;
  private firstHead = 0;
  private ownsVariables = false;
  private readonly live = new Map<number, number>();
  private readonly children = new Map<number, Set<number>>();
  private readonly before = new Map<number, number>();
  private readonly firstId: number;

  constructor(
    model: Model,
    behaviours: Behaviours,
    value: { state: State; variables: JsonObject; businessKey?: string | undefined; instanceId?: string | undefined },
    now: Date,
  ) {
    const { state, variables, businessKey, instanceId } = value;
    this.model = model;
    this.behaviours = behaviours;
    this.state = state;
    this.variables = variables;
    this.businessKey = businessKey;
    this.instanceId = instanceId;
    this.now = now;
    this.firstId = state.next;
    for (const item of state.items.values()) this.count(item);
  }

  private count(item: Item): void {
    this.link(item);
    for (const tokens of item.parked?.values() ?? []) this.retain(item.id, tokens);
    if (item.fault && item.kind !== "token") for (const step of item.fault.steps) this.retainStep(step);
  }

  private link(item: Item): void {
    const siblings = this.children.get(item.up);
    if (siblings) siblings.add(item.id);
    else this.children.set(item.up, new Set([item.id]));
    if (isToken(item)) this.retain(item.up, 1);
  }

  private retainStep(step: Step): void {
    if ("in" in step) this.retain(step.in, 1);
  }

  /** One more token in a scope. */
  retain(scope: number, tokens: number): void {
    this.live.set(scope, (this.live.get(scope) ?? 0) + tokens);
  }

  /** Tokens left a scope; the last one makes it ask whether it is done. */
  release(scope: number, tokens = 1): void {
    const left = (this.live.get(scope) ?? 0) - tokens;
    this.live.set(scope, left);
    if (left <= 0 && this.state.items.has(scope)) this.push({ op: "drained", item: scope });
  }

  /** How many tokens keep a scope alive. */
  tokens(scope: number): number {
    return this.live.get(scope) ?? 0;
  }

  /**
   * Asks for room for so many tokens at once, before anything changes.
   *
   * @throws {Fault} `engine.budget`
   */
  need(tokens: number): void {
    if (tokens > this.room)
      throw new Fault(
        "engine.budget",
        `Expected room for ${tokens} tokens at once, but one command makes ${ROOM} of them at most.`,
      );
    this.room -= tokens;
  }

  /** A new id from the counter of the instance. */
  nextId(): number {
    const id = this.state.next;
    this.state.next += 1;
    return id;
  }

  /** Adds an item under `up` and gives it an id. */
  add(draft: Omit<Item, "id">): Item {
    const item: Item = { id: this.nextId(), ...draft };
    this.state.items.set(item.id, item);
    this.link(item);
    return item;
  }

  /** Notes that the wait of an item is about to change, so that the difference can be told at the end. */
  touch(item: Item): void {
    if (item.id >= this.firstId || this.before.has(item.id)) return;
    if (isOpen(item)) this.before.set(item.id, item.fault ? item.fault.id : item.id);
  }

  /** Removes one item (not what is below it). */
  remove(item: Item): void {
    if (!this.state.items.has(item.id)) return;
    this.touch(item);
    this.state.items.delete(item.id);
    this.children.get(item.up)?.delete(item.id);
    this.children.delete(item.id);
    this.live.delete(item.id);
    if (isToken(item)) this.release(item.up);
  }

  item(id: number): Item | undefined {
    return this.state.items.get(id);
  }

  /** The items directly below one, in the order in which they came to be. */
  below(id: number): Item[] {
    const items: Item[] = [];
    for (const child of this.children.get(id) ?? []) {
      const item = this.state.items.get(child);
      if (item) items.push(item);
    }
    return items;
  }

  /** How many items are directly below one. */
  countBelow(id: number): number {
    return this.children.get(id)?.size ?? 0;
  }

  node(id: string): Node {
    const node = this.model.nodes.get(id);
    if (!node) throw new Error(`Expected element ${id} in the definition, but it has none.`);
    return node;
  }

  push(step: Step): void {
    this.retainStep(step);
    if (step.op === "arrive" && this.node(step.at).throwsSignal) this.later.push(step);
    else this.queue.push(step);
  }

  /** Before all others that wait. */
  hurry(step: Step): void {
    this.retainStep(step);
    this.first.push(step);
  }

  /** The next step, oldest first. */
  shift(): Step | undefined {
    if (this.firstHead < this.first.length) {
      this.firstHead += 1;
      return this.first[this.firstHead - 1];
    }
    const step = this.queue[this.head];
    if (step === undefined) {
      this.queue = [];
      this.head = 0;
      return this.later.shift();
    }
    this.head += 1;
    if (this.head > 4096) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
    return step;
  }

  /** Forgets the queued tokens of a scope whose work is being cancelled. */
  purge(scope: number): void {
    const isKept = (step: Step): boolean => {
      if (!("in" in step) || step.in !== scope) return true;
      this.live.set(scope, this.tokens(scope) - 1);
      return false;
    };
    this.first = this.first.slice(this.firstHead).filter((step) => isKept(step));
    this.firstHead = 0;
    this.queue = this.queue.slice(this.head).filter((step) => isKept(step));
    this.later = this.later.filter((step) => isKept(step));
    this.head = 0;
  }

  /** Takes everything out of the queue, to store it. The tokens stay counted. */
  drain(): Step[] {
    const rest = [...this.first.slice(this.firstHead), ...this.queue.slice(this.head), ...this.later];
    this.first = [];
    this.firstHead = 0;
    this.queue = [];
    this.later = [];
    this.head = 0;
    return rest;
  }

  /** Puts stored steps back; their tokens are counted already. */
  resume(steps: readonly Step[]): void {
    this.queue.push(...steps);
  }

  fact(type: Fact["type"], elementId?: string, detail?: JsonObject): void {
    const fact: { type: Fact["type"]; elementId?: string; detail?: JsonObject } = { type };
    if (elementId !== undefined) fact.elementId = elementId;
    if (detail !== undefined) fact.detail = detail;
    this.facts.push(fact);
  }

  /** Writes a variable of the process scope. */
  setGlobal(name: string, value: Json): void {
    if (!this.ownsVariables) {
      this.variables = { ...this.variables };
      this.ownsVariables = true;
    }
    // own variables are a fresh object, see above; `JsonObject` only promises that others do not write to it
    (this.variables as Record<string, Json>)[name] = value;
    this.isDirty = true;
  }

  /** The instance is over: nothing waits any more. */
  end(ending: Ending): void {
    for (const item of this.state.items.values()) this.touch(item);
    this.state.items.clear();
    this.drain();
    this.state.ending = ending;
  }

  /** Wait ids that were open before and are no more, and those that are new. */
  changes(): { opened: string[]; closed: string[] } {
    const opened: string[] = [];
    const closed: string[] = [];
    const now = (id: number): number | undefined => {
      const item = this.state.items.get(id);
      if (!item || !isOpen(item)) return undefined;
      return item.fault ? item.fault.id : item.id;
    };
    for (const [id, wait] of this.before) {
      const present = now(id);
      if (present === wait) continue;
      closed.push(String(wait));
      if (present !== undefined) opened.push(String(present));
    }
    for (let id = this.firstId; id < this.state.next; id += 1) {
      const present = now(id);
      if (present !== undefined) opened.push(String(present));
    }
    return { opened, closed };
  }
}
