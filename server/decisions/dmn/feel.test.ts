import test from "ava";
import { unaryTests } from "./feelText.ts";
import { readLiteral, readUnaryTests } from "./feelRead.ts";
import { chanceOf, inputs, randomCell, randomValue } from "../testing.ts";
import { comparable, comparableCell } from "../comparable.ts";
import { holds } from "../cell.ts";
import type { Cell } from "../cell.ts";

for (const [text, cell] of [
  [`"high"`, "high"],
  [`"a", "b, c", "d\\"e"`, ["a", "b, c", 'd"e']],
  ["5", 5],
  ["-1.5, 3", [-1.5, 3]],
  ["true", true],
  ["null", null],
  [">= 5", { ">=": 5 }],
  ["<10", { "<": 10 }],
  ["[1..5]", { ">=": 1, "<=": 5 }],
  ["(1..5)", { ">": 1, "<": 5 }],
  ["]1..5[", { ">": 1, "<": 5 }],
  ["[1..5], > 10, null", [{ ">=": 1, "<=": 5 }, { ">": 10 }, null]],
  [`not("a", "b")`, { not: ["a", "b"] }],
  ["not(> 3)", { not: { ">": 3 } }],
  [`date("2026-01-31")`, "2026-01-31"],
  [`@"2026-01-31"`, "2026-01-31"],
  [`>= date and time("2026-01-31T10:00:00Z")`, { ">=": "2026-01-31T10:00:00Z" }],
  [`[duration("PT1H")..duration("P1D"))`, { ">=": "PT1H", "<": "P1D" }],
] as const) {
  test(`a cell reads ${text}`, (t) => {
    t.deepEqual(readUnaryTests(text), { kind: "cell", cell: cell as Cell });
  });
}

for (const text of ["-", "", "  - "]) {
  test(`"${text}" asks nothing`, (t) => {
    t.deepEqual(readUnaryTests(text), { kind: "any" });
  });
}

for (const text of [
  "x + 1",
  "> other",
  'contains(?, "a")',
  "? > 5",
  `"a" and "b"`,
  "some word",
  "[1..x]",
  `starts with(?, "a")`,
  "5 5",
  `"open`,
  `date("2026-01-01") + duration("P1D")`,
]) {
  test(`${text} is more than a cell can say`, (t) => {
    t.is(readUnaryTests(text), undefined);
  });
}

test("of two limits on one side the one that leaves less is written", (t) => {
  t.is(unaryTests({ ">": 3, ">=": 5 }, "number"), ">= 5");
  t.is(unaryTests({ ">": 5, ">=": 5, "<": 9, "<=": 7 }, "number"), "(5..7]");
});

test("literals of outputs: lists and contexts too; expressions are not understood", (t) => {
  t.deepEqual(readLiteral(`["a", "b"]`), ["a", "b"]);
  t.deepEqual(readLiteral(`{"days": 3}`), { days: 3 });
  t.is(readLiteral(""), null);
  t.is(readLiteral("price * 2"), undefined);
});

test("2,000 random cells mean the same after FEEL", (t) => {
  const chance = chanceOf(11);
  for (let round = 0; round < 2000; round += 1) {
    const column = inputs[round % inputs.length] ?? inputs[0];
    const cell = randomCell(chance, column.type) as Cell; // JSON of a cell
    const text = unaryTests(cell, column.type);
    const read = readUnaryTests(text);
    const again = read?.kind === "cell" ? read.cell : undefined;

    for (let tries = 0; tries < 10; tries += 1) {
      const actual = comparable(column.type, tries === 0 ? null : randomValue(chance, column.type));
      const expected = holds(comparableCell(column, cell), actual);
      t.is(again !== undefined && holds(comparableCell(column, again), actual), expected, text);
    }
  }
});
