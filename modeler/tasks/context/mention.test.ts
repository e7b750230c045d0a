import test from "ava";
import { beingTyped, meant, spansOf } from "./mention.ts";

const ana = { login: "ana.k", name: "Ana Keller" };
const bo = { login: "bo", name: "Bo Sommer-Lind" };

test("mentions are shown by name, and the words around them stay as they are", (t) => {
  t.deepEqual(spansOf("Hi @ana.k, ask @bo.", [ana, bo]), [
    { kind: "text", text: "Hi " },
    { kind: "person", ...ana, at: 3 },
    { kind: "text", text: ", ask " },
    { kind: "person", ...bo, at: 15 },
    { kind: "text", text: "." },
  ]);
});

test("who was not mentioned when it was written stays plain words", (t) => {
  t.deepEqual(spansOf("@cy and x@bo", [bo]), [{ kind: "text", text: "@cy and x@bo" }]);
});

for (const [text, expected] of [
  ["Hi @an", { at: 3, word: "an" }],
  ["@", { at: 0, word: "" }],
  ["mail@an", null],
  ["@ana done", null],
] as const) {
  test(`behind "${text}" ${expected === null ? "nobody is looked for" : `people are looked for by "${expected.word}"`}`, (t) => {
    t.deepEqual(beingTyped(text, text.length), expected);
  });
}

test("people are found by login and by any part of their name", (t) => {
  t.deepEqual(meant([ana, bo], "kel"), [ana]);
  t.deepEqual(meant([ana, bo], "lind"), [bo]);
  t.deepEqual(meant([ana, bo], ""), [ana, bo]);
});
