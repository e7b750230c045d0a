import test from "ava";
import { neighbour } from "./neighbour.ts";

test("the next and the previous of a list, and nothing beyond its ends", (t) => {
  t.is(neighbour(["a", "b", "c"], "b", 1), "c");
  t.is(neighbour(["a", "b", "c"], "b", -1), "a");
  t.is(neighbour(["a", "b", "c"], "c", 1), undefined);
});

test("without a place to start from one begins at the near end", (t) => {
  t.is(neighbour(["a", "b", "c"], undefined, 1), "a");
  t.is(neighbour(["a", "b", "c"], "gone", -1), "c");
  t.is(neighbour([], undefined, 1), undefined);
});
