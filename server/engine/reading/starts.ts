import { isEntry } from "../behaviours/subProcess.ts";
import { Fault } from "../fault.ts";
import type { Expression, Node, Trigger } from "../model.ts";
import { asText } from "../text.ts";
import type { Start } from "../types.ts";
import { variablesIn } from "../variables.ts";

/** How instances of a process can begin: by its start events, instantiating gateways and receive tasks, or without any. */
export function startsOf(root: Node): readonly Start[] {
  const events = root.children.filter((child) => child.spec.kind === "start");
  const starts = events.flatMap((event) => startsAt(event));
  const others = root.children.flatMap((child) => instantiating(child));
  const all = [...starts, ...others];
  if (events.length > 0 || all.length > 0) return all;
  return root.children.some((child) => isEntry(child)) ? [{ kind: "none", elementId: root.id }] : [];
}

function startsAt(event: Node): readonly Start[] {
  if (event.triggers.length === 0) return [{ kind: "none", elementId: event.id }];
  return event.triggers.flatMap((trigger) => startBy(event, trigger) ?? []);
}

function startBy({ id: elementId, parent }: Node, trigger: Trigger): Start | undefined {
  const processId = parent?.id ?? "";
  switch (trigger.kind) {
    case "message":
      return { kind: "message", elementId, name: nameNow(trigger.name, processId) };
    case "signal":
      return { kind: "signal", elementId, name: nameNow(trigger.name, processId) };
    case "timer":
      return {
        kind: "timer",
        elementId,
        schedule: { kind: trigger.timer.kind, expression: trigger.timer.expression.text },
      };
    case "condition":
      return { kind: "condition", elementId, expression: trigger.expression.text };
    default:
      return undefined;
  }
}

/**
 * The name of a start is needed before there are variables; an expression has to do without. Only the process is known
 * (`variableContainer.definitionKey` in Flowable's words).
 */
function nameNow(name: Expression, processId: string): string {
  try {
    return asText(name.evaluate(variablesIn({ variableContainer: { definitionKey: processId } }, new Date(0))));
  } catch (error) {
    if (error instanceof Fault) return name.text;
    throw error;
  }
}

function instantiating(node: Node): readonly Start[] {
  if (node.spec.kind === "receive" && node.instantiates) return startsAt(node);
  if (node.spec.kind !== "eventBased" || !node.instantiates) return [];
  return node.outgoing.flatMap((flow) => startsAt(flow.target));
}
