import test from "ava";
import { daysOf } from "./span.ts";

test("a span ends today and is compared with as many days before it", (t) => {
  t.deepEqual(daysOf("7", new Date(2026, 2, 3, 23, 30)), {
    now: { from: "2026-02-25", to: "2026-03-03" },
    before: { from: "2026-02-18", to: "2026-02-24" },
  });
});

test("the quarter is compared with as many days of the one before", (t) => {
  t.deepEqual(daysOf("quarter", new Date(2026, 10, 29)), {
    now: { from: "2026-10-01", to: "2026-11-29" },
    before: { from: "2026-08-02", to: "2026-09-30" },
  });
});
