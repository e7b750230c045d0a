import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { canonical } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { axesOf } from "./axis.ts";
import { smallestChange } from "./change.ts";
import { compileRuleSet } from "./compile.ts";
import { decide } from "./decide.ts";
import { explain } from "./explain.ts";
import { plainly } from "./plain.ts";
import { parseRuleSet } from "./ruleSet.ts";
import { chanceOf, randomFacts, randomRuleSet } from "./testing.ts";

const read = async (key: string) =>
  parseRuleSet(JSON.parse(await readFile(join(import.meta.dirname, `../../rules/${key}.json`), "utf8")));

test("the nearest value of one fact that changes the verdict, in words", async (t) => {
  const matrix = await read("priority_matrix");

  const change = smallestChange(matrix, { impact: "medium", urgency: "medium", vip: false, securityLevel: "S4" });

  t.deepEqual(change?.changes, [{ input: "impact", from: "medium", to: "high" }]);
  t.deepEqual(change?.rows, ["r4"]);
  t.true(change?.isSmallest);
  t.is(change?.message.de, "Wäre Auswirkung hoch statt mittel, käme Priorität = P2 hoch heraus (Zeile r4).");
  t.is(change?.message.en, "If Impact were high instead of medium, it would be Priority = P2 high (row r4).");
});

test("of a number it is the limit and no more; whole numbers stay whole", async (t) => {
  const escalation = await read("sla_escalation");
  const facts = { clock: "resolution", percent: 82.5, priority: "P3", assigned: true };

  t.deepEqual(smallestChange(escalation, facts)?.changes, [{ input: "percent", from: 82.5, to: 90 }]);
  t.deepEqual(
    smallestChange(await read("reopen_policy"), { daysSinceClosed: 9, invoiced: false, thankYouMail: false })?.changes,
    [{ input: "daysSinceClosed", from: 9, to: 5 }],
  );
});

test("a wanted outcome may need several facts", async (t) => {
  const matrix = await read("priority_matrix");
  const facts = { impact: "low", urgency: "low", vip: false, securityLevel: null };

  const change = smallestChange(matrix, facts, { wanted: { priority: "P2" } });

  t.deepEqual(change?.verdict, { priority: "P2" });
  t.deepEqual(change?.changes, [{ input: "securityLevel", from: null, to: "S2" }]);
  t.is(smallestChange(matrix, facts, { wanted: { priority: "P9" } }), undefined);
});

test("a search that may look at little says that it has not tried everything", async (t) => {
  const change = smallestChange(await read("priority_matrix"), { impact: "low", urgency: "low" }, { effort: 40 });

  t.is(change?.isSmallest, false);
});

test("400 random tables: it changes the verdict, and no change of fewer facts does", (t) => {
  let found = 0;
  for (let seed = 1; seed <= 400; seed += 1) {
    const chance = chanceOf(seed);
    const body = randomRuleSet(chance, chance.of(["first", "priority", "collect"]));
    const ruleSet = parseRuleSet({
      ...body,
      inputs: (body["inputs"] as readonly Json[]).slice(0, 3),
      rows: withFirst(body, 3),
    });
    const facts = Object.fromEntries(
      Object.entries(randomFacts(chance, body)).filter(([name]) => ruleSet.inputs.some((input) => input.name === name)),
    );
    const plain = plainly(ruleSet);
    const now = canonical(plain.decide(facts).verdict);
    const at = `seed ${seed} ${JSON.stringify({ facts, rows: ruleSet.rows })}`;

    const change = smallestChange(ruleSet, facts);

    const least = leastCount(ruleSet, facts, (other) => canonical(plain.decide(other).verdict) !== now);
    t.is(change?.changes.length, least, at);
    if (change === undefined) continue;
    found += 1;
    const changed = Object.fromEntries(change.changes.map(({ input, to }) => [input, to]));
    t.deepEqual(plain.decide({ ...facts, ...changed }).verdict, change.verdict, at);
    t.not(canonical(change.verdict), now, at);
  }
  t.true(found > 200);
});

function withFirst(body: JsonObject, count: number): JsonObject[] {
  const names = (body["inputs"] as readonly { name: string }[]).slice(0, count).map(({ name }) => name);
  return (body["rows"] as readonly JsonObject[]).map(({ id = null, when = {}, then = {} }) => ({
    id,
    then,
    when: Object.fromEntries(Object.entries(when as JsonObject).filter(([name]) => names.includes(name))),
  }));
}

/** By trying every combination of values. */
function leastCount(
  ruleSet: ReturnType<typeof parseRuleSet>,
  facts: JsonObject,
  isOther: (facts: JsonObject) => boolean,
): number | undefined {
  const axes = axesOf(ruleSet);
  let least: number | undefined;
  const visit = (at: number, given: JsonObject, changed: number): void => {
    const axis = axes[at];
    if (axis === undefined) {
      if (changed > 0 && (least === undefined || changed < least) && isOther(given)) least = changed;
      return;
    }
    visit(at + 1, given, changed);
    for (const { kind, value } of axis.atoms)
      if (kind !== "missing") visit(at + 1, { ...given, [axis.column.name]: value }, changed + 1);
  };
  visit(0, facts, 0);
  return least;
}

const label = (text: string) => ({ de: text, en: text });

test("a row with a condition tree is explained with what of the tree did not hold", async (t) => {
  const ruleSet = parseRuleSet({
    key: "tree",
    version: 1,
    label: label("Tree"),
    hitPolicy: "first",
    inputs: [
      { name: "size", type: "number", label: label("Size") },
      { name: "vip", type: "boolean", label: label("VIP") },
      { name: "wait", type: "duration", label: label("Wait") },
    ],
    outputs: [{ name: "out", type: "string", label: label("Out") }],
    rows: [
      {
        id: "a",
        when: {},
        where: {
          any: [
            { input: "size", is: { ">": 5 } },
            {
              all: [
                { input: "vip", is: true },
                { input: "wait", is: { ">=": "PT1H" } },
              ],
            },
          ],
        },
        then: { out: "A" },
      },
      { id: "b", when: {}, then: { out: "B" } },
    ],
  });

  const quiet = await decide(compileRuleSet(ruleSet), { size: 2, vip: true, wait: "PT30M" });
  const loud = await decide(compileRuleSet(ruleSet), { size: 2, vip: true, wait: "PT90M" });

  t.is(
    explain(ruleSet, quiet, "en")[0]?.text,
    "Row a does not apply: the further condition does not hold: (Size is 2, expected was more than 5 or (VIP is yes and Wait is PT30M, expected was at least PT1H)).",
  );
  t.deepEqual(loud.verdict, { out: "A" });
  t.deepEqual(smallestChange(ruleSet, quiet.facts)?.changes, [{ input: "wait", from: "PT30M", to: "PT1H" }]);
});
