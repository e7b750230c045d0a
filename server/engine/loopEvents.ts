import { isTrue } from "./flow.ts";
import type { Node, Trigger } from "./model.ts";
import type { Run } from "./run.ts";
import type { Item } from "./state.ts";
import { overlay, variablesOf } from "./variables.ts";

/**
 * The events that a multi-instance activity throws as one more instance completes (table 10.29, `behavior`): at each
 * one (None), at the first (One), or as conditions say (Complex). They can be caught on its own boundary.
 *
 * @throws {Fault} `engine.expression`
 */
export function dueEvents(run: Run, node: Node, body: Item): readonly Trigger[] {
  const spec = node.loop;
  const completed = (body.loop?.completed ?? 0) + 1;
  switch (spec?.behavior) {
    case undefined:
    case "All":
      return [];
    case "One":
      return completed === 1 && spec?.event ? [spec.event] : [];
    case "None":
      return spec?.event ? [spec.event] : [];
    case "Complex": {
      const variables = overlay({ nrOfCompletedInstances: completed }, variablesOf(run, body));
      const wanted = spec?.complex.filter(({ condition }) => isTrue(condition.evaluate(variables), condition.text));
      return (wanted ?? []).map(({ event }) => event);
    }
  }
}
