import test from "ava";
import type { DecisionExplained } from "../api/types.ts";
import { explain, standing } from "./explain.ts";
import { byRuleSet } from "./group.ts";

const label = (text: string) => ({ de: text, en: text });
const decision: DecisionExplained = {
  id: "d",
  ruleSetKey: "priority",
  ruleSetVersion: 1,
  ruleSetLabel: label("Priority"),
  instanceId: null,
  elementId: null,
  decidedAt: "2026-11-23T12:00:00Z",
  facts: {},
  verdict: { priority: "P1" },
  inputs: [
    { name: "impact", label: label("Impact"), values: [{ value: "high", label: { de: "hoch", en: "high" } }] },
    { name: "vip", label: label("VIP") },
  ],
  outputs: [{ name: "priority", label: label("Priority") }],
  rows: [
    row("r1", false, false, [{ input: "impact", expected: "low", actual: "high", holds: false }]),
    row("r2", true, true, [
      { input: "impact", expected: "high", actual: "high", holds: true },
      { input: "vip", expected: null, actual: null, holds: true },
    ]),
    row("r3", true, false, []),
  ],
};

test("the reason is the row that decided, with what it asked for, a missing fact included", (t) => {
  const { verdict, reasons, shadowed } = explain(decision);

  t.deepEqual(verdict, [{ name: label("Priority"), value: "P1", words: undefined }]);
  t.deepEqual(
    reasons.map(({ row: number, conditions }) => ({ number, conditions })),
    [
      {
        number: 2,
        conditions: [
          { name: label("Impact"), value: "high", words: { de: "hoch", en: "high" } },
          { name: label("VIP"), value: null, words: undefined },
        ],
      },
    ],
  );
  t.is(shadowed, 1);
});

test("a row decided, came too late, or did not match", (t) => {
  t.deepEqual(decision.rows.map(standing), ["missed", "hit", "shadowed"]);
});

test("verdicts come as a value, an object or a list of objects", (t) => {
  t.deepEqual(explain({ ...decision, verdict: "P1" }).verdict, [
    { name: label("Priority"), value: "P1", words: undefined },
  ]);
  t.is(explain({ ...decision, verdict: [{ priority: "P1" }, { priority: "P2" }] }).verdict.length, 2);
  t.deepEqual(explain({ ...decision, verdict: null }).verdict, []);
});

test("a rule set that was asked several times is told once, by its latest decision", (t) => {
  const earlier = { ...decision, id: "e", decidedAt: "2026-11-23T11:00:00Z" };
  const other = { ...decision, id: "o", ruleSetKey: "sla", decidedAt: "2026-11-23T11:30:00Z" };

  t.deepEqual(
    byRuleSet([earlier, decision, other]).map((group) => [group.latest.id, group.earlier.map((one) => one.id)]),
    [
      ["d", ["e"]],
      ["o", []],
    ],
  );
});

function row(id: string, fired: boolean, hit: boolean, conditions: DecisionExplained["rows"][number]["conditions"]) {
  return { id, fired, hit, conditions, then: {} };
}
