import test from "ava";
import { quantitiesIn } from "./quantities.ts";
import type { Agreed } from "./quantities.ts";

const december = { from: "2026-12-01", to: "2026-12-31" };
const begun = { from: null, quantity: 50, isCounted: false };
const since = (from: string, quantity: number, isCounted = false): Agreed => ({ from, quantity, isCounted });

test("what is agreed for later leaves a period as it is, and holds in its own", (t) => {
  const agreed = [begun, since("2027-01-01", 40)];

  t.deepEqual(quantitiesIn(agreed, december), [{ ...december, quantity: 50 }]);
  t.deepEqual(quantitiesIn(agreed, { from: "2027-01-01", to: "2027-01-31" }), [
    { from: "2027-01-01", to: "2027-01-31", quantity: 40 },
  ]);
});

test("a change within a period divides it; of two from the same day the later one holds", (t) => {
  t.deepEqual(quantitiesIn([begun, since("2026-12-11", 45), since("2026-12-11", 40)], december), [
    { from: "2026-12-01", to: "2026-12-10", quantity: 50 },
    { from: "2026-12-11", to: "2026-12-31", quantity: 40 },
  ]);
  t.deepEqual(quantitiesIn([begun, since("2026-12-11", 40), since("2026-12-11", 50)], december), [
    { ...december, quantity: 50 },
  ]);
});

test("what the run has counted holds for all of its period", (t) => {
  const agreed = [begun, since("2026-12-11", 40), since("2026-12-31", 62, true)];

  t.deepEqual(quantitiesIn(agreed, december), [{ ...december, quantity: 62 }]);
});
