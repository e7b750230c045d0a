import type { Node } from "./model.ts";
import type { Run } from "./run.ts";
import type { CompensationRecord, Item } from "./state.ts";

/** Notes a completed activity in its scope, if there is a way to undo it (10.6.1). */
export function recordCompensation(run: Run, node: Node, item: Item): void {
  if (!isCompensable(node, item) || node.isForCompensation || node.isEventSubProcess) return;
  const scope = run.item(item.up);
  if (!scope) return;
  const record: CompensationRecord = {
    el: node.id,
    from: item.id,
    to: run.nextId(),
    ...(item.vars ? { vars: item.vars } : {}),
    ...(item.done && item.done.length > 0 ? { inner: item.done } : {}),
  };
  (scope.done ??= []).push(record);
}

function isCompensable(node: Node, item: Item): boolean {
  if (handlerOf(node)) return true;
  return (item.done?.length ?? 0) > 0 || compensationStart(node) !== undefined;
}

/** The activity that a compensation boundary event leads to. */
export function handlerOf(node: Node): Node | undefined {
  for (const boundary of node.boundaries) {
    if (boundary.handler && boundary.triggers.some((trigger) => trigger.kind === "compensate")) return boundary.handler;
  }
  return undefined;
}

/** The event sub-process that compensates a sub-process, if it has one. */
export function compensationStart(scope: Node): Node | undefined {
  return scope.children.find(
    (child) =>
      child.isEventSubProcess &&
      child.children.some((inner) => inner.triggers.some((trigger) => trigger.kind === "compensate")),
  );
}

/** A loop has completed as a whole: now its instances can be compensated, not before (10.6.1). */
export function recordLoop(run: Run, body: Item): void {
  const scope = run.item(body.up);
  if (scope && body.done) (scope.done ??= []).push(...body.done);
}
