import test from "ava";
import { rounded } from "./verdicts.ts";

test("rounding goes up or to the nearest step, to the minimum at least, and never to nothing", (t) => {
  const up = { minMinutes: 15, stepMinutes: 15, mode: "up", scope: "entry" } as const;
  const nearest = { minMinutes: 0, stepMinutes: 15, mode: "nearest", scope: "entry" } as const;

  t.deepEqual(
    [1, 15, 16].map((minutes) => rounded(minutes, up)),
    [15, 15, 30],
  );
  t.deepEqual(
    [3, 22, 23].map((minutes) => rounded(minutes, nearest)),
    [15, 15, 30],
  );
  t.is(rounded(10, { ...up, minMinutes: 60, stepMinutes: 30 }), 60);
});
