import test from "ava";
import { Refusal } from "../base/refusal.ts";
import type { JsonObject } from "../base/json.ts";
import { holds } from "./cell.ts";
import { compileRuleSet } from "./compile.ts";
import { decide } from "./decide.ts";
import { explain } from "./explain.ts";
import { parseRuleSet } from "./ruleSet.ts";

const label = (text: string) => ({ de: text, en: text });
const matrix = {
  key: "priority_matrix",
  version: 3,
  label: { de: "Priorität", en: "Priority" },
  hitPolicy: "first",
  inputs: [
    {
      name: "impact",
      type: "string",
      label: { de: "Auswirkung", en: "Impact" },
      values: [{ value: "high", label: { de: "hoch", en: "high" } }],
    },
    { name: "devices", type: "number", label: { de: "Geräte", en: "Devices" } },
    { name: "vip", type: "boolean", label: { de: "VIP", en: "VIP" } },
  ],
  outputs: [
    { name: "priority", type: "string", label: { de: "Priorität", en: "Priority" }, values: ["P1", "P2", "P3"] },
  ],
  rows: [
    { id: "1", when: { impact: "high", devices: { ">=": 5 } }, then: { priority: "P1" } },
    { id: "2", when: { impact: ["high", "medium"] }, then: { priority: "P2" } },
    { id: "3", when: { vip: true }, then: { priority: "P1" } },
    { id: "4", when: { impact: { not: "high" }, devices: { ">": 0, "<": 3 } }, then: { priority: "P3" } },
  ],
};
const tableWith = (changes: object) => compileRuleSet(parseRuleSet({ ...matrix, ...changes }));

test("first: the first row that fires decides, later ones are told as fired", async (t) => {
  const decision = await decide(tableWith({}), { impact: "high", devices: 7, vip: true, other: "unused" });

  t.deepEqual(decision.verdict, { priority: "P1" });
  t.deepEqual(decision.facts, { impact: "high", devices: 7, vip: true });
  t.deepEqual(
    decision.rows.map(({ id, fired, hit }) => [id, fired, hit]),
    [
      ["1", true, true],
      ["2", true, false],
      ["3", true, false],
      ["4", false, false],
    ],
  );
});

test("every condition of every row is evaluated, also beside one that failed", async (t) => {
  const decision = await decide(tableWith({}), { impact: "low", devices: 7 });

  t.deepEqual(decision.rows[3]?.conditions, [
    { input: "impact", expected: { not: "high" }, actual: "low", holds: true },
    { input: "devices", expected: { ">": 0, "<": 3 }, actual: 7, holds: false },
  ]);
});

test("facts that are missing are null, and nothing hit means null or the default", async (t) => {
  t.is((await decide(tableWith({}), {})).verdict, null);
  t.deepEqual((await decide(tableWith({ default: { priority: "P3" } }), {})).verdict, { priority: "P3" });
  t.deepEqual((await decide(tableWith({ hitPolicy: "collect" }), {})).verdict, []);
});

test("collect: all rows that fire, in table order", async (t) => {
  const decision = await decide(tableWith({ hitPolicy: "collect" }), { impact: "high", devices: 7, vip: true });

  t.deepEqual(decision.verdict, [{ priority: "P1" }, { priority: "P2" }, { priority: "P1" }]);
});

test("priority: the order of the output values decides, not of the rows", async (t) => {
  const decision = await decide(tableWith({ hitPolicy: "priority" }), { impact: "medium", devices: 1, vip: true });

  t.deepEqual(decision.verdict, { priority: "P1" });
  t.deepEqual(
    decision.rows.filter((row) => row.hit).map((row) => row.id),
    ["3"],
  );
});

test("unique: several hits are refused by name, one is the verdict", async (t) => {
  const unique = tableWith({ hitPolicy: "unique" });

  const refusal = await t.throwsAsync(decide(unique, { impact: "high", devices: 7 }), { instanceOf: Refusal });

  t.is(refusal.code, "rules.unique");
  t.deepEqual((await decide(unique, { impact: "medium", devices: 4 })).verdict, { priority: "P2" });
});

test("a row without conditions always fires", async (t) => {
  const decision = await decide(tableWith({ rows: [{ id: "else", when: {}, then: { priority: "P3" } }] }), {});

  t.deepEqual(decision.verdict, { priority: "P3" });
});

test("nothing is converted: text is no number, null is not less than anything", (t) => {
  t.false(holds({ ">=": 5 }, "7"));
  t.false(holds({ "<": 5 }, null));
  t.false(holds(1, true));
  t.true(holds([null, "none"], null));
  t.true(holds({ ">": "2026-01-01" }, "2026-11-22"));
});

test("a thousand decisions at once through one warm engine equal the same decisions one by one", async (t) => {
  const compiled = tableWith({});
  const all: JsonObject[] = Array.from({ length: 1000 }, (_, index) => ({
    impact: ["high", "medium", "low"][index % 3],
    devices: index % 9,
    vip: index % 7 === 0,
  }));

  const together = await Promise.all(all.map((facts) => decide(compiled, facts)));

  for (const [index, facts] of all.entries()) t.deepEqual(together[index], await decide(compiled, facts));
});

test("each row is explained in one sentence in German and English", async (t) => {
  const ruleSet = parseRuleSet(matrix);
  const decision = await decide(compileRuleSet(ruleSet), { impact: "high", devices: 2 });

  t.deepEqual(
    explain(ruleSet, decision, "de").map((reason) => reason.text),
    [
      "Zeile 1 trifft nicht zu: Geräte ist 2, erwartet war mindestens 5.",
      "Zeile 2 entscheidet (Priorität = P2), denn Auswirkung ist hoch.",
      "Zeile 3 trifft nicht zu: VIP ist leer, erwartet war ja.",
      "Zeile 4 trifft nicht zu: Auswirkung ist hoch, erwartet war nicht hoch.",
    ],
  );
  t.is(explain(ruleSet, decision, "en")[1]?.text, "Row 2 decides (Priority = P2), because Impact is high.");
});

test("a fired row that was beaten and one without conditions say so", async (t) => {
  const ruleSet = parseRuleSet({
    ...matrix,
    label: label("x"),
    rows: [
      { id: "a", when: {}, then: { priority: "P1" } },
      { id: "b", when: {}, then: {} },
    ],
  });
  const decision = await decide(compileRuleSet(ruleSet), {});

  t.deepEqual(
    explain(ruleSet, decision, "en").map((reason) => reason.text),
    [
      "Row a decides (Priority = P1), because it sets no condition.",
      "Row b applies, but another one takes precedence.",
    ],
  );
});
