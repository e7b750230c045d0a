import { Engine, Fact } from "json-rules-engine";
import type { EngineResult, NestedCondition, RuleProperties, RuleResult } from "json-rules-engine";
import type { Json, JsonObject } from "../base/json.ts";
import { holds } from "./cell.ts";
import type { Cell } from "./cell.ts";
import { comparable, comparableCell } from "./comparable.ts";
import type { Condition } from "./condition.ts";
import type { RuleRow, RuleSet } from "./ruleSet.ts";

/** What one condition of one row found. */
export interface ConditionResult {
  readonly input: string;
  readonly expected: Cell;
  readonly actual: Json;
  readonly holds: boolean;
}

/** What a row's condition tree found, in the tree's own form. */
export type TreeResult =
  | { readonly all: readonly TreeResult[]; readonly holds: boolean }
  | { readonly any: readonly TreeResult[]; readonly holds: boolean }
  | { readonly not: TreeResult; readonly holds: boolean }
  | ConditionResult;

/** Whether all conditions of a row hold, and each of them. */
export interface RowResult {
  readonly id: string;
  readonly fired: boolean;
  readonly conditions: readonly ConditionResult[];
  readonly where?: TreeResult;
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
  const engine = new Engine(ruleSet.rows.map((row) => ruleOf(ruleSet, row)));
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

function ruleOf(ruleSet: RuleSet, row: RuleRow): RuleProperties {
  const leaf = (fact: string, cell: Cell) => {
    const column = ruleSet.inputs.find(({ name }) => name === fact);
    return { fact, operator: "matches", value: comparableCell(column, cell) };
  };
  const cells = Object.entries(row.when).map(([fact, cell]) => leaf(fact, cell));
  const tree = row.where === undefined ? [] : [nested(row.where, leaf)];
  return { name: row.id, conditions: { all: [...cells, ...tree] }, event: { type: "row" } };
}

function nested(condition: Condition, leaf: (fact: string, cell: Cell) => NestedCondition): NestedCondition {
  if ("input" in condition) return leaf(condition.input, condition.is);
  if ("not" in condition) return { not: nested(condition.not, leaf) };
  if ("all" in condition) return { all: condition.all.map((each) => nested(each, leaf)) };
  return { any: condition.any.map((each) => nested(each, leaf)) };
}

/** Without a cache key per fact a run takes half the time; constant facts need no cache. */
function factsOf(ruleSet: RuleSet, facts: JsonObject): Record<string, Fact<Json>> {
  return Object.fromEntries(
    ruleSet.inputs.map(({ name, type }) => [
      name,
      new Fact<Json>(name, comparable(type, facts[name] ?? null), { cache: false }),
    ]),
  );
}

function rowsOf(ruleSet: RuleSet, facts: JsonObject, outcome: EngineResult): readonly RowResult[] {
  const byName = new Map([...outcome.results, ...outcome.failureResults].map((result) => [result.name, result]));
  return ruleSet.rows.map((row) => {
    const result = byName.get(row.id);
    if (!result)
      throw new Error(`Expected a result for row ${row.id} of rule set ${ruleSet.key}, but the engine gave none`);
    const parts = "all" in result.conditions ? result.conditions.all : [];
    const verdicts = conditionVerdicts(parts.slice(0, Object.keys(row.when).length));
    const conditions = Object.entries(row.when).map(([input, expected]) => ({
      input,
      expected,
      actual: facts[input] ?? null,
      holds: verdicts.get(input) ?? false,
    }));
    const tree = parts.at(-1);
    const where = row.where === undefined || tree === undefined ? {} : { where: treeOf(row.where, tree, facts) };
    return { id: row.id, fired: result.result === true, conditions, ...where };
  });
}

type Part = RuleResult["conditions"] | NestedCondition;

function conditionVerdicts(parts: readonly Part[]): ReadonlyMap<string, boolean> {
  const verdicts = new Map<string, boolean>();
  for (const part of parts) if ("fact" in part) verdicts.set(part.fact, heldOf(part));
  return verdicts;
}

/** The engine leaves its findings on the conditions it was given, in their order. */
function treeOf(condition: Condition, part: Part, facts: JsonObject): TreeResult {
  const verdict = heldOf(part);
  if ("input" in condition)
    return { input: condition.input, expected: condition.is, actual: facts[condition.input] ?? null, holds: verdict };
  const children = "all" in part ? part.all : "any" in part ? part.any : "not" in part ? [part.not] : [];
  const inner = (each: Condition, index: number) => treeOf(each, children[index] ?? part, facts);
  if ("not" in condition) return { not: inner(condition.not, 0), holds: verdict };
  if ("all" in condition) return { all: condition.all.map(inner), holds: verdict };
  return { any: condition.any.map(inner), holds: verdict };
}

function heldOf(part: Part): boolean {
  return "result" in part && part.result === true;
}
