import type { Json } from "../../base/json.ts";
import { cancelTokens } from "../cancelling.ts";
import { Fault } from "../fault.ts";
import { isTrue } from "../flow.ts";
import type { Node } from "../model.ts";
import type { Run } from "../run.ts";
import type { Item } from "../state.ts";
import { variablesOf } from "../variables.ts";
import type { Behaviour } from "./behaviour.ts";
import { isEntry } from "./subProcess.ts";

/**
 * An ad-hoc sub-process (10.3.5, 13.3.5): its activities run when somebody chooses them, as often as they like, one
 * after the other or side by side. The completion condition is looked at whenever one of them completes. Without one it
 * is complete when every activity has run at least once (or the listed active elements have) and none is running.
 */
export const adHoc: Behaviour = {
  kind: "adHoc",

  prepare(run, node, item) {
    const active = node.spec.kind === "adHoc" ? node.spec.active : undefined;
    if (!active) return undefined;
    const listed = active.evaluate(variablesOf(run, item));
    if (!Array.isArray(listed)) {
      throw new Fault("engine.expression", `Expected a list of element ids from "${active.text}", but it is none.`);
    }
    item.memo = { listed: listed.map(String) };
    return undefined;
  },

  begin(run, node, item) {
    const listed = idsIn(item, "listed");
    activate(run, node, item, listed);
    if (listed.length === 0 && activatable(node).length === 0) run.push({ op: "finish", item: item.id });
  },

  describe(_memory, node, item) {
    const free = activatable(node).map((child) => child.id);
    return { id: String(item.id), elementId: node.id, kind: "adHoc", activatable: free };
  },

  drained(run, node, item) {
    if (node.spec.kind !== "adHoc") return;
    const { completionCondition, cancelRemaining } = node.spec;
    if (completionCondition) {
      const isDone = isTrue(completionCondition.evaluate(variablesOf(run, item)), completionCondition.text);
      if (isDone && cancelRemaining) {
        complete(run, item);
        return;
      }
      if (isDone) item.memo = { ...item.memo, closing: true, queue: [] };
    }
    startNext(run, node, item);
    if (run.tokens(item.id) === 0 && isExhausted(node, item)) run.push({ op: "finish", item: item.id });
  },
};

/** The activities of an ad-hoc sub-process that may be chosen: those that no flow leads to. */
export function activatable(node: Node): readonly Node[] {
  return node.children.filter((child) => isEntry(child));
}

/** Starts chosen activities, or queues them when they run one after the other. */
export function activate(run: Run, node: Node, item: Item, ids: readonly string[]): void {
  if (ids.length === 0) return;
  item.memo = { ...item.memo, queue: [...idsIn(item, "queue"), ...ids] };
  startNext(run, node, item);
}

/** Completes an ad-hoc sub-process at once; what still runs is cancelled. */
export function complete(run: Run, item: Item): void {
  cancelTokens(run, item);
  run.push({ op: "finish", item: item.id });
}

function startNext(run: Run, node: Node, item: Item): void {
  const isSequential = node.spec.kind === "adHoc" && node.spec.sequential;
  const queue = idsIn(item, "queue");
  for (const [at, next] of queue.entries()) {
    if (isSequential && run.tokens(item.id) > 0) return;
    const rest = queue.slice(at + 1);
    const done = new Set([...idsIn(item, "done"), next]);
    item.memo = { ...item.memo, queue: rest, done: [...done] };
    run.push({ op: "arrive", at: next, in: item.id });
  }
}

function isExhausted(node: Node, item: Item): boolean {
  if (item.memo?.["closing"] === true) return true;
  if (node.spec.kind !== "adHoc" || node.spec.completionCondition) return false;
  if (item.memo?.["listed"] !== undefined) return true;
  const done = new Set(idsIn(item, "done"));
  return activatable(node).every((child) => done.has(child.id));
}

function idsIn(item: Item, key: string): readonly string[] {
  const list: Json | undefined = item.memo?.[key];
  return Array.isArray(list) ? list.map(String) : [];
}
