import test from "ava";
import { feeOf, periodsDue } from "./fees.ts";
import type { Terms } from "./fees.ts";

const terms: Terms = {
  starts: "2026-01-01",
  ends: null,
  billingMonths: 1,
  isBilledInAdvance: false,
  billedUntil: null,
};
const fee = { quantity: 10, unitPriceCents: 4500, validFrom: "2026-01-01", validTo: null };

/** When the periods begin that are due at the end of March. */
function beginnings(changes: Partial<Terms>): string[] {
  return periodsDue({ ...terms, ...changes }, "2026-03-31").map(({ from }) => from);
}

test("in arrears a period is billed when it is over, in advance when it begins on the day after the cut-off", (t) => {
  t.deepEqual(beginnings({}), ["2026-01-01", "2026-02-01", "2026-03-01"]);
  t.deepEqual(beginnings({ isBilledInAdvance: true }), ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"]);
  t.deepEqual(beginnings({ billingMonths: 3 }), ["2026-01-01"]);
  t.deepEqual(beginnings({ billingMonths: 6 }), []);
  t.deepEqual(beginnings({ billedUntil: "2026-02-28" }), ["2026-03-01"]);
});

test("a contract that has ended is billed to its end, also within a period", (t) => {
  const ended = { ...terms, ends: "2026-02-14", billingMonths: 3 };

  t.deepEqual(periodsDue(ended, "2026-02-28"), [{ from: "2026-01-01", to: "2026-03-31" }]);
  t.deepEqual(feeOf(fee, ended, { from: "2026-01-01", to: "2026-03-31" }), {
    from: "2026-01-01",
    to: "2026-02-14",
    quantity: 15,
    netCents: 67_500,
  });
});

test("who begins or ends within a month pays day by day", (t) => {
  const march = { from: "2026-03-01", to: "2026-03-31" };

  t.like(feeOf(fee, { ...terms, starts: "2026-03-16" }, march), { from: "2026-03-16", netCents: 23_226 });
  t.like(feeOf({ ...fee, validTo: "2026-03-10" }, terms, march), { to: "2026-03-10", netCents: 14_516 });
  t.like(feeOf(fee, { ...terms, billedUntil: "2026-03-15" }, march), { from: "2026-03-16" });
  t.is(feeOf({ ...fee, validFrom: "2026-04-01" }, terms, march), undefined);
});
