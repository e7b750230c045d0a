import test from "ava";
import type { JsonObject } from "../base/json.ts";
import { replayer } from "./replay.ts";
import { parseRuleSet } from "./ruleSet.ts";

const label = (text: string) => ({ de: text, en: text });
const draft = (changes: object) =>
  parseRuleSet({
    key: "priority",
    version: 2,
    label: label("Priority"),
    hitPolicy: "first",
    inputs: [
      { name: "impact", type: "string", label: label("Impact") },
      { name: "vip", type: "boolean", label: label("VIP") },
    ],
    outputs: [
      { name: "priority", type: "string", label: label("Priority") },
      { name: "reason", type: "string", label: label("Reason") },
    ],
    rows: [
      { id: "r1", when: { impact: "high" }, then: { priority: "P1", reason: "impact" } },
      { id: "r2", when: { vip: true }, then: { priority: "P1", reason: "vip" } },
      { id: "r3", when: {}, then: { priority: "P3" } },
    ],
    ...changes,
  });
const recorded = (facts: JsonObject, priority: string) => ({ facts, verdict: { priority } });

test("a decision that comes out alike is the same though the draft has an output more", (t) => {
  const replay = replayer(draft({}));

  t.like(replay(recorded({ impact: "high", vip: false }, "P1")), { kind: "same", rows: ["r1"] });
  t.like(replay(recorded({ impact: "low", vip: true }, "P3")), { kind: "changed", rows: ["r2"] });
});

test("a fact that was not recorded makes a decision unreplayable only where it matters", (t) => {
  const replay = replayer(draft({}));

  t.like(replay(recorded({ impact: "high" }, "P1")), { kind: "same", rows: ["r1"] });
  t.deepEqual(replay(recorded({ impact: "low" }, "P3")), {
    kind: "unreplayable",
    code: "impact.factMissing",
    inputs: ["vip"],
  });
  t.is(replay(recorded({ impact: "low", vip: null }, "P3")).kind, "same");
});

test("a condition tree that asks for a missing fact matters only where its row could fire", (t) => {
  const where = {
    any: [
      { input: "vip", is: true },
      { input: "impact", is: "medium" },
    ],
  };
  const rows = [
    { id: "r1", when: { impact: ["medium", "high"] }, where, then: { priority: "P1" } },
    { id: "r2", when: {}, then: { priority: "P3" } },
  ];
  const replay = replayer(draft({ rows }));

  t.is(replay(recorded({ impact: "low" }, "P3")).kind, "same");
  t.is(replay(recorded({ impact: "high" }, "P3")).kind, "unreplayable");
});

test("what the draft's hit policy would refuse is told", (t) => {
  const replay = replayer(draft({ hitPolicy: "unique" }));

  t.deepEqual(replay(recorded({ impact: "high", vip: true }, "P1")), { kind: "refused", code: "rules.unique" });
});
