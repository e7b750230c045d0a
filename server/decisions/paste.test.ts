import test from "ava";
import { readRows } from "./paste.ts";
import { linesOf } from "./pasteLines.ts";
import { parseRuleSet } from "./ruleSet.ts";

const label = (de: string, en: string) => ({ de, en });
const ruleSet = parseRuleSet({
  key: "paste",
  version: 1,
  label: label("Einfügen", "Paste"),
  hitPolicy: "first",
  inputs: [
    {
      name: "impact",
      type: "enum",
      label: label("Auswirkung", "Impact"),
      values: [
        { value: "high", label: label("hoch", "high") },
        { value: "low", label: label("niedrig", "low") },
      ],
    },
    { name: "size", type: "number", label: label("Größe", "Size") },
    { name: "vip", type: "boolean", label: label("VIP", "VIP") },
    { name: "day", type: "date", label: label("Tag", "Day") },
  ],
  outputs: [{ name: "priority", type: "string", label: label("Priorität", "Priority") }],
  rows: [{ id: "r2", when: {}, then: { priority: "P4" } }],
});

test("rows from a German spreadsheet: labels, numbers and dates as Excel writes them", (t) => {
  const { rows, findings } = readRows(
    ruleSet,
    "hoch\t>= 1.234,5\tja\t31.1.2026\tP1\tganz oben\r\nhoch, niedrig\t5..10\tnein\t-\tP2\r\n-\tunter 5\t\t\tP3\r\n",
  );

  t.deepEqual(findings, []);
  t.deepEqual(rows, [
    {
      id: "r3",
      when: { impact: "high", size: { ">=": 1234.5 }, vip: true, day: "2026-01-31" },
      then: { priority: "P1" },
      note: { de: "ganz oben", en: "ganz oben" },
    },
    { id: "r4", when: { impact: ["high", "low"], size: { ">=": 5, "<=": 10 }, vip: false }, then: { priority: "P2" } },
    { id: "r5", when: { size: { "<": 5 } }, then: { priority: "P3" } },
  ]);
});

test("a first line of names or labels puts columns into another order; FEEL is read, too", (t) => {
  const { rows } = readRows(ruleSet, 'Priorität;impact;Größe\nP1;"not(""high"")";"(5..10], > 20"\nP2;not high;null\n');

  t.deepEqual(
    rows.map(({ when, then }) => [when, then]),
    [
      [{ impact: { not: "high" }, size: [{ ">": 5, "<=": 10 }, { ">": 20 }] }, { priority: "P1" }],
      [{ impact: { not: "high" }, size: null }, { priority: "P2" }],
    ],
  );
});

test("a row with a cell that is not understood is left out and told with its line and column", (t) => {
  const { rows, findings } = readRows(ruleSet, "medium\t5\tja\t\tP1\nhoch\tviele\tja\t\tP1\nhoch\t5\tja\t\tP1");

  t.is(rows.length, 1);
  t.deepEqual(
    findings.map(({ place }) => [place.pointer, place.column]),
    [
      ["/1", "impact"],
      ["/2", "size"],
    ],
  );
  t.is(findings[1]?.message.de, "Zeile 2 fehlt: „viele“ bei „Größe“ ist nicht zu verstehen");
});

test("cells may be quoted and hold separators, quotes and line breaks", (t) => {
  t.deepEqual(linesOf('a,"b, ""c""\nd",e\nf'), [["a", 'b, "c"\nd', "e"], ["f"]]);
});

test("a word that begins with not is a word: notebook is no negation", (t) => {
  const column = { name: "kind", type: "string", label: label("Art", "Kind") } as const;

  const { rows } = readRows(
    { inputs: [column], outputs: [], rows: [] },
    `"notebook, desktop"\nnot notebook\nnicht(notebook)`,
  );

  t.deepEqual(
    rows.map(({ when }) => when["kind"]),
    [["notebook", "desktop"], { not: "notebook" }, { not: "notebook" }],
  );
});
