import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { canonical } from "../base/json.ts";
import type { JsonObject } from "../base/json.ts";
import { diffRuleSets } from "./diff.ts";
import { mergeRuleSets } from "./merge.ts";
import type { Choice, RuleSetMerge } from "./merge.ts";
import { parseRuleSet } from "./ruleSet.ts";
import { chanceOf, edited, itemsOf, randomRuleSet } from "./testing.ts";
import type { Chance } from "./testing.ts";

const label = (text: string) => ({ de: `${text} (de)`, en: text });
const column = (name: string, type = "string") => ({ name, type, label: label(name) });
const row = (id: string, when: JsonObject, priority: string): JsonObject => ({ id, when, then: { priority } });
const rows = [
  row("r1", { impact: "high", vip: true }, "P1"),
  row("r2", { impact: "high" }, "P2"),
  row("r3", { devices: { ">=": 5 } }, "P2"),
  row("r4", {}, "P3"),
];
const base: JsonObject = {
  key: "priority",
  version: 1,
  label: label("Priority"),
  hitPolicy: "first",
  inputs: [column("impact"), column("vip", "boolean"), column("devices", "number")],
  outputs: [column("priority")],
  rows,
};
const withRows = (...list: JsonObject[]): JsonObject => ({ ...base, rows: list });
const [r1 = {}, r2 = {}, r3 = {}, r4 = {}] = rows;
const idsOf = ({ merged }: RuleSetMerge): readonly string[] => parseRuleSet(merged).rows.map(({ id }) => id);

test("cells of one row changed on both sides come together", (t) => {
  const ours = withRows(r1, { ...r2, when: { impact: "high", vip: false } }, r3, r4);
  const theirs = withRows(r1, { ...r2, then: { priority: "P1" } }, r3, r4);

  const { merged, conflicts } = mergeRuleSets(base, ours, theirs);

  t.deepEqual(conflicts, []);
  t.deepEqual(parseRuleSet(merged).rows[1], {
    id: "r2",
    when: { impact: "high", vip: false },
    then: { priority: "P1" },
  });
});

test("the same cell changed differently is one question, in words, and either answer is obeyed", (t) => {
  const ours = withRows(r1, r2, { ...r3, when: { devices: { ">=": 10 } } }, r4);
  const theirs = withRows(r1, r2, { ...r3, when: { devices: { ">=": 3 } } }, r4);

  const asked = mergeRuleSets(base, ours, theirs);
  const answered = mergeRuleSets(base, ours, theirs, { "rows/r3/when/devices": "theirs" });

  t.deepEqual(asked.open, ["rows/r3/when/devices"]);
  t.like(asked.conflicts[0], {
    kind: "changed",
    place: { part: "rows", row: "r3", column: "devices" },
    ours: { ">=": 10 },
    theirs: { ">=": 3 },
    message: { en: "row r3, devices: changed differently on both sides" },
  });
  t.deepEqual(answered.open, []);
  t.deepEqual(parseRuleSet(answered.merged).rows[2]?.when, { devices: { ">=": 3 } });
});

test("a deleted row that the other side changed is one question; undecided it stays", (t) => {
  const ours = withRows(r1, r3, r4);
  const theirs = withRows(r1, { ...r2, then: { priority: "P1" }, when: { impact: "low" } }, r3, r4);

  const asked = mergeRuleSets(base, ours, theirs);

  t.deepEqual(asked.open, ["rows/r2"]);
  t.is(asked.conflicts[0]?.kind, "deletedByOurs");
  t.deepEqual(idsOf(asked), ["r1", "r2", "r3", "r4"]);
  t.deepEqual(idsOf(mergeRuleSets(base, ours, theirs, { "rows/r2": "ours" })), ["r1", "r3", "r4"]);
});

test("a deleted column takes its cells along, and is one question when the other side works with it", (t) => {
  const ours = {
    ...withRows(row("r1", { impact: "high" }, "P1"), r2, r3, r4),
    inputs: [column("impact"), column("devices", "number")],
  };
  const quiet = withRows(r1, r2, { ...r3, then: { priority: "P1" } }, r4);
  const using = withRows(r1, r2, r3, row("r5", { vip: true }, "P2"), r4);

  const untouched = mergeRuleSets(base, ours, quiet);
  const asked = mergeRuleSets(base, ours, using);
  const gone = mergeRuleSets(base, ours, using, { "inputs/vip": "ours" });

  t.deepEqual(untouched.conflicts, []);
  t.deepEqual(parseRuleSet(untouched.merged).rows[0]?.when, { impact: "high" });
  t.deepEqual(asked.open, ["inputs/vip"]);
  t.deepEqual(parseRuleSet(asked.merged).rows[0]?.when, { impact: "high", vip: true });
  t.deepEqual(
    parseRuleSet(gone.merged).rows.map(({ when }) => when["vip"]),
    Array(5).fill(undefined),
  );
});

const expecting = (name: string) => [{ id: name, name: label(name), facts: {}, expect: { rows: ["r5"] } }];

test("rows that both sides add under one id are two rows, and the tests follow the renamed one", (t) => {
  const ours = { ...withRows(...rows, row("r5", { impact: "low" }, "P4")), tests: expecting("a") };
  const theirs = { ...withRows(...rows, row("r5", { impact: "medium" }, "P2")), tests: expecting("b") };

  const merge = mergeRuleSets(base, ours, theirs);
  const { tests = [] } = parseRuleSet(merge.merged);

  t.deepEqual(merge.conflicts, []);
  t.deepEqual(idsOf(merge), ["r1", "r2", "r3", "r4", "r5", "r5-2"]);
  t.is(merge.renamed.length, 1);
  t.deepEqual(
    tests.map(({ expect }) => expect.rows),
    merge.renamed[0]?.side === "ours" ? [["r5-2"], ["r5"]] : [["r5"], ["r5-2"]],
  );
});

test("a move of one side and an addition of the other are both kept: the addition stays where its neighbours stay", (t) => {
  const ours = withRows(r2, r3, r1, r4);
  const theirs = withRows(r1, row("n", { vip: false }, "P4"), r2, r3, r4);

  const merge = mergeRuleSets(base, ours, theirs);

  t.deepEqual(merge.conflicts, []);
  t.deepEqual(idsOf(merge), ["n", "r2", "r3", "r1", "r4"]);
});

test("rows that both sides add at one place are asked about when they may fire together and disagree", (t) => {
  const mine = row("n1", { impact: "low" }, "P4");
  const yours = row("n2", { devices: { ">": 3 } }, "P1");
  const apart = row("n2", { impact: "medium" }, "P1");

  const asked = mergeRuleSets(base, withRows(r1, mine, r2, r3, r4), withRows(r1, yours, r2, r3, r4));
  const quiet = mergeRuleSets(base, withRows(r1, mine, r2, r3, r4), withRows(r1, apart, r2, r3, r4));
  const answered = mergeRuleSets(base, withRows(r1, mine, r2, r3, r4), withRows(r1, yours, r2, r3, r4), {
    [asked.open[0] ?? ""]: "theirs",
  });

  t.like(asked.conflicts[0], { kind: "addedTogether", ours: ["n1"], theirs: ["n2"] });
  t.deepEqual(quiet.conflicts, []);
  t.deepEqual(idsOf(answered), ["r1", "n2", "n1", "r2", "r3", "r4"]);
  t.deepEqual(answered.open, []);
});

test("moves that cannot both be kept are one question", (t) => {
  const ours = withRows(r3, r1, r2, r4);
  const theirs = withRows(r1, r2, r4, r3);

  t.deepEqual(mergeRuleSets(base, ours, theirs).open, ["rows/*"]);
  t.deepEqual(idsOf(mergeRuleSets(base, ours, theirs, { "rows/*": "ours" })), ["r3", "r1", "r2", "r4"]);
  t.deepEqual(idsOf(mergeRuleSets(base, ours, theirs, { "rows/*": "theirs" })), ["r1", "r2", "r4", "r3"]);
});

test("hit policy and aggregation are one decision", (t) => {
  const points = { ...base, outputs: [column("priority", "number")], hitPolicy: "collect", aggregation: "sum" };
  const ours = { ...points, aggregation: "max" };
  const { aggregation: _, ...theirs } = { ...points, hitPolicy: "first" };

  const merge = mergeRuleSets(points, ours, theirs, { hitPolicy: "theirs" });

  t.deepEqual(
    merge.conflicts.map(({ id }) => id),
    ["hitPolicy"],
  );
  t.like(merge.merged, { hitPolicy: "first" });
  t.false("aggregation" in merge.merged && merge.merged["aggregation"] !== undefined);
});

test("a difference tells cells, rows, moves and columns apart, in words", (t) => {
  const after = withRows(r2, r1, { ...r3, when: { devices: { ">=": 6 } }, note: label("why") });

  const { changes, rows: marked } = diffRuleSets(base, after);

  t.deepEqual(
    changes.map(({ id, kind }) => [id, kind]),
    [
      ["rows/r2", "moved"],
      ["rows/r3/when/devices", "changed"],
      ["rows/r3/note", "added"],
      ["rows/r4", "removed"],
    ],
  );
  t.is(changes[1]?.message.de, "Zeile r3, devices (de): geändert");
  t.deepEqual(marked, { added: [], removed: ["r4"], changed: ["r3"], moved: ["r2"] });
});

const mirrored = (choice: Choice): Choice => (choice === "ours" ? "theirs" : "ours");
const mirroredKind = {
  deletedByOurs: "deletedByTheirs",
  deletedByTheirs: "deletedByOurs",
  changed: "changed",
  order: "order",
  addedTogether: "addedTogether",
} as const;

function trio(chance: Chance, origin: JsonObject): readonly [JsonObject, JsonObject, JsonObject] {
  const times = (body: JsonObject) =>
    Array.from({ length: 1 + chance.below(5) }).reduce<JsonObject>((each) => edited(chance, each), body);
  return [origin, times(origin), times(origin)];
}

const isBefore = (list: ReadonlyMap<string, number> | undefined, a: string, b: string) =>
  (list?.get(a) ?? 0) < (list?.get(b) ?? 0);

/** Decides whatever is asked until nothing is open: one answer may raise another question. */
function answers(
  chance: Chance,
  merge: (given: Readonly<Record<string, Choice>>) => RuleSetMerge,
): Record<string, Choice> {
  const given: Record<string, Choice> = {};
  for (let { open } = merge(given); open.length > 0; { open } = merge(given))
    for (const id of open) given[id] = chance.of(["ours", "theirs"]);
  return given;
}

/** Pairs of rows that a side turned round against the base and the outcome did not. */
function lostMoves(origin: JsonObject, side: JsonObject, outcome: JsonObject): string[] {
  const [before, after, now] = [origin, side, outcome].map(
    (body) => new Map(itemsOf(body["rows"]).map(({ id }, at) => [canonical(id), at])),
  );
  const common = [...(before?.keys() ?? [])].filter((id) => after?.has(id) && now?.has(id));
  return common.flatMap((a, at) =>
    common
      .slice(at + 1)
      .filter((b) => isBefore(after, b, a) && isBefore(now, a, b))
      .map((b) => `${a} ${b}`),
  );
}

/** Changes of a side that are neither in the outcome nor asked about. */
function lostChanges(origin: JsonObject, side: JsonObject, merge: RuleSetMerge): string[] {
  const kept = new Set(diffRuleSets(origin, merge.merged).changes.map(({ id, after }) => `${id} ${canonical(after)}`));
  const asked = merge.conflicts.map(({ id }) => id);
  const columns = merge.conflicts
    .filter(({ place }) => place.row === undefined)
    .flatMap(({ place }) => place.column ?? []);
  const renamed = merge.renamed.map(({ part, from }) => `${part}/${from}`);
  const removed = new Set(
    diffRuleSets(origin, merge.merged)
      .changes.filter(({ kind }) => kind === "removed")
      .map(({ id }) => id),
  );
  return diffRuleSets(origin, side)
    .changes.filter(({ kind }) => kind !== "moved")
    .filter(({ id, after }) => !kept.has(`${id} ${canonical(after)}`))
    .filter(
      ({ id }) =>
        ![...asked, ...renamed].some((each) => id === each || id.startsWith(`${each}/`) || each.startsWith(`${id}/`)),
    )
    .filter(({ place }) => place.column === undefined || !columns.includes(place.column))
    .filter(({ id }) => ![...removed].some((each) => id.startsWith(`${each}/`)))
    .map(({ id, kind }) => `${kind} ${id}`);
}

test("2,000 random edit pairs: identities, symmetry, the outcome parses, no edit is lost unasked", async (t) => {
  const folder = join(import.meta.dirname, "../../rules");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  const real = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as JsonObject),
  ); // rule sets
  let conflicts = 0;

  for (let seed = 1; seed <= 2000; seed += 1) {
    const chance = chanceOf(seed);
    const [origin, ours, theirs] = trio(
      chance,
      seed % 3 === 0 ? withInputs(real[seed % real.length] ?? {}) : randomRuleSet(chance),
    );
    const merge = mergeRuleSets(origin, ours, theirs);
    const choices = answers(chance, (given) => mergeRuleSets(origin, ours, theirs, given));
    const mirroredChoices = Object.fromEntries(Object.entries(choices).map(([id, choice]) => [id, mirrored(choice)]));
    const decided = mergeRuleSets(origin, ours, theirs, choices);
    const turned = mergeRuleSets(origin, theirs, ours, mirroredChoices);
    const at = `seed ${seed}`;
    conflicts += merge.conflicts.length;

    t.deepEqual(mergeRuleSets(origin, ours, origin).merged, ours, at);
    t.deepEqual(mergeRuleSets(origin, origin, theirs).merged, theirs, at);
    t.deepEqual(mergeRuleSets(origin, ours, ours).merged, ours, at);
    t.deepEqual(mergeRuleSets(origin, ours, theirs), merge, at);
    t.deepEqual(
      turned.conflicts.map(({ id, kind }) => `${id} ${kind}`).toSorted(),
      decided.conflicts.map(({ id, kind }) => `${id} ${mirroredKind[kind]}`).toSorted(),
      at,
    );
    t.deepEqual(turned.merged["rows"], decided.merged["rows"], at);
    t.deepEqual(turned.open, [], at);
    t.notThrows(() => parseRuleSet(merge.merged), at);
    t.notThrows(() => parseRuleSet(decided.merged), at);
    t.deepEqual([...lostChanges(origin, ours, merge), ...lostChanges(origin, theirs, merge)], [], at);
    if (!merge.conflicts.some(({ id }) => id === "rows/*"))
      t.deepEqual([...lostMoves(origin, ours, merge.merged), ...lostMoves(origin, theirs, merge.merged)], [], at);
  }

  t.true(conflicts > 300, `only ${conflicts} conflicts`);
});

/** A real rule set that the random edits find their inputs in. */
function withInputs(body: JsonObject): JsonObject {
  const extra = randomRuleSet(chanceOf(1));
  const taken = new Set([...itemsOf(body["inputs"]), ...itemsOf(body["outputs"])].map(({ name }) => name));
  const added = (part: "inputs" | "outputs") => itemsOf(extra[part]).filter(({ name }) => !taken.has(name));
  return {
    ...body,
    inputs: [...itemsOf(body["inputs"]), ...added("inputs")],
    outputs: [...itemsOf(body["outputs"]), ...added("outputs")],
  };
}
