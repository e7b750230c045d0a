import type { JsonObject } from "../base/json.ts";
import type { CompiledRuleSet, ConditionResult, RowResult, TreeResult } from "./compile.ts";
import { hitsOf, verdictOf } from "./hits.ts";
import type { Verdict } from "./hits.ts";
import type { HitPolicy, Labels, RuleRow } from "./ruleSet.ts";

/** A row as it stood when decided: `fired` when all conditions hold, `hit` when the hit policy took it. */
export interface DecisionRow {
  readonly id: string;
  readonly fired: boolean;
  readonly hit: boolean;
  readonly note?: Labels;
  readonly conditions: readonly ConditionResult[];
  readonly where?: TreeResult;
  readonly then: JsonObject;
}

/** A verdict with everything needed to explain it later, even when the rule set has long changed. */
export interface Decision {
  readonly ruleSetKey: string;
  readonly ruleSetVersion: number;
  readonly hitPolicy: HitPolicy;
  /** The inputs of the rule set and nothing else; what was missing is null. */
  readonly facts: JsonObject;
  /** The outputs; a list of them when several rows may hit; null (or an empty list) when none does and there is no default. */
  readonly verdict: Verdict;
  readonly rows: readonly DecisionRow[];
}

/**
 * Decides by the hit policy (DMN 1.3, 8.2.11): `first` in table order, `unique`, `any`, `priority` by the order of the
 * output values; `collect` and `ruleOrder` all in table order, `outputOrder` all by the order of the output values.
 *
 * @throws {Refusal} `rules.unique` when several rows of a unique table hit, `rules.any` when rows of an any table disagree
 */
export async function decide(compiled: CompiledRuleSet, facts: JsonObject): Promise<Decision> {
  const { ruleSet } = compiled;
  const known = Object.fromEntries(ruleSet.inputs.map(({ name }) => [name, facts[name] ?? null]));
  const results = await compiled.evaluate(known);
  const fired = ruleSet.rows.filter((_, index) => results[index]?.fired);
  const inOrder = hitsOf(ruleSet, fired);
  const hits = new Set(inOrder);
  return {
    ruleSetKey: ruleSet.key,
    ruleSetVersion: ruleSet.version,
    hitPolicy: ruleSet.hitPolicy,
    facts: known,
    verdict: verdictOf(ruleSet, inOrder),
    rows: ruleSet.rows.map((row, index) => rowOf(row, results[index], hits.has(row))),
  };
}

function rowOf(row: RuleRow, result: RowResult | undefined, hit: boolean): DecisionRow {
  return {
    id: row.id,
    fired: result?.fired ?? false,
    hit,
    ...(row.note === undefined ? {} : { note: row.note }),
    conditions: result?.conditions ?? [],
    ...(result?.where === undefined ? {} : { where: result.where }),
    then: row.then,
  };
}
