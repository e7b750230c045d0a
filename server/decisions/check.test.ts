import test from "ava";
import type { Json, JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { axesOf } from "./axis.ts";
import { checkRuleSet, checkRuleSetBody } from "./check.ts";
import type { Finding } from "./check.ts";
import { plainly } from "./plain.ts";
import type { PlainRuleSet } from "./plain.ts";
import { parseRuleSet } from "./ruleSet.ts";
import type { RuleSet } from "./ruleSet.ts";
import { chanceOf, randomFacts, randomRuleSet } from "./testing.ts";

const label = (text: string) => ({ de: `${text} (de)`, en: text });
const levels = ["low", "high"];
const table = (changes: object) =>
  parseRuleSet({
    key: "table",
    version: 1,
    label: label("Table"),
    hitPolicy: "first",
    inputs: [
      { name: "impact", type: "enum", label: label("Impact"), values: levels, required: true },
      { name: "size", type: "number", label: label("Size"), required: true },
    ],
    outputs: [{ name: "priority", type: "string", label: label("Priority"), values: ["P1", "P2", "P3"] }],
    ...changes,
  });
const row = (id: string, when: object, priority: Json = "P1") => ({ id, when, then: { priority } });
const codes = (findings: readonly Finding[]) => findings.map(({ code, place }) => [code, place.row ?? ""]);

test("a row that others take everything of is told with those that do, one by one or together", (t) => {
  const findings = checkRuleSet(
    table({
      rows: [
        row("low", { impact: "low" }),
        row("large", { size: { ">": 10 } }),
        row("small", { size: { "<=": 10 } }),
        row("both", { impact: "high", size: { ">=": 5, "<": 20 } }),
        row("again", { impact: "low" }),
      ],
    }),
  );

  t.deepEqual(codes(findings), [
    ["rules.row.shadowed", "both"],
    ["rules.row.duplicate", "again"],
  ]);
  t.deepEqual(findings[0]?.rows, ["large", "small"]);
  t.is(findings[0]?.message.en, "Row both never decides: all of it is taken before by rows large, small");
});

test("with priority the order of the output values decides who shadows whom", (t) => {
  const rows = [row("third", { impact: "low", size: 5 }, "P3"), row("all", {}, "P1")];

  t.deepEqual(codes(checkRuleSet(table({ hitPolicy: "priority", rows }))), [["rules.row.shadowed", "third"]]);
  t.deepEqual(codes(checkRuleSet(table({ rows }))), []);
});

test("a row whose own conditions exclude each other never fires", (t) => {
  const [one, other] = checkRuleSet(
    table({
      rows: [
        row("a", { size: { ">": 5, "<": 3 } }),
        {
          ...row("b", { size: 1 }),
          where: {
            not: {
              any: [
                { input: "size", is: 1 },
                { input: "impact", is: "low" },
              ],
            },
          },
        },
        row("else", {}),
      ],
    }),
  );

  t.like(one, { code: "rules.row.never", place: { row: "a", column: "size" } });
  t.like(other, { code: "rules.row.never", place: { row: "b" } });
});

test("gaps are told with a case that no row covers, as large as it is", (t) => {
  const findings = checkRuleSet(
    table({
      rows: [
        row("a", { impact: "low" }),
        row("b", { impact: "high", size: { ">": 10 } }),
        row("c", { size: { "<": 10 } }),
      ],
    }),
  );

  t.deepEqual(codes(findings), [["rules.gap", ""]]);
  t.deepEqual(findings[0]?.facts, { impact: "high", size: 10 });
  t.is(findings[0]?.message.de, "Keine Zeile gilt für Impact (de) = high, Size (de) = 10");
});

const sized = (more: object) => [{ name: "size", label: label("Size"), required: true, ...more }];
const split = (low: Json, high: Json) => [row("a", { size: { "<=": low } }), row("b", { size: { ">=": high } })];

test("whole numbers and days have neighbours, other numbers have none", (t) => {
  t.deepEqual(codes(checkRuleSet(table({ inputs: sized({ type: "number", integer: true }), rows: split(5, 6) }))), []);
  t.deepEqual(
    codes(checkRuleSet(table({ inputs: sized({ type: "date" }), rows: split("2026-01-31", "2026-02-01") }))),
    [],
  );
  t.deepEqual(checkRuleSet(table({ inputs: sized({ type: "number" }), rows: split(5, 6) }))[0]?.facts, { size: 5.5 });
  t.deepEqual(checkRuleSet(table({ inputs: sized({ type: "duration" }), rows: split("PT1H", "P1D") }))[0]?.facts, {
    size: "PT2H",
  });
});

test("a fact that is missing, or a text nobody foresaw, is only a hint; a default closes all gaps", (t) => {
  const inputs = [{ name: "word", type: "string", label: label("Word"), values: ["a"] }];
  const rows = [row("a", { word: "a" })];

  t.like(checkRuleSet(table({ inputs, rows }))[0], {
    severity: "hint",
    code: "rules.gap.unforeseen",
    facts: { word: "other" },
  });
  t.deepEqual(checkRuleSet(table({ inputs, rows, default: { priority: "P3" } })), []);
  t.deepEqual(codes(checkRuleSet(table({ rows: [row("all", {})], default: { priority: "P3" } }))), [
    ["rules.default.never", ""],
  ]);
});

test("unique rows must not overlap, any rows must not disagree; both are told with a case", (t) => {
  const rows = [
    row("a", { size: { ">=": 5 } }),
    row("b", { size: { "<=": 5 } }, "P2"),
    row("c", { size: { "<": 5 } }, "P2"),
  ];

  const [unique] = checkRuleSet(table({ hitPolicy: "unique", rows }));
  const any = checkRuleSet(table({ hitPolicy: "any", rows }));

  t.like(unique, {
    severity: "error",
    code: "rules.row.overlap",
    place: { row: "a" },
    rows: ["b"],
    facts: { size: 5 },
  });
  t.deepEqual(codes(any), [["rules.row.contradiction", "a"]]);
});

test("unknown values of an enum and outputs of another type are errors, unforeseen values a warning", (t) => {
  const findings = checkRuleSet(table({ rows: [row("a", { impact: ["low", "medium"] }, 1), row("b", {}, "P9")] }));

  t.deepEqual(
    findings.map(({ severity, code, place }) => [severity, code, place.column]),
    [
      ["error", "rules.value", "impact"],
      ["error", "rules.type", "priority"],
      ["warning", "rules.value", "priority"],
    ],
  );
});

test("a test that names what is not there is an error", (t) => {
  const tests = [{ id: "t", name: label("t"), facts: { gone: 1 }, expect: { rows: ["gone"], verdict: { lost: 1 } } }];

  t.deepEqual(
    checkRuleSet(table({ rows: [row("all", {})], tests })).map(({ code, place }) => [code, place.test]),
    [
      ["rules.test.column", "t"],
      ["rules.test.column", "t"],
      ["rules.test.row", "t"],
    ],
  );
});

test("what is no rule set at all is told at its place in both languages", (t) => {
  const [finding] = checkRuleSetBody({ ...table({ rows: [] }), rows: [row("a", { size: "5" })] });

  t.like(finding, { severity: "error", code: "rules.type", place: { row: "a", column: "size" } });
  t.regex(finding?.message.de ?? "", /Typ/);
});

/** Every combination of one value of each atom, and some facts at random. */
function* cases(ruleSet: RuleSet, seed: number): Generator<JsonObject> {
  const axes = axesOf(ruleSet);
  const count = axes.reduce((product, { atoms }) => product * atoms.length, 1);
  for (let number = 0; number < count; number += 1) {
    let rest = number;
    yield Object.fromEntries(
      axes.map(({ column, atoms }): [string, Json] => {
        const atom = atoms[rest % atoms.length];
        rest = Math.floor(rest / atoms.length);
        return [column.name, atom?.value ?? null];
      }),
    );
  }
  const chance = chanceOf(seed);
  for (let round = 0; round < 30; round += 1) {
    const facts = randomFacts(chance, { inputs: ruleSet.inputs as unknown as Json }); // columns are JSON
    if (
      axes.every(
        ({ column, atoms }) =>
          atoms.some(({ kind }) => kind === "other") ||
          typeof facts[column.name] !== "string" ||
          column.type !== "enum",
      )
    )
      yield facts;
  }
}

function outcome(plain: PlainRuleSet, facts: JsonObject): { readonly rows: readonly string[]; readonly code?: string } {
  try {
    return plain.decide(facts);
  } catch (error) {
    if (error instanceof Refusal) return { rows: [], code: error.code };
    throw error;
  }
}

for (const policy of ["first", "priority", "unique", "any"]) {
  test(`250 random tables: what is found is true, and what is true is found: ${policy}`, (t) => {
    let found = 0;
    for (let seed = 1; seed <= 250; seed += 1) {
      const chance = chanceOf(seed * 7 + policy.length);
      const ruleSet = small(parseRuleSet(randomRuleSet(chance, policy)));
      const plain = plainly(ruleSet);
      const findings = checkRuleSet(ruleSet);
      const at = `seed ${seed} ${JSON.stringify(ruleSet.rows)} ${JSON.stringify(findings.map(({ message }) => message.en))}`;
      const all = [...cases(ruleSet, seed)].map((facts) => ({ facts, ...outcome(plain, facts) }));
      const told = (...known: string[]) =>
        findings.filter(({ code }) => known.includes(code)).flatMap(({ place }) => place.row ?? []);

      const deciding = new Set(all.flatMap(({ rows }) => rows));
      const firing = new Set(
        all.flatMap(({ facts }) => ruleSet.rows.filter((each) => plain.fires(each, plain.comparablesOf(facts)))),
      );
      const silent = ruleSet.rows.filter((each) => !firing.has(each)).map(({ id }) => id);
      const idle = ruleSet.rows.filter((each) => firing.has(each) && !deciding.has(each.id)).map(({ id }) => id);
      t.deepEqual(told("rules.row.never").toSorted(), silent.toSorted(), at);
      if (policy === "first" || policy === "priority")
        t.deepEqual(told("rules.row.shadowed", "rules.row.duplicate").toSorted(), idle.toSorted(), at);
      t.is(
        told("rules.row.overlap", "rules.row.contradiction").length > 0,
        all.some(({ code }) => code !== undefined),
        at,
      );
      const isOpen =
        ruleSet.default === undefined && all.some(({ rows, code }) => rows.length === 0 && code === undefined);
      t.is(
        findings.some(({ code }) => code.startsWith("rules.gap")),
        isOpen,
        at,
      );
      for (const { code, facts } of findings) {
        if (code.startsWith("rules.gap")) t.deepEqual(outcome(plain, facts ?? {}).rows, [], at);
        if (code === "rules.row.overlap" || code === "rules.row.contradiction")
          t.truthy(outcome(plain, facts ?? {}).code, at);
      }
      found += findings.length;
    }
    t.true(found > 250, `only ${found} findings`);
  });
}

/** Few enough inputs to try every case. */
function small(ruleSet: RuleSet): RuleSet {
  const inputs = ruleSet.inputs.slice(0, 3);
  const names = new Set(inputs.map(({ name }) => name));
  const rows = ruleSet.rows.map(({ where, ...each }) => ({
    ...each,
    when: Object.fromEntries(Object.entries(each.when).filter(([name]) => names.has(name))),
    ...(where !== undefined &&
    !JSON.stringify(where)
      .match(/"input":"(\w+)"/g)
      ?.some((text) => !names.has(text.slice(9, -1)))
      ? { where }
      : {}),
  }));
  return { ...ruleSet, inputs, rows };
}

test("500 rows are checked without comparing every row with every other", (t) => {
  const chance = chanceOf(5);
  const words = Array.from({ length: 40 }, (_, index) => `w${index}`);
  const inputs = [
    { name: "customer", type: "string", label: label("Customer"), values: words },
    { name: "kind", type: "enum", label: label("Kind"), values: words.slice(0, 8) },
    { name: "size", type: "number", label: label("Size") },
    { name: "age", type: "number", label: label("Age"), integer: true },
    { name: "vip", type: "boolean", label: label("VIP") },
  ];
  const rows = Array.from({ length: 499 }, (_, index) => {
    const low = chance.below(1000);
    return row(`r${index}`, {
      customer: words[chance.below(40)],
      ...(chance.below(2) === 0 ? { kind: [words[chance.below(8)], words[chance.below(8)]] } : {}),
      ...(chance.below(2) === 0 ? { size: { ">=": low, "<": low + chance.below(500) + 1 } } : {}),
      ...(chance.below(3) === 0 ? { age: { ">": chance.below(60) } } : {}),
      ...(chance.below(3) === 0 ? { vip: chance.below(2) === 0 } : {}),
    });
  });
  const large = table({ inputs, rows: [...rows, row("else", {})] });

  const began = process.threadCpuUsage();
  const findings = checkRuleSet(large);
  const { user } = process.threadCpuUsage(began);

  t.true(findings.length > 10);
  t.false(findings.some(({ code }) => code === "rules.intricate"));
  t.true(
    user < 5_000_000,
    `${user} µs, some 200,000 on a quiet machine; every row against every other for each cell would be minutes`,
  );
});
