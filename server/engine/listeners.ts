import type { Node } from "./model.ts";
import type { Run } from "./run.ts";
import type { Item } from "./state.ts";
import { arm, draft } from "./triggers.ts";
import type { Draft } from "./triggers.ts";
import { variablesOf } from "./variables.ts";

/** Evaluates the listeners of several events, before anything changes. @throws {Fault} */
export function drafted(run: Run, events: readonly Node[], item: Item): readonly Draft[] {
  if (events.length === 0) return [];
  const variables = variablesOf(run, item);
  return events.flatMap((event) => draft(event, variables) ?? []);
}

/** Arms listeners below the item that they listen for. */
export function listen(run: Run, drafts: readonly Draft[], item: Item): void {
  for (const each of drafts) arm(run, each, item.id, ["subscription", "guard"]);
}

/** The start events of the event sub-processes of a scope (10.3.5). */
export function eventStarts(scope: Node): readonly Node[] {
  if (scope.children.length === 0) return [];
  return scope.children
    .filter((child) => child.isEventSubProcess)
    .flatMap((child) => child.children.filter((inner) => inner.spec.kind === "start"));
}
