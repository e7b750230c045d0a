import test from "ava";
import { keepInPlace, sliceOf } from "./window.ts";

test("of a hundred thousand rows only those in sight are drawn", (t) => {
  const { from, to } = sliceOf(50_000 * 84, 840, 84, 100_000);

  t.true(from <= 50_000 && to >= 50_010);
  t.true(to - from < 30);
});

test("the slice stays inside the list", (t) => {
  t.deepEqual(sliceOf(0, 840, 84, 3), { from: 0, to: 3 });
  t.deepEqual(sliceOf(9_000, 840, 84, 3), { from: 3, to: 3 }, "scrolled past a list that became short");
});

test("a row that comes in above does not move what one looks at", (t) => {
  t.is(keepInPlace(200, 100, ["a", "b", "c", "d"], ["new", "a", "b", "c", "d"]), 300);
});

test("when the first row in sight has gone, the next one stays where it was", (t) => {
  t.is(keepInPlace(200, 100, ["a", "b", "c", "d"], ["b", "d"]), 0);
});

test("at the top of the list new rows are welcome", (t) => {
  t.is(keepInPlace(0, 100, ["a", "b"], ["new", "a", "b"]), null);
});
