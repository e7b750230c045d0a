import type { DecisionExplained } from "../api/types.ts";

/** The latest decision of a rule set, and those it made before in the same case. */
export type Group = { readonly latest: DecisionExplained; readonly earlier: readonly DecisionExplained[] };

/** Decisions by rule set, newest first: a rule set asked ten times is told once. */
export function byRuleSet(decisions: readonly DecisionExplained[]): readonly Group[] {
  const newestFirst = decisions.toSorted((one, other) => Date.parse(other.decidedAt) - Date.parse(one.decidedAt));
  const groups = Map.groupBy(newestFirst, (decision) => decision.ruleSetKey);
  return [...groups.values()].flatMap(([latest, ...earlier]) => (latest === undefined ? [] : [{ latest, earlier }]));
}
