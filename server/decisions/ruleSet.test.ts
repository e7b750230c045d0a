import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { parseRuleSet } from "./ruleSet.ts";

const label = { de: "x", en: "x" };
const sound = {
  key: "sound",
  version: 1,
  label,
  hitPolicy: "first",
  inputs: [{ name: "minutes", type: "number", label }],
  outputs: [
    { name: "priority", type: "string", label },
    { name: "note", type: "string", label },
  ],
  rows: [{ id: "1", when: { minutes: { ">=": 60, "<": 120 } }, then: { priority: "P1" }, note: "an hour" }],
};
const row = (changes: object) => ({ ...sound, rows: [{ ...sound.rows[0], ...changes }] });

test("outputs a row leaves out are null, and a note is told in both languages", (t) => {
  const [first] = parseRuleSet(sound).rows;

  t.deepEqual(first?.then, { priority: "P1", note: null });
  t.deepEqual(first?.note, { de: "an hour", en: "an hour" });
});

for (const [what, json, place] of [
  ["no object", 7, "/"],
  ["an unknown member", { ...sound, extra: 1 }, "/"],
  ["an unknown hit policy", { ...sound, hitPolicy: "some" }, "/hitPolicy"],
  ["an unknown input", row({ when: { hours: 1 } }), "/rows/0/when/hours"],
  ["an unknown output", row({ then: { prio: "P1" } }), "/rows/0/then/prio"],
  ["an unknown operator", row({ when: { minutes: { "=>": 1 } } }), "/rows/0/when/minutes"],
  ["an empty comparison", row({ when: { minutes: {} } }), "/rows/0/when/minutes"],
  ["a value of another type", row({ when: { minutes: "60" } }), "/rows/0/when/minutes"],
  ["a value of another type behind not", row({ when: { minutes: { not: ["60"] } } }), "/rows/0/when/minutes"],
  ["a row id twice", { ...sound, rows: [sound.rows[0], sound.rows[0]] }, "/rows/1"],
  ["an input twice", { ...sound, inputs: [sound.inputs[0], sound.inputs[0]] }, "/inputs/1"],
  ["priority without ordered values", { ...sound, hitPolicy: "priority" }, "/outputs"],
] as const) {
  test(`${what} is refused at its place`, (t) => {
    const refusal = t.throws(() => parseRuleSet(json), { instanceOf: Refusal });

    t.is(refusal.code, "rules.shape");
    t.deepEqual([...new Set(refusal.complaints.map((complaint) => complaint.place))], [place]);
  });
}

test("all mistakes are told at once", (t) => {
  const refusal = t.throws(() => parseRuleSet({ ...row({ when: { a: 1, b: 2 }, then: { c: 3 } }) }), {
    instanceOf: Refusal,
  });

  t.is(refusal.complaints.length, 3);
});
