import { Refusal } from "../base/refusal.ts";
import type { JsonObject } from "../base/json.ts";
import type { CompiledRuleSet, ConditionResult, RowResult } from "./compile.ts";
import type { HitPolicy, Labels, RuleRow, RuleSet } from "./ruleSet.ts";

/** A row as it stood when decided: `fired` when all conditions hold, `hit` when the hit policy took it. */
export interface DecisionRow {
  readonly id: string;
  readonly fired: boolean;
  readonly hit: boolean;
  readonly note?: Labels;
  readonly conditions: readonly ConditionResult[];
  readonly then: JsonObject;
}

/** A verdict with everything needed to explain it later, even when the rule set has long changed. */
export interface Decision {
  readonly ruleSetKey: string;
  readonly ruleSetVersion: number;
  readonly hitPolicy: HitPolicy;
  /** The inputs of the rule set and nothing else; what was missing is null. */
  readonly facts: JsonObject;
  /** The outputs; a list of them with `collect`; null (or an empty list) when nothing hits and there is no default. */
  readonly verdict: JsonObject | readonly JsonObject[] | null;
  readonly rows: readonly DecisionRow[];
}

/**
 * Decides by the hit policy (DMN 1.5, 8.2.10): `first` in table order, `unique`, `priority` by the order of the output
 * values, `collect` all in table order.
 *
 * @throws {Refusal} `rules.unique` when several rows of a unique table hit
 */
export async function decide(compiled: CompiledRuleSet, facts: JsonObject): Promise<Decision> {
  const { ruleSet } = compiled;
  const known = Object.fromEntries(ruleSet.inputs.map(({ name }) => [name, facts[name] ?? null]));
  const results = await compiled.evaluate(known);
  const fired = ruleSet.rows.filter((_, index) => results[index]?.fired);
  const hits = new Set(hitsOf(ruleSet, fired));
  return {
    ruleSetKey: ruleSet.key,
    ruleSetVersion: ruleSet.version,
    hitPolicy: ruleSet.hitPolicy,
    facts: known,
    verdict: verdictOf(ruleSet, [...hits]),
    rows: ruleSet.rows.map((row, index) => rowOf(row, results[index], hits.has(row))),
  };
}

function hitsOf(ruleSet: RuleSet, fired: readonly RuleRow[]): readonly RuleRow[] {
  switch (ruleSet.hitPolicy) {
    case "collect":
      return fired;
    case "first":
      return fired.slice(0, 1);
    case "priority":
      return fired.toSorted((a, b) => byOutputValues(ruleSet, a, b)).slice(0, 1);
    case "unique":
      if (fired.length > 1) throw ambiguous(ruleSet, fired);
      return fired;
  }
}

/** Outputs left to right; a value that is not listed comes last; ties stay in table order. */
function byOutputValues(ruleSet: RuleSet, a: RuleRow, b: RuleRow): number {
  for (const output of ruleSet.outputs) {
    const rank = (row: RuleRow) => {
      const index = output.values?.findIndex(({ value }) => value === row.then[output.name]) ?? -1;
      return index < 0 ? Number.MAX_SAFE_INTEGER : index;
    };
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
  }
  return 0;
}

function verdictOf(ruleSet: RuleSet, hits: readonly RuleRow[]): Decision["verdict"] {
  if (ruleSet.hitPolicy === "collect") {
    if (hits.length > 0) return hits.map((row) => row.then);
    return ruleSet.default === undefined ? [] : [ruleSet.default];
  }
  return hits[0]?.then ?? ruleSet.default ?? null;
}

function rowOf(row: RuleRow, result: RowResult | undefined, hit: boolean): DecisionRow {
  return {
    id: row.id,
    fired: result?.fired ?? false,
    hit,
    ...(row.note === undefined ? {} : { note: row.note }),
    conditions: result?.conditions ?? [],
    then: row.then,
  };
}

function ambiguous(ruleSet: RuleSet, fired: readonly RuleRow[]): Refusal {
  const ids = fired.map((row) => row.id).join(", ");
  return new Refusal(
    "unprocessable",
    "rules.unique",
    `Expected one row of rule set ${ruleSet.key} to hit, but ${ids} do`,
  );
}
