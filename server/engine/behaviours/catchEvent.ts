import type { Node } from "../model.ts";
import type { Item } from "../state.ts";
import { arm, draft, dueOf, triggerOf } from "../triggers.ts";
import type { Wait } from "../types.ts";
import { variablesOf } from "../variables.ts";
import type { Behaviour } from "./behaviour.ts";
import { asText } from "../text.ts";

/** An intermediate catch event (10.5.4): the token waits until it happens. The target of a link is passed at once. */
export const catchEvent: Behaviour = {
  arrive(run, node, scope) {
    const waits = draft(node, variablesOf(run, scope));
    run.fact("element.entered", node.id);
    if (waits) arm(run, waits, scope.id, ["wait", "holder"]);
    else {
      run.fact("element.completed", node.id);
      run.push({ op: "leave", at: node.id, in: scope.id });
    }
  },

  describe(_memory, node, item) {
    return describeTrigger(node, item);
  },
};

/** A boundary event waits beside its activity; armed as that begins, see `listeners.ts` (10.5.4). */
export const boundaryEvent: Behaviour = {
  describe(_memory, node, item) {
    return describeTrigger(node, item);
  },
};

/** The wait of an event as the outside sees it. */
export function describeTrigger(node: Node, item: Item): Wait {
  const base = { id: String(item.id), elementId: node.id };
  const trigger = triggerOf(node, item);
  const stored = item.wait?.["n"];
  const named = (fallback: string): string => (typeof stored === "string" ? stored : fallback);
  if (trigger?.kind === "message") {
    const key = item.wait?.["k"];
    const keyed = key === undefined ? {} : { correlationKey: asText(key) };
    return { ...base, kind: "message", name: named(trigger.name.text), ...keyed };
  }
  if (trigger?.kind === "signal") return { ...base, kind: "signal", name: named(trigger.name.text) };
  if (trigger?.kind === "timer") return { ...base, kind: "timer", due: dueOf(item.wait) };
  return { ...base, kind: "condition" };
}
