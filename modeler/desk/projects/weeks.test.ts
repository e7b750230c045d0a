import test from "ava";
import { mondaysOf, placeIn, weeksOf } from "./weeks.ts";

test("a plan is drawn over the whole weeks that it touches", (t) => {
  const span = weeksOf(["2026-12-02", "2026-12-15"]);

  t.deepEqual(mondaysOf(span), ["2026-11-30", "2026-12-07", "2026-12-14"]);
  t.deepEqual(placeIn(span, "2026-11-30", "2026-12-06"), { left: 0, width: (7 / 21) * 100 });
});

test("of a long plan only some Mondays are named", (t) => {
  const named = mondaysOf(weeksOf(["2026-01-01", "2026-12-31"]), 14);

  t.true(named.length <= 14);
  t.is(named[1], "2026-01-26");
});
