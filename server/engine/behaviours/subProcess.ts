import type { Node } from "../model.ts";
import type { Run } from "../run.ts";
import type { Item } from "../state.ts";
import type { Behaviour } from "./behaviour.ts";

/** A sub-process, a transaction, an event sub-process once it is started, and the process itself (10.3.5, 13.3.4). */
export const subProcess: Behaviour = {
  kind: "scope",

  begin(run, node, item) {
    const entries = entriesOf(node, item);
    for (const entry of entries) run.push({ op: "arrive", at: entry.id, in: item.id });
    if (entries.length === 0) run.push({ op: "drained", item: item.id });
  },

  drained(run, node, item) {
    if (run.tokens(item.id) > 0) return;
    if (isUndone(run, node, item)) return;
    run.push({ op: "finish", item: item.id });
  },
};

/** A completed sub-process that came back only to be compensated ends without going on. */
function isUndone(run: Run, node: Node, item: Item): boolean {
  if (run.item(item.up)?.kind !== "compensation" || node.isForCompensation) return false;
  run.remove(item);
  run.push({ op: "compensate", item: item.up });
  return true;
}

/** Where a scope begins: its start event, or without one every node that no flow leads to. */
export function entriesOf(scope: Node, item?: Item): readonly Node[] {
  const starts = scope.children.filter((child) => child.spec.kind === "start");
  const chosen = starts.filter((start) => start.id === item?.wait?.["s"]);
  if (chosen.length > 0) return chosen;
  if (starts.length > 0) {
    const none = starts.filter((start) => start.triggers.length === 0);
    return none.length > 0 || !scope.isEventSubProcess ? none.slice(0, 1) : starts.slice(0, 1);
  }
  return scope.children.filter((child) => isEntry(child));
}

/** Whether a token begins here when there is no start event (10.3.1). */
export function isEntry(node: Node): boolean {
  if (node.incoming.length > 0 || node.isEventSubProcess || node.isForCompensation) return false;
  return (
    node.spec.kind !== "boundary" &&
    !node.triggers.some((trigger) => trigger.kind === "link" && node.spec.kind === "catch")
  );
}
