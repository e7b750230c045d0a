import { canonical, isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { CompiledRuleSet } from "./compile.ts";
import { decide } from "./decide.ts";
import type { Verdict } from "./hits.ts";
import type { Labels, RuleSet, RuleTest } from "./ruleSet.ts";

/** What became of one test. */
export interface RuleTestResult {
  readonly id: string;
  readonly name: Labels;
  readonly passed: boolean;
  /** What came out; null with `refused` when the hit policy refused. */
  readonly verdict: Verdict;
  readonly rows: readonly string[];
  /** The code of the refusal, e.g. `rules.unique`. */
  readonly refused?: string;
  /** Why it failed. */
  readonly message?: Labels;
}

/** Which rows the tests have made decide. */
export interface RuleCoverage {
  /** How many tests each row was taken in, in table order. */
  readonly rows: readonly { readonly id: string; readonly tests: number }[];
  /** How many tests took the default; null when there is none. */
  readonly default: number | null;
  readonly covered: number;
  readonly total: number;
}

/** All tests of a rule set, run. */
export interface RuleTestRun {
  readonly results: readonly RuleTestResult[];
  readonly passed: number;
  readonly failed: number;
  readonly coverage: RuleCoverage;
}

/** Runs unit tests of a rule set through the engine, its own or others. A refusal fails its test, not the run. */
export async function runRuleTests(
  compiled: CompiledRuleSet,
  tests: readonly RuleTest[] = compiled.ruleSet.tests ?? [],
): Promise<RuleTestRun> {
  const results: RuleTestResult[] = [];
  for (const test of tests) results.push(await runOne(compiled, test));
  const passed = results.filter((result) => result.passed).length;
  return { results, passed, failed: results.length - passed, coverage: coverageOf(compiled.ruleSet, results) };
}

async function runOne(compiled: CompiledRuleSet, test: RuleTest): Promise<RuleTestResult> {
  const { id, name, facts, expect } = test;
  try {
    const { verdict, rows } = await decide(compiled, facts);
    const hits = rows.filter((row) => row.hit).map((row) => row.id);
    const message = complaintOf(expect, verdict, hits);
    return {
      id,
      name,
      passed: message === undefined,
      verdict,
      rows: hits,
      ...(message === undefined ? {} : { message }),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code } = error;
    const message = { de: `Die Trefferregel lehnt ab (${code})`, en: error.message };
    return { id, name, passed: false, verdict: null, rows: [], refused: code, message };
  }
}

function complaintOf(expect: RuleTest["expect"], verdict: Verdict, rows: readonly string[]): Labels | undefined {
  if (expect.rows !== undefined && !isSameSet(expect.rows, rows)) {
    const [wanted, got] = [expect.rows.join(", "), rows.join(", ")];
    return {
      de: `Erwartet: Zeilen ${wanted || "keine"}; entschieden haben: ${got || "keine"}`,
      en: `Expected rows ${wanted || "none"}, but ${got || "none"} decided`,
    };
  }
  if (expect.verdict === undefined || agrees(expect.verdict, verdict)) return undefined;
  const [wanted, got] = [canonical(expect.verdict), canonical(verdict)];
  return { de: `Erwartet: ${wanted}; herausgekommen ist ${got}`, en: `Expected ${wanted}, but it is ${got}` };
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}

/** Outputs that are not named may be anything. */
function agrees(expected: Json, actual: Json): boolean {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return expected.length === actual.length && expected.every((each: Json, at) => agrees(each, actual[at] ?? null));
  }
  if (!isObject(expected) || !isObject(actual)) return canonical(expected) === canonical(actual);
  const outcome: JsonObject = actual;
  return Object.entries(expected).every(([name, value]) => canonical(value) === canonical(outcome[name] ?? null));
}

function coverageOf(ruleSet: RuleSet, results: readonly RuleTestResult[]): RuleCoverage {
  const rows = ruleSet.rows.map(({ id }) => ({ id, tests: results.filter((each) => each.rows.includes(id)).length }));
  const silent = results.filter(({ rows: hits, refused }) => hits.length === 0 && refused === undefined).length;
  const parts = [...rows.map(({ tests }) => tests), ...(ruleSet.default === undefined ? [] : [silent])];
  return {
    rows,
    default: ruleSet.default === undefined ? null : silent,
    covered: parts.filter((tests) => tests > 0).length,
    total: parts.length,
  };
}
