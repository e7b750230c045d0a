import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import type { MigrationPlan } from "./migratePlan.ts";
import type { Flow, Model, Node } from "./model.ts";
import { isToken } from "./state.ts";
import type { CompensationRecord, Item, State, Step } from "./state.ts";

/** Why an instance cannot come over: what stands where, and has no place in the other version. */
export interface Obstacle {
  readonly elementId: string;
  readonly code: string;
  readonly message: string;
}

/** One instance on its way from one version to another. */
export class Crossing {
  readonly from: Model;
  readonly to: Model;
  readonly obstacles: Obstacle[] = [];
  /** What each item was about in the version it came from. */
  readonly origins = new Map<number, Node>();
  /** Listeners whose event has no place in the other version. */
  readonly lost: Item[] = [];
  /** Completed activities that can be undone no more. */
  readonly forgotten: string[] = [];
  private readonly targets: ReadonlyMap<string, Node>;

  constructor(from: Model, to: Model, plan: MigrationPlan) {
    this.from = from;
    this.to = to;
    const pairs = plan.mapped.flatMap((each) => {
      const target = to.nodes.get(each.to);
      return target ? [[each.from, target] as const] : [];
    });
    this.targets = new Map([[from.root.id, to.root], ...pairs]);
  }

  /** Where an element has its place in the other version. */
  target(id: string): Node | undefined {
    return this.targets.get(id);
  }

  /** The elements of the version left that are mapped to one of the other version. */
  sources(target: Node): readonly Node[] {
    const ids = [...this.targets].filter(([, node]) => node === target).map(([id]) => id);
    return ids.flatMap((id) => this.from.nodes.get(id) ?? []);
  }

  /** Gives everything that lasts its place in the other version. With obstacles the state is worth nothing afterwards. */
  carry(state: State): void {
    for (const item of Array.from(state.items.values())) {
      const origin = this.from.nodes.get(item.el);
      const target = this.target(item.el);
      if (origin) this.origins.set(item.id, origin);
      if (target) state.items.set(item.id, this.carried(item, target));
      else if (isToken(item)) this.block(item.el);
      else this.lost.push(item);
    }
  }

  private carried(item: Item, target: Node): Item {
    return {
      ...item,
      el: target.id,
      ...(item.parked ? { parked: this.parked(item.parked) } : {}),
      ...(item.done ? { done: this.records(item.done, (el) => void this.forgotten.push(el)) } : {}),
      ...(item.memo ? { memo: this.memo(item, item.memo) } : {}),
      ...(item.fault ? { fault: { ...item.fault, steps: item.fault.steps.map((step) => this.step(step)) } } : {}),
    };
  }

  private block(elementId: string, what = "what waits there"): void {
    if (this.obstacles.some((each) => each.elementId === elementId)) return;
    const message = `Expected a place for ${elementId}, but ${what} has none in the other version.`;
    this.obstacles.push({ elementId, code: "migration.unmapped", message });
  }

  private element(id: string): string {
    const target = this.target(id);
    if (!target) this.block(id);
    return target?.id ?? id;
  }

  /** Tokens at a gateway stay with the flow they came by, or with the only one that connects the same elements. */
  private flow(id: string): string {
    const old = this.from.flows.get(id);
    const found = old && this.flowLike(old);
    if (found) return found.id;
    this.block(old?.target.id ?? id, `a token that came by ${id}`);
    return id;
  }

  private flowLike(old: Flow): Flow | undefined {
    const target = this.target(old.target.id);
    if (!target) return undefined;
    const same = target.incoming.find((flow) => flow.id === old.id);
    if (same) return same;
    const source = this.target(old.source.id);
    const [only, ...others] = target.incoming.filter((flow) => flow.source === source);
    return others.length === 0 ? only : undefined;
  }

  private parked(parked: ReadonlyMap<string, number>): Map<string, number> {
    const carried = new Map<string, number>();
    for (const [id, tokens] of parked) {
      const flow = this.flow(id);
      carried.set(flow, (carried.get(flow) ?? 0) + tokens);
    }
    return carried;
  }

  private records(records: readonly CompensationRecord[], drop: (el: string) => void): CompensationRecord[] {
    return records.flatMap((record) => {
      const target = this.target(record.el);
      if (!target) {
        drop(record.el);
        return [];
      }
      return [{ ...record, el: target.id, ...(record.inner ? { inner: this.records(record.inner, drop) } : {}) }];
    });
  }

  private step(step: Step): Step {
    if (step.op === "leave") return { ...step, at: this.element(step.at) };
    if (step.op === "hear") return { ...this.moved(step), then: step.then.map((each) => this.step(each)) };
    return step.op === "arrive" ? this.moved(step) : step;
  }

  private moved<S extends { readonly op: string; readonly at: string; readonly by?: string }>(step: S): S {
    const { by, ...rest } = step;
    const flow = by === undefined ? undefined : this.from.flows.get(by);
    const found = flow && this.flowLike(flow);
    if (flow && !found && step.op === "arrive" && collects(this.target(step.at))) this.flow(flow.id);
    // the same step with other names
    return { ...rest, at: this.element(step.at), ...(found ? { by: found.id } : {}) } as S;
  }

  /** What behaviours keep for themselves, where it names elements or flows. */
  private memo(item: Item, memo: JsonObject): JsonObject {
    if (item.kind === "compensation") return this.undoing(memo);
    if (item.kind === "body") return memo;
    return Object.fromEntries(Object.entries(memo).flatMap(([key, value]) => this.memoPart(key, value)));
  }

  private memoPart(key: string, value: Json | undefined): [string, Json | undefined][] {
    if (key.startsWith("complex:")) {
      const flows = names(value).flatMap((id) => {
        const flow = this.from.flows.get(id);
        return (flow && this.flowLike(flow)?.id) ?? [];
      });
      const gateway = this.target(key.slice("complex:".length));
      return gateway ? [[`complex:${gateway.id}`, flows]] : [];
    }
    if (key === "queue") return [[key, names(value).map((id) => this.element(id))]];
    if (key === "done" || key === "listed") return [[key, names(value).flatMap((id) => this.target(id)?.id ?? [])]];
    return [[key, value]];
  }

  /** A compensation under way names what is still to be undone; all of it needs a place. */
  private undoing(memo: JsonObject): JsonObject {
    const { pending } = memo;
    if (!Array.isArray(pending)) return memo;
    // written by `compensation.ts`: records are plain data
    const records = pending.filter((each) => isObject(each)) as unknown as CompensationRecord[];
    return { ...memo, pending: this.records(records, (el) => this.block(el)) as unknown as Json };
  }
}

/** Whether an element waits for tokens by their flows. */
function collects(node: Node | undefined): boolean {
  if (!node) return false;
  const { kind } = node.spec;
  const isJoin = kind === "parallel" || kind === "inclusive" || kind === "complex";
  return node.startQuantity > 1 || (isJoin && node.incoming.length > 1);
}

function names(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
