import { Engine, Fact } from "json-rules-engine";
import type { EngineResult, RuleResult } from "json-rules-engine";
import type { Json, JsonObject } from "../base/json.ts";
import { holds } from "./cell.ts";
import type { Cell } from "./cell.ts";
import type { RuleSet } from "./ruleSet.ts";

/** What one condition of one row found. */
export interface ConditionResult {
  readonly input: string;
  readonly expected: Cell;
  readonly actual: Json;
  readonly holds: boolean;
}

/** Whether all conditions of a row hold, and each of them. */
export interface RowResult {
  readonly id: string;
  readonly fired: boolean;
  readonly conditions: readonly ConditionResult[];
}

/** A rule set with its engine kept warm. Build one per version and keep it. */
export interface CompiledRuleSet {
  readonly ruleSet: RuleSet;
  /** Every row of the table in its order, every condition evaluated. */
  evaluate(facts: JsonObject): Promise<readonly RowResult[]>;
}

/**
 * Compiles a rule set to rules of json-rules-engine. All rules and conditions have one priority, so that nothing is cut
 * short and every condition can be explained; hit policies are `decide`'s.
 */
export function compileRuleSet(ruleSet: RuleSet): CompiledRuleSet {
  const engine = new Engine(
    ruleSet.rows.map((row) => ({
      name: row.id,
      conditions: { all: Object.entries(row.when).map(([fact, value]) => ({ fact, operator: "matches", value })) },
      event: { type: "row" },
    })),
  );
  engine.addOperator("matches", (actual: Json, cell: Cell) => holds(cell, actual));
  // A run that ends stops every other run of the same engine before its rules are looked at, silently. One at a time.
  let last: Promise<unknown> = Promise.resolve();
  return {
    ruleSet,
    evaluate: async (facts) => {
      const run = last.then(() => engine.run(factsOf(ruleSet, facts)));
      last = run.catch(() => undefined);
      return rowsOf(ruleSet, facts, await run);
    },
  };
}

/** Without a cache key per fact a run takes half the time; constant facts need no cache. */
function factsOf(ruleSet: RuleSet, facts: JsonObject): Record<string, Fact<Json>> {
  return Object.fromEntries(
    ruleSet.inputs.map(({ name }) => [name, new Fact<Json>(name, facts[name] ?? null, { cache: false })]),
  );
}

function rowsOf(ruleSet: RuleSet, facts: JsonObject, outcome: EngineResult): readonly RowResult[] {
  const byName = new Map([...outcome.results, ...outcome.failureResults].map((result) => [result.name, result]));
  return ruleSet.rows.map((row) => {
    const result = byName.get(row.id);
    if (!result)
      throw new Error(`Expected a result for row ${row.id} of rule set ${ruleSet.key}, but the engine gave none`);
    const verdicts = conditionVerdicts(result);
    const conditions = Object.entries(row.when).map(([input, expected]) => ({
      input,
      expected,
      actual: facts[input] ?? null,
      holds: verdicts.get(input) ?? false,
    }));
    return { id: row.id, fired: result.result === true, conditions };
  });
}

function conditionVerdicts(result: RuleResult): ReadonlyMap<string, boolean> {
  const verdicts = new Map<string, boolean>();
  for (const condition of "all" in result.conditions ? result.conditions.all : []) {
    if ("fact" in condition && "result" in condition) verdicts.set(condition.fact, condition.result === true);
  }
  return verdicts;
}
