import test from "ava";
import { complete, suggestionsFor, wordsOf } from "./suggest.ts";

const label = { de: "x", en: "x" };
const words = ["hoch", "mittel", "niedrig"];

test("the values of a column are offered in the language of the page", (t) => {
  t.deepEqual(wordsOf({ name: "a", type: "boolean", label }, "de"), ["ja", "nein"]);
  t.deepEqual(
    wordsOf({ name: "a", type: "enum", label, values: [{ value: "h", label: { de: "hoch", en: "high" } }] }, "en"),
    ["high"],
  );
  t.deepEqual(wordsOf({ name: "a", type: "number", label }, "en"), []);
});

test("what is typed narrows them: the word behind the last comma, or behind not", (t) => {
  t.deepEqual(suggestionsFor(words, ""), words);
  t.deepEqual(suggestionsFor(words, "m"), ["mittel"]);
  t.deepEqual(suggestionsFor(words, "hoch, n"), ["niedrig"]);
  t.deepEqual(suggestionsFor(words, "nicht h"), ["hoch"]);
  t.deepEqual(suggestionsFor(words, "drig"), ["niedrig"]);
  t.deepEqual(suggestionsFor(words, "enorm"), words);
});

test("a chosen word takes the place of the last one only", (t) => {
  t.is(complete("hoch, m", "mittel"), "hoch, mittel");
  t.is(complete("nicht h", "hoch"), "nicht hoch");
  t.is(complete("", "hoch"), "hoch");
});
