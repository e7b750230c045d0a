import test from "ava";
import { spentAt } from "./spent.ts";

test("the visits of an element count together, an open one until now", (t) => {
  const visits = [
    { elementId: "work", enteredAt: "2026-11-30T08:00:00Z", endedAt: "2026-11-30T08:10:00Z" },
    { elementId: "check", enteredAt: "2026-11-30T08:10:00Z", endedAt: "2026-11-30T08:10:00Z" },
    { elementId: "work", enteredAt: "2026-11-30T08:10:00Z", endedAt: null },
  ];

  const spent = spentAt(visits, Date.parse("2026-11-30T08:30:00Z"));

  t.is(spent.get("work"), 30 * 60_000);
  t.is(spent.get("check"), 0);
});
