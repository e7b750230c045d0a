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
const ruleOf = (id: string, when: object, priority = id) => ({ id, when, then: { priority } });
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

test("durations and instants are compared by what they mean, not as texts", async (t) => {
  const inputs = [
    { name: "wait", type: "duration", label: label("Wait") },
    { name: "at", type: "dateTime", label: label("At") },
  ];
  const rows = [
    ruleOf("hour", { wait: "PT1H" }),
    ruleOf("long", { wait: { ">": "PT10H" } }),
    ruleOf("late", { at: { ">=": "2026-01-01T12:00:00Z" } }),
  ];
  const timed = tableWith({ inputs, rows, hitPolicy: "collect" });
  const verdictOf = async (facts: JsonObject) =>
    (await decide(timed, facts)).rows.filter(({ hit }) => hit).map(({ id }) => id);

  t.deepEqual(await verdictOf({ wait: "PT60M" }), ["hour"]);
  t.deepEqual(await verdictOf({ wait: "P1D" }), ["long"]);
  t.deepEqual(await verdictOf({ wait: "PT9H" }), []);
  t.deepEqual(await verdictOf({ at: "2026-01-01T13:00:00+02:00" }), []);
  t.deepEqual(await verdictOf({ at: "2026-01-01T11:00:00-02:00" }), ["late"]);
  t.deepEqual(await verdictOf({ at: "2026-01-01T12:00:00" }), ["late"]);
  t.deepEqual(await verdictOf({ wait: "soon" }), []);
});

test("any: rows that agree are one, rows that do not are refused", async (t) => {
  const any = tableWith({
    hitPolicy: "any",
    rows: [ruleOf("a", { vip: true }, "P1"), ruleOf("b", { devices: 3 }, "P1"), ruleOf("c", { impact: "low" }, "P3")],
  });

  t.deepEqual((await decide(any, { vip: true, devices: 3 })).verdict, { priority: "P1" });
  const refusal = await t.throwsAsync(decide(any, { vip: true, impact: "low" }), { instanceOf: Refusal });
  t.is(refusal.code, "rules.any");
});

test("collect aggregates to one value: of nothing the count is 0 and the others null; output order follows the values", async (t) => {
  const points = { name: "points", type: "number", label: label("Points") };
  const rows = [3, 5].map((value, at) => ({ id: `r${at}`, when: { devices: { ">": at } }, then: { points: value } }));
  const verdictOf = async (aggregation: string, devices: number) =>
    (await decide(tableWith({ hitPolicy: "collect", aggregation, outputs: [points], rows }), { devices })).verdict;
  const order = tableWith({
    hitPolicy: "outputOrder",
    rows: [
      { id: "a", when: {}, then: { priority: "P3" } },
      { id: "b", when: {}, then: { priority: "P1" } },
    ],
  });

  t.deepEqual(await Promise.all(["sum", "min", "max", "count"].map((each) => verdictOf(each, 9))), [
    { points: 8 },
    { points: 3 },
    { points: 5 },
    { points: 2 },
  ]);
  t.deepEqual(await Promise.all(["sum", "count"].map((each) => verdictOf(each, 0))), [{ points: null }, { points: 0 }]);
  t.deepEqual((await decide(order, {})).verdict, [{ priority: "P1" }, { priority: "P3" }]);
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
