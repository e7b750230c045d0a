import type { JsonObject } from "../base/json.ts";
import { createActivity } from "./activity.ts";
import { cancelTokens, cancelTree, silence } from "./cancelling.ts";
import type { Node, Trigger } from "./model.ts";
import { compensationStart, handlerOf } from "./records.ts";
import type { Run } from "./run.ts";
import type { CompensationRecord, Item } from "./state.ts";

/** What a compensation in progress remembers: what is still to be undone, and how it goes on afterwards. */
interface Undoing {
  readonly pending: readonly CompensationRecord[];
  /** Handlers at work: their item, and when the activity that they undo began. */
  readonly running: readonly (readonly [number, number])[];
  /** `cancel`: a transaction is being cancelled; `nested`: part of another compensation; else the throw event goes on. */
  readonly then: "leave" | "cancel" | "nested" | "nothing";
}

/**
 * A compensation is thrown in a scope: what completed there is undone, latest first (10.6.2, 13.5.5). Thrown inside an
 * event sub-process it means the scope around it as well.
 */
export function compensate(run: Run, node: Node, scope: Item, trigger: Trigger & { kind: "compensate" }): void {
  const pending = collect(run, node, scope, trigger.activityId);
  const undoing: Undoing = { pending, running: [], then: trigger.waits ? "leave" : "nothing" };
  run.fact("compensation.started", node.id, { activities: pending.map((record) => record.el) });
  if (!trigger.waits) run.push({ op: "leave", at: node.id, in: scope.id });
  begin(run, node.id, scope, undoing);
}

function begin(run: Run, el: string, up: Item, undoing: Undoing): Item {
  const item = run.add({ el, up: up.id, kind: "compensation", memo: write(undoing) });
  run.push({ op: "compensate", item: item.id });
  return item;
}

/** Takes the records out of the scope: nothing is undone twice. */
function collect(run: Run, node: Node, scope: Item, activityId: string | undefined): CompensationRecord[] {
  const taken: CompensationRecord[] = [];
  for (const owner of owners(run, node, scope)) {
    const wanted = (record: CompensationRecord): boolean => activityId === undefined || record.el === activityId;
    taken.push(...(owner.done ?? []).filter(wanted));
    owner.done = (owner.done ?? []).filter((record) => !wanted(record));
  }
  return taken;
}

function owners(run: Run, node: Node, scope: Item): Item[] {
  const around = node.parent?.isEventSubProcess === true ? run.item(scope.up) : undefined;
  return around ? [scope, around] : [scope];
}

/** The step `compensate`: starts every handler that nothing later has to be undone before. */
export function continueCompensation(run: Run, item: Item): void {
  const undoing = read(item);
  const running = undoing.running.filter(([child]) => run.item(child) !== undefined);
  const begun = running.map(([, from]) => from);
  const ready = undoing.pending.filter((record) => isReady(record, undoing.pending, begun));
  if (ready.length === 0 && running.length === 0) {
    conclude(run, item, undoing.then);
    return;
  }
  const pending = undoing.pending.filter((record) => !ready.includes(record));
  const started = ready.toReversed().map((record) => [undo(run, item, record).id, record.from] as const);
  item.memo = write({ pending, running: [...running, ...started], then: undoing.then });
}

/** Undone before this one: every activity that began after it was over (the reverse of the flow between them). */
function isReady(
  record: CompensationRecord,
  pending: readonly CompensationRecord[],
  begun: readonly number[],
): boolean {
  return !pending.some((other) => other.from > record.to) && !begun.some((from) => from > record.to);
}

function undo(run: Run, item: Item, record: CompensationRecord): Item {
  const node = run.node(record.el);
  const handler = handlerOf(node);
  if (handler) return createActivity(run, handler, item.id);
  const events = compensationStart(node);
  const inner = record.inner ?? [];
  const draft = { el: node.id, up: item.id, ...(record.vars ? { vars: record.vars } : {}) };
  if (events) {
    const again = run.add({ ...draft, kind: "scope", done: [...inner], interrupted: true });
    createActivity(run, events, again.id);
    return again;
  }
  const memo = write({ pending: inner, running: [], then: "nested" });
  const nested = run.add({ ...draft, kind: "compensation", memo });
  run.push({ op: "compensate", item: nested.id });
  return nested;
}

function conclude(run: Run, item: Item, then: Undoing["then"]): void {
  switch (then) {
    case "leave":
      run.push({ op: "leave", at: item.el, in: item.up });
      break;
    case "nested":
      run.push({ op: "compensate", item: item.up });
      break;
    case "cancel":
      concludeTransaction(run, item);
      return;
    case "nothing":
      break;
  }
  run.remove(item);
}

/** A cancel end event: all else in the transaction stops, what completed is undone, then the cancel boundary event goes on (10.7). */
export function cancelTransaction(run: Run, node: Node, scope: Item): void {
  const transaction = transactionAround(run, scope);
  if (!transaction || transaction.interrupted === true) return;
  transaction.interrupted = true;
  cancelTokens(run, transaction);
  silence(run, transaction);
  const pending = transaction.done ?? [];
  transaction.done = [];
  run.fact("compensation.started", node.id, { activities: pending.map((record) => record.el) });
  begin(run, node.id, transaction, { pending, running: [], then: "cancel" });
}

function transactionAround(run: Run, scope: Item): Item | undefined {
  let item: Item | undefined = scope;
  while (item && !run.node(item.el).isTransaction) item = run.item(item.up);
  return item;
}

function concludeTransaction(run: Run, item: Item): void {
  const transaction = run.item(item.up);
  if (!transaction) return;
  const node = run.node(transaction.el);
  const up = run.item(transaction.up);
  const host = up?.kind === "body" ? up : transaction;
  const boundary = node.boundaries.find((event) => event.triggers.some((trigger) => trigger.kind === "cancel"));
  if (boundary) {
    run.fact("element.entered", boundary.id);
    run.fact("element.completed", boundary.id);
    run.push({ op: "leave", at: boundary.id, in: host.up });
  }
  cancelTree(run, host);
}

function write(undoing: Undoing): JsonObject {
  return { ...undoing } as unknown as JsonObject; // records and pairs of numbers are JSON
}

function read(item: Item): Undoing {
  // written by `write` above, nowhere else
  return item.memo as unknown as Undoing;
}
