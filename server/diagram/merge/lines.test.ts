import test from "ava";
import { mergeLines } from "./lines.ts";

const text = (...lines: string[]) => lines.join("\n");

test("edits of different lines are both there", (t) => {
  t.is(mergeLines(text("a", "b", "c"), text("A", "b", "c"), text("a", "b", "C")), text("A", "b", "C"));
  t.is(mergeLines(text("a", "b", "c"), text("b", "c"), text("a", "b", "c", "d")), text("b", "c", "d"));
  t.is(
    mergeLines(text("a", "b", "c", "d"), text("a", "x", "y", "b", "c", "d"), text("a", "b", "c")),
    text("a", "x", "y", "b", "c"),
  );
});

test("the same edit on both sides is made once", (t) => {
  t.is(mergeLines(text("a", "b", "c"), text("a", "c"), text("a", "c")), text("a", "c"));
  t.is(mergeLines(text("a", "b", "c"), text("X", "b", "c"), text("X", "b", "Z")), text("X", "b", "Z"));
});

test("edits of the same or of adjoining lines cannot be merged", (t) => {
  t.is(mergeLines(text("a", "b", "c"), text("X", "b", "c"), text("Y", "b", "c")), undefined);
  t.is(mergeLines(text("a", "b", "c"), text("X", "b", "c"), text("a", "Y", "c")), undefined);
  t.is(mergeLines(text("a", "b"), text("a", "x", "b"), text("a", "y", "b")), undefined);
});

test("a text of one line is one thing", (t) => {
  t.is(mergeLines("a", "b", "c"), undefined);
  t.is(mergeLines("", "b", "c"), undefined);
});
