import { tellCancelled } from "./hearing.ts";
import type { Run } from "./run.ts";
import type { Item } from "./state.ts";
import { isToken } from "./state.ts";

/** Removes an item and everything below it. Called instances, jobs and tasks vanish from the waits with it. */
export function cancelTree(run: Run, item: Item): void {
  const order: Item[] = [item];
  for (let at = 0; at < order.length; at += 1) {
    const next = order[at];
    if (next) order.push(...run.below(next.id));
  }
  for (const each of order.toReversed()) {
    if (isToken(each) && each.index === undefined) run.fact("element.cancelled", each.el);
    if (run.model.hearsCancels) tellCancelled(run, each);
    run.remove(each);
  }
}

/** Removes an item that has done its work, with its listeners. */
export function removeTree(run: Run, item: Item): void {
  for (const child of run.below(item.id)) removeTree(run, child);
  run.remove(item);
}

/**
 * Cancels all that goes on in a scope, but not the scope: tokens, parked and queued ones too. `keep` spares one item.
 * Listeners stay; see `silence`.
 */
export function cancelTokens(run: Run, scope: Item, keep?: Item): void {
  run.purge(scope.id);
  for (const child of run.below(scope.id)) {
    if (child !== keep && isToken(child)) cancelTree(run, child);
  }
  for (const tokens of scope.parked?.values() ?? []) run.release(scope.id, tokens);
  delete scope.parked;
}

/** Takes away the listeners of the event sub-processes of a scope. */
export function silence(run: Run, scope: Item): void {
  for (const child of run.below(scope.id)) {
    if (isToken(child)) continue;
    // boundary events of the scope itself hang below the same item; they stay
    if (run.node(child.el).type === "bpmn:BoundaryEvent") continue;
    removeTree(run, child);
  }
}
