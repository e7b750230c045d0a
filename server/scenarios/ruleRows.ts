import { runRuleTests } from "../decisions/ruleTests.ts";
import type { Repertoire } from "./repertoire.ts";
import type { Covered } from "./report.ts";

/** The rows that the rule sets' own tests have hit, how often each. A test that fails covers nothing. */
export async function rowsTested({ ruleSets }: Repertoire): Promise<Covered["rows"]> {
  const found: Record<string, Record<string, number>> = {};
  for (const [key, compiled] of ruleSets) {
    const { results } = await runRuleTests(compiled);
    const counts: Record<string, number> = {};
    for (const { rows } of results.filter((result) => result.passed))
      for (const row of rows) counts[row] = (counts[row] ?? 0) + 1;
    found[key] = counts;
  }
  return found;
}
