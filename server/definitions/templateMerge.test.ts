import test from "ava";
import { diffLines } from "./diffLines.ts";
import { mergeTemplates } from "./templateMerge.ts";

const base = { de: "subject: Hallo\n---\nGuten Tag\n\nIhr Team\n", en: "subject: Hello\n---\nGood day\n\nYour team\n" };

test("lines that each side changed apart from the other are merged without asking, each language by itself", (t) => {
  const ours = { ...base, de: base.de.replace("Hallo", "Servus") };
  const theirs = { ...base, de: base.de.replace("Ihr Team", "Ihre Technik"), en: "New" };

  const { merged, open } = mergeTemplates(base, ours, theirs);

  t.deepEqual(open, []);
  t.deepEqual(merged, { de: "subject: Servus\n---\nGuten Tag\n\nIhre Technik\n", en: "New" });
});

test("the same line changed by both is a decision for that language", (t) => {
  const ours = { ...base, en: base.en.replace("Good day", "Hi") };
  const theirs = { ...base, en: base.en.replace("Good day", "Dear customer") };

  const asked = mergeTemplates(base, ours, theirs);
  const decided = mergeTemplates(base, ours, theirs, { en: "theirs" });

  t.deepEqual(asked.open, ["en"]);
  t.deepEqual(decided.merged, theirs);
});

test("the difference of two texts tells each place with what went and what came", (t) => {
  t.deepEqual(diffLines("a\nb\nc\nd", "a\nB\nc\nd\ne"), [
    { line: 2, removed: ["b"], added: ["B"] },
    { line: 5, removed: [], added: ["e"] },
  ]);
  t.deepEqual(diffLines("same", "same"), []);
});
