import { Refusal } from "../../../base/refusal.ts";
import { compileRuleSet } from "../../../decisions/compile.ts";
import { parseRuleSet } from "../../../decisions/ruleSet.ts";
import { runRuleTests } from "../../../decisions/ruleTests.ts";
import type { RuleTestRun } from "../../../decisions/ruleTests.ts";
import type { TestRun } from "../../../definitions/checks.ts";
import type { Held, Holdings } from "../../../definitions/holdings.ts";
import { nameOf } from "../../../definitions/parts.ts";
import type { PartKey } from "../../../definitions/parts.ts";
import type { Covered } from "../../../scenarios/report.ts";

/** What came of the unit tests of rule sets. */
export interface RuleTrial {
  /** Those of the draft's own rule sets. */
  readonly tests: readonly TestRun[];
  /** How often each row of each rule set was taken: it counts as covered. */
  readonly tested: Covered["rows"];
}

/** Runs the unit tests of all rule sets that a tenant holds, the draft's among them. */
export async function testRules(parts: readonly PartKey[], holdings: Holdings): Promise<RuleTrial> {
  const own = new Set(parts.map(nameOf));
  const tests: TestRun[] = [];
  const tested: Record<string, Record<string, number>> = {};
  for (const held of [...holdings.values()].filter(({ kind }) => kind === "ruleSet")) {
    const run = await runOf(held);
    if (run === undefined) continue;
    tested[held.key] = Object.fromEntries(run.coverage.rows.map((row) => [row.id, row.tests]));
    if (own.has(nameOf(held))) tests.push(...run.results.map((result) => testRun(held.key, result)));
  }
  return { tests, tested };
}

function testRun(key: string, { id, name, passed, message, refused }: RuleTestRun["results"][number]): TestRun {
  const failures = message === undefined ? [] : [{ place: id, code: refused ?? "rules.test", message }];
  return { kind: "ruleSet", key, title: name, isGreen: passed, failures };
}

/** Nothing of what is no rule set: that has been told as a finding. */
async function runOf({ body }: Held): Promise<RuleTestRun | undefined> {
  try {
    return await runRuleTests(compileRuleSet(parseRuleSet(body)));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
