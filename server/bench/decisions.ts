import { holds } from "../decisions/cell.ts";
import { compileRuleSet } from "../decisions/compile.ts";
import { decide } from "../decisions/decide.ts";
import { parseRuleSet } from "../decisions/ruleSet.ts";
import type { JsonObject } from "../base/json.ts";

/** What a decision through json-rules-engine costs against a plain walk over the same table. Prints microseconds each. */
const label = { de: "x", en: "x" };
const levels = ["high", "medium", "low"];
const ruleSet = parseRuleSet({
  key: "bench",
  version: 1,
  label,
  hitPolicy: "first",
  inputs: ["impact", "urgency", "vip", "securityLevel"].map((name) => ({ name, type: "any", label })),
  outputs: [{ name: "priority", type: "string", label }],
  rows: [
    { id: "s1", when: { securityLevel: ["S1"] }, then: { priority: "P1" } },
    ...levels.flatMap((impact) =>
      levels.map((urgency) => ({
        id: `${impact}-${urgency}`,
        when: { impact, urgency, vip: false },
        then: { priority: "P2" },
      })),
    ),
    { id: "else", when: {}, then: { priority: "P4" } },
  ],
});
const facts: readonly JsonObject[] = levels.flatMap((impact) =>
  levels.map((urgency) => ({ impact, urgency, vip: false })),
);
const compiled = compileRuleSet(ruleSet);
const runs = 2000;

const plain = await microseconds(async (at) => {
  const each = facts[at % facts.length] ?? {};
  const rows = ruleSet.rows.map((row) =>
    Object.entries(row.when).map(([input, cell]) => holds(cell, each[input] ?? null)),
  );
  return rows.findIndex((row) => row.every(Boolean));
});
const engine = await microseconds((at) => decide(compiled, facts[at % facts.length] ?? {}));
const cold = await microseconds((at) => decide(compileRuleSet(ruleSet), facts[at % facts.length] ?? {}));
console.log(
  `rows ${ruleSet.rows.length}: plain ${plain.toFixed(1)} µs, warm engine ${engine.toFixed(1)} µs, engine built each time ${cold.toFixed(1)} µs`,
);
console.log(`ratio warm engine to plain: ${(engine / plain).toFixed(1)}`);

async function microseconds(work: (at: number) => Promise<unknown>): Promise<number> {
  for (let at = 0; at < 200; at += 1) await work(at);
  const start = performance.now();
  for (let at = 0; at < runs; at += 1) await work(at);
  return ((performance.now() - start) * 1000) / runs;
}
