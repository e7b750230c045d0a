import test from "ava";
import { readRoadmap, writeItem } from "./roadmapText.ts";

test("a measure a line, German amounts and words", (t) => {
  const { items, problems } = readRoadmap(
    "2027-q1; Server ersetzen; Lebenszyklus; 12.000,50 €; 120; hoch; Ausfall; auch nachts\n\nopen; MFA; security; ; 90; low;",
  );

  t.deepEqual(problems, []);
  t.deepEqual(items, [
    { quarter: "2027-Q1", title: "Server ersetzen", theme: "lifecycle", capexCents: 1_200_050, opexMonthCents: 12_000, priority: "high", risk: "Ausfall; auch nachts" },
    { quarter: null, title: "MFA", theme: "security", capexCents: 0, opexMonthCents: 9_000, priority: "low", risk: "" },
  ]); // prettier-ignore
});

test("what cannot be read is told line by line", (t) => {
  const { items, problems } = readRoadmap(
    ["2027-Q5; A; x; 1; 1; hoch;", "2027-Q1; ; x; 1; 1; hoch;", "2027-Q1; C; x; viel; 1; hoch;", "2027-Q1; D; x; 1; 1; dringend;", "offen; E; x; 1; 1; hoch;", "offen; e; x; 2; 2; hoch;"].join("\n"),
  ); // prettier-ignore

  t.deepEqual(
    items.map(({ title }) => title),
    ["E", "e"],
  );
  t.deepEqual(
    problems.map((problem) => problem.slice(0, 2)),
    ["1:", "2:", "3:", "4:", "„e"],
  );
});

test("a line that was written reads as the same measure", (t) => {
  const item = { quarter: "2028-Q3", title: "Übersiedlung", theme: "stability", capexCents: 1_234_567, opexMonthCents: 1, priority: "medium", risk: "a; b" } as const; // prettier-ignore

  t.deepEqual(readRoadmap(writeItem(item)).items, [item]);
});
