import { canonical } from "../base/json.ts";
import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { RuleRow, RuleSet } from "./ruleSet.ts";

/** What a rule set says: its outputs; a list of them with policies that take several rows; null when nothing is said. */
export type Verdict = JsonObject | readonly JsonObject[] | null;

/**
 * The rows the hit policy takes of those that fired, in the order of the verdict (DMN 1.3, 8.2.11).
 *
 * @throws {Refusal} `rules.unique` several rows of a unique table fired; `rules.any` rows of an any table disagree
 */
export function hitsOf(ruleSet: RuleSet, fired: readonly RuleRow[]): readonly RuleRow[] {
  switch (ruleSet.hitPolicy) {
    case "collect":
    case "ruleOrder":
      return fired;
    case "outputOrder":
      return fired.toSorted((a, b) => byOutputValues(ruleSet, a, b));
    case "first":
      return fired.slice(0, 1);
    case "priority":
      return fired.toSorted((a, b) => byOutputValues(ruleSet, a, b)).slice(0, 1);
    case "unique":
      if (fired.length > 1) throw ambiguous(ruleSet, fired);
      return fired;
    case "any":
      if (new Set(fired.map((row) => canonical(row.then))).size > 1) throw contradictory(ruleSet, fired);
      return fired.slice(0, 1);
  }
}

/** Whether several rows can be taken, so that the verdict is a list (or an aggregate) rather than one row's outputs. */
export function takesSeveral(ruleSet: Pick<RuleSet, "hitPolicy">): boolean {
  return ruleSet.hitPolicy === "collect" || ruleSet.hitPolicy === "ruleOrder" || ruleSet.hitPolicy === "outputOrder";
}

/** The verdict that the rows taken make. */
export function verdictOf(ruleSet: RuleSet, hits: readonly RuleRow[]): Verdict {
  if (!takesSeveral(ruleSet)) return hits[0]?.then ?? ruleSet.default ?? null;
  const all = hits.length > 0 || ruleSet.default === undefined ? hits.map((row) => row.then) : [ruleSet.default];
  return ruleSet.aggregation === undefined ? all : aggregate(ruleSet, all);
}

/** Outputs left to right; a value that is not listed comes last; ties stay in table order. */
export function byOutputValues(ruleSet: RuleSet, a: RuleRow, b: RuleRow): number {
  for (const output of ruleSet.outputs) {
    const rank = (row: RuleRow) => {
      const index = output.values?.findIndex(({ value }) => value === row.then[output.name]) ?? -1;
      return index < 0 ? Number.MAX_SAFE_INTEGER : index;
    };
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
  }
  return 0;
}

/** One value of all: of no hit the count is 0, and sum, least and greatest are null, as FEEL has it. */
function aggregate({ outputs, aggregation }: RuleSet, all: readonly JsonObject[]): JsonObject {
  const name = outputs[0]?.name ?? "";
  const numbers = all.map((each) => each[name]).filter((value) => typeof value === "number");
  switch (aggregation) {
    case "count":
      return { [name]: all.length };
    case "min":
      return { [name]: numbers.length === 0 ? null : numbers.reduce((a, b) => Math.min(a, b)) };
    case "max":
      return { [name]: numbers.length === 0 ? null : numbers.reduce((a, b) => Math.max(a, b)) };
    case "sum":
    case undefined:
      return { [name]: numbers.length === 0 ? null : numbers.reduce((a, b) => a + b) };
  }
}

function ambiguous(ruleSet: RuleSet, fired: readonly RuleRow[]): Refusal {
  const ids = fired.map((row) => row.id).join(", ");
  return new Refusal(
    "unprocessable",
    "rules.unique",
    `Expected one row of rule set ${ruleSet.key} to hit, but ${ids} do`,
  );
}

function contradictory(ruleSet: RuleSet, fired: readonly RuleRow[]): Refusal {
  const ids = fired.map((row) => row.id).join(", ");
  return new Refusal(
    "unprocessable",
    "rules.any",
    `Expected rows of rule set ${ruleSet.key} that hit together to agree, but ${ids} do not`,
  );
}
