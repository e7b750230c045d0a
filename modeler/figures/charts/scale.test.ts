import test from "ava";
import { labelled, ticksOf } from "./scale.ts";

test("an axis has few lines at round numbers that reach above everything", (t) => {
  t.deepEqual(ticksOf(0), [0, 1]);
  t.deepEqual(ticksOf(3), [0, 1, 2, 3]);
  t.deepEqual(ticksOf(37), [0, 10, 20, 30, 40]);
  t.deepEqual(ticksOf(950), [0, 500, 1000]);
});

test("labels are left out evenly when there is no room for all", (t) => {
  t.deepEqual([...labelled(4, 8)], [0, 1, 2, 3]);
  t.deepEqual([...labelled(30, 8)], [0, 4, 8, 12, 16, 20, 24, 28]);
});
