import test from "ava";
import { amountsOf, leftOut, mistakeOf, standardOf } from "./amounts.ts";
import type { PricedLine } from "./amounts.ts";

const line = (pos: number, changes: Partial<PricedLine> = {}): PricedLine => ({
  pos,
  choice: "standard",
  alternativeTo: null,
  quantity: 1,
  period: "once",
  listCents: 1000,
  unitPriceCents: 900,
  costCents: 600,
  ...changes,
});
const lines = [
  line(1, { quantity: 10, period: "monthly" }),
  line(2),
  line(3, { choice: "alternative", alternativeTo: 2, unitPriceCents: 1500, listCents: 1500 }),
  line(4, { choice: "optional" }),
];

test("what runs counts over its term, and a year where there is none", (t) => {
  t.like(amountsOf(lines, standardOf(lines), 36), { onceCents: 900, monthlyCents: 9000, totalCents: 324900 });
  t.is(amountsOf(lines, standardOf(lines), 0).totalCents, 108900);
});

test("discount is measured against the list, margin against what it costs", (t) => {
  t.like(amountsOf(lines, new Set([2]), 0), { discountPercent: 10, marginPercent: 33.3 });
  t.like(amountsOf(lines, new Set(), 0), { discountPercent: 0, marginPercent: 0 });
});

test("an alternative stands for the position it replaces", (t) => {
  t.deepEqual(leftOut(lines, new Set([1, 3])), []);
  t.deepEqual(leftOut(lines, new Set([3, 4])), [1]);
});

test("a choice holds a position or its alternative, and nothing that is not on the quote", (t) => {
  t.is(mistakeOf(lines, new Set([1, 4])), undefined);
  t.is(mistakeOf(lines, new Set([2, 3])), "both");
  t.is(mistakeOf(lines, new Set([9])), "unknown");
  t.is(mistakeOf(lines, new Set()), "empty");
});
