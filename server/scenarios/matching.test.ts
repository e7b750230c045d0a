import test from "ava";
import { matches, valueAt } from "./matching.ts";
import type { Json } from "../base/json.ts";

const cases: readonly (readonly [actual: Json | undefined, expected: Json, holds: boolean])[] = [
  [1, 1, true],
  [1, "1", false],
  [undefined, null, true],
  [{ a: 1, b: 2 }, { a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: { b: [1, { c: 2, d: 3 }] } }, { a: { b: [1, { c: 2 }] } }, true],
  [[1, 2], [1], false],
  [{ a: 1, b: 2 }, { $exactly: { b: 2, a: 1 } }, true],
  [{ a: 1, b: 2 }, { $exactly: { a: 1 } }, false],
  ["Drucker druckt nicht", { $contains: "druckt" }, true],
  [[{ id: 1, x: 0 }, { id: 2 }], { $contains: { id: 1 } }, true],
  [[1], { $contains: 2 }, false],
  ["P1", { $in: ["P1", "P2"] }, true],
  ["P3", { $in: ["P1", "P2"] }, false],
  [null, { $exists: false }, true],
  [0, { $exists: true }, true],
  [5, { $gt: 4, $lte: 5 }, true],
  [5, { $lt: 5 }, false],
  ["2026-11-23", { $gte: "2026-11-01" }, true],
  [5, { $gt: "4" }, false],
  ["abc", { $startsWith: "ab" }, true],
  [[1, 2], { $length: 2 }, true],
  [1, { $not: 2 }, true],
  [1, { $unknown: 1 }, false],
];

for (const [actual, expected, holds] of cases) {
  test(`${JSON.stringify(actual)} ${holds ? "is" : "is not"} ${JSON.stringify(expected)}`, (t) => {
    t.is(matches(actual, expected), holds);
  });
}

test("a path leads through objects and lists, and nowhere to nothing", (t) => {
  const variables = { ticket: { lines: [{ net: 5 }] } };

  t.is(valueAt(variables, "ticket.lines.0.net"), 5);
  t.is(valueAt(variables, "ticket.lines.1.net"), undefined);
  t.is(valueAt(variables, "ticket.none.net"), undefined);
});
