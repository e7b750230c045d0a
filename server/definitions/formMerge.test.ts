import test from "ava";
import { canonical, isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { diffTree } from "./diffTree.ts";
import { formAnatomy, mergeForms, mergeScenarios } from "./formMerge.ts";

const both = (text: string) => ({ de: text, en: text });
const field = (key: string, more: JsonObject = {}): JsonObject => ({ key, type: "text", label: both(key), ...more });
const form = (...fields: readonly JsonObject[]): JsonObject => ({ key: "f", version: 1, title: both("F"), fields });
const keysOf = ({ fields }: JsonObject): readonly unknown[] =>
  Array.isArray(fields) ? fields.map((each: Json) => (isObject(each) ? each["key"] : each)) : [];

test("fields that each side changed alone are merged without asking, property by property", (t) => {
  const base = form(field("a"), field("b"));
  const ours = form(field("a", { required: true }), field("b"), field("mine"));
  const theirs = form(field("a", { label: { de: "A", en: "a" } }), field("b", { maxLength: 5 }), field("yours"));

  const { merged, open } = mergeForms(base, ours, theirs);

  t.deepEqual(open, []);
  t.deepEqual(new Set(keysOf(merged)), new Set(["a", "b", "mine", "yours"]));
  const [a, b] = merged["fields"] as readonly JsonObject[]; // a merged form has fields
  t.deepEqual(a, field("a", { required: true, label: { de: "A", en: "a" } }));
  t.is(b?.["maxLength"], 5);
});

test("a label that both changed is one decision for that language only", (t) => {
  const base = form(field("a"));
  const ours = form(field("a", { label: { de: "Meins", en: "a" } }));
  const theirs = form(field("a", { label: { de: "Deins", en: "Yours" } }));

  const asked = mergeForms(base, ours, theirs);
  const decided = mergeForms(base, ours, theirs, { "fields/a/label/de": "theirs" });

  t.deepEqual(asked.open, ["fields/a/label/de"]);
  t.deepEqual(decided.open, []);
  t.deepEqual(decided.merged, form(field("a", { label: { de: "Deins", en: "Yours" } })));
});

test("a field that one side deleted and the other changed is asked about", (t) => {
  const base = form(field("a"), field("b"));
  const { conflicts } = mergeForms(base, form(field("b")), form(field("a", { required: true }), field("b")));

  t.deepEqual(
    conflicts.map(({ id, kind }) => [id, kind]),
    [["fields/a", "deletedByOurs"]],
  );
});

const options = (...values: readonly string[]) => values.map((value) => ({ value, label: both(value) }));

test("options are merged one by one", (t) => {
  const base = form(field("a", { type: "enum", options: options("x", "y") }));
  const ours = form(field("a", { type: "enum", options: options("x", "y", "z") }));
  const theirs = form(field("a", { type: "enum", options: options("y") }));

  const { merged, open } = mergeForms(base, ours, theirs);

  t.deepEqual(open, []);
  t.deepEqual(merged, form(field("a", { type: "enum", options: options("y", "z") })));
});

test("scenarios are merged by what they declare; their steps are one decision", (t) => {
  const base = {
    key: "s",
    process: "p",
    steps: [{ do: "complete", element: "u" }],
    jobs: { mail: { outcome: "done" } },
  };
  const ours = { ...base, expect: { state: "completed" }, steps: [] };
  const theirs = { ...base, jobs: { ...base.jobs, print: { outcome: "done" } }, steps: [{ do: "cancel" }] };

  const { merged, open } = mergeScenarios(base, ours, theirs);

  t.deepEqual(open, ["steps"]);
  t.deepEqual(merged, { ...ours, jobs: theirs.jobs });
});

test("two fields of one key cannot be told apart and are refused", (t) => {
  const twice = form(field("a"), field("a"));
  const refusal = t.throws(() => mergeForms(form(), twice, form()), { instanceOf: Refusal });
  t.is(refusal.code, "form.twice");
});

/** Random numbers of a seed (mulberry32): the same edits at every run. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function edited(base: JsonObject, next: (below: number) => number): JsonObject {
  const fields = [...(base["fields"] as readonly JsonObject[])]; // made by `form`
  for (let edits = next(4); edits >= 0; edits -= 1) {
    const at = next(Math.max(fields.length, 1));
    const here = fields[at];
    const kind = next(5);
    if (kind === 0) fields.splice(at, 0, field(`new${next(6)}_${String(fields.length)}`));
    else if (here === undefined) continue;
    else if (kind === 1) fields.splice(at, 1);
    else if (kind === 2) fields[at] = { ...here, label: { de: `Wort ${next(3)}`, en: `Word ${next(3)}` } };
    else if (kind === 3) fields[at] = { ...here, required: next(2) === 0, maxLength: 1 + next(3) };
    else fields.push(...fields.splice(at, 1));
  }
  const known = new Map(fields.map((each) => [each["key"], each]));
  return { ...base, fields: [...known.values()] };
}

test("over 3000 random pairs: identities, symmetry, and no edit lost that nobody was asked about", (t) => {
  let asked = 0;
  for (let seed = 1; seed <= 3000; seed += 1) {
    const next = chance(seed);
    const base = form(...["a", "b", "c", "d", "e"].map((key) => field(key)));
    const [ours, theirs] = [edited(base, next), edited(base, next)];

    t.deepEqual(mergeForms(base, ours, base).merged, ours, `left identity ${seed}`);
    t.deepEqual(mergeForms(base, base, theirs).merged, theirs, `right identity ${seed}`);
    const one = mergeForms(base, ours, theirs);
    const other = mergeForms(base, theirs, ours);
    t.deepEqual(one.open.toSorted(), other.open.toSorted(), `symmetry ${seed}`);
    if (one.open.length === 0) t.is(canonical(one.merged), canonical(other.merged), `symmetric outcome ${seed}`);
    asked += one.open.length;
    for (const side of [ours, theirs]) {
      for (const { id } of lost(base, side, one.merged)) {
        const isAsked = one.conflicts.some((conflict) => isWithin(id, conflict.id) || isWithin(conflict.id, id));
        t.true(isAsked, `seed ${seed}: the edit of ${id} is gone and nobody was asked`);
      }
    }
    const all = Object.fromEntries(one.open.map((id) => [id, "theirs" as const]));
    t.deepEqual(mergeForms(base, ours, theirs, all).open, [], `decided ${seed}`);
  }
  t.true(asked > 500, `only ${asked} conflicts came up`);
});

/** Edits of a side (but for order) that the outcome does not show; what both sides added is compared property by property. */
function lost(before: JsonObject, side: JsonObject, merged: JsonObject) {
  const added = [...keysOf(side)].filter((key) => !keysOf(before).includes(key) && keysOf(merged).includes(key));
  const known = before["fields"] as readonly JsonObject[]; // made by `form`
  const base = { ...before, fields: [...known, ...added.map((key) => ({ key: String(key) }))] };
  const shown = new Map(diffTree(formAnatomy, base, merged).map((change) => [change.id, change]));
  return diffTree(formAnatomy, base, side)
    .filter(({ kind }) => kind !== "moved")
    .filter((change) => {
      const found = shown.get(change.id);
      return found === undefined || canonical(found.after) !== canonical(change.after);
    });
}

function isWithin(id: string, above: string): boolean {
  return id === above || id.startsWith(`${above}/`);
}
