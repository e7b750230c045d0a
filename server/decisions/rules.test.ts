import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { checkRuleSetBody } from "./check.ts";
import { compileRuleSet } from "./compile.ts";
import { runRuleTests } from "./ruleTests.ts";
import { parseRuleSet } from "./ruleSet.ts";

const folder = join(import.meta.dirname, "../../rules");
const files = (await readdir(folder)).filter((name) => name.endsWith(".json"));
const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), "utf8"));

/** What the checks may say: which facts a table needs, as it has no answer without them. */
const known: Readonly<Record<string, readonly string[]>> = {
  "kpi_rating.json": ["rules.gap.unforeseen"],
  "priority_matrix.json": ["rules.gap.unforeseen"],
};

for (const name of files) {
  test(`${name}: all its tests pass, and they cover every row`, async (t) => {
    const { results, coverage } = await runRuleTests(compileRuleSet(parseRuleSet(await read(name))));

    t.deepEqual(
      results.filter((result) => !result.passed).map(({ id, message }) => `${id}: ${message?.en}`),
      [],
    );
    t.deepEqual(
      coverage.rows.filter(({ tests }) => tests === 0).map(({ id }) => id),
      [],
    );
    t.is(coverage.covered, coverage.total);
  });

  test(`${name}: the static checks find nothing that is not known`, async (t) => {
    const codes = new Set(checkRuleSetBody(await read(name)).map(({ code }) => code));

    t.deepEqual([...codes], [...(known[name] ?? [])]);
  });
}

test("a test that fails says what was expected, in both languages; a refusal of the hit policy fails only its test", async (t) => {
  const label = { de: "x", en: "x" };
  const given = (rows: string[], n: number) => ({ id: `t${n}`, name: label, facts: { n }, expect: { rows } });
  const ruleSet = parseRuleSet({
    key: "unique",
    version: 1,
    label,
    hitPolicy: "unique",
    inputs: [{ name: "n", type: "number", label }],
    outputs: [{ name: "out", type: "string", label }],
    rows: [
      { id: "a", when: { n: { ">": 1 } }, then: { out: "a" } },
      { id: "b", when: { n: { ">": 5 } }, then: { out: "b" } },
    ],
    tests: [given(["a"], 3), given(["b"], 4), given(["b"], 9)],
  });

  const { passed, failed, results, coverage } = await runRuleTests(compileRuleSet(ruleSet));

  t.deepEqual([passed, failed], [1, 2]);
  t.deepEqual(results[1]?.message, {
    de: "Erwartet: Zeilen b; entschieden haben: a",
    en: "Expected rows b, but a decided",
  });
  t.is(results[2]?.refused, "rules.unique");
  t.deepEqual(coverage, {
    rows: [
      { id: "a", tests: 2 },
      { id: "b", tests: 0 },
    ],
    default: null,
    covered: 1,
    total: 2,
  });
});
