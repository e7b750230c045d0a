import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "ava";
import { conditionText, outputText, readCondition, readOutput, type Read } from "./cellText.ts";
import { tableOf, type Column, type RuleTable } from "./ruleTable.ts";

const amount: Column = { name: "amount", type: "number", label: { de: "Betrag", en: "Amount" } };
const impact: Column = {
  name: "impact",
  type: "enum",
  label: { de: "Auswirkung", en: "Impact" },
  values: [
    { value: "high", label: { de: "hoch", en: "high" } },
    { value: "low", label: { de: "niedrig", en: "low" } },
  ],
};

test("every cell of our own rule sets is written so that it reads as the same cell, in both languages", (t) => {
  const tables = ownTables();

  const conditions = tables.flatMap((table) =>
    table.inputs.flatMap((column) => table.rows.map((row) => ({ column, cell: row.when[column.name] }))),
  );
  const results = tables.flatMap((table) =>
    table.outputs.flatMap((column) => table.rows.map((row) => ({ column, value: row.then[column.name] ?? null }))),
  );

  t.true(conditions.length + results.length > 500);
  for (const language of ["de", "en"] as const) {
    for (const { column, cell } of conditions)
      t.deepEqual(readCondition(column, conditionText(column, cell, language)), meant(cell));
    for (const { column, value } of results)
      t.deepEqual(readOutput(column, outputText(column, value, language)), meant(value ?? undefined));
  }
});

function ownTables(): readonly RuleTable[] {
  const folder = path.join(import.meta.dirname, "../../../rules");
  return readdirSync(folder).flatMap(
    (file) => tableOf(JSON.parse(readFileSync(path.join(folder, file), "utf8"))) ?? [],
  );
}

function meant<T>(value: T | undefined): Read<T> {
  return value === undefined ? { kind: "none" } : { kind: "value", value };
}

test("conditions are written as people write them", (t) => {
  t.is(conditionText(impact, ["high", "low"], "de"), "hoch, niedrig");
  t.is(conditionText(impact, { not: "high" }, "de"), "nicht hoch");
  t.is(conditionText(amount, { ">=": 5, "<=": 10 }, "en"), "5..10");
  t.is(conditionText(amount, { ">": 5.5, "<": 1200 }, "de"), "> 5,5 & < 1200");
  t.deepEqual(readCondition(amount, "> 5,5 & < 1200"), { kind: "value", value: { ">": 5.5, "<": 1200 } });
});

test("numbers are read as both languages write them; a thousand to one and a fraction to another is told", (t) => {
  t.deepEqual(readCondition(amount, "1.234,5"), { kind: "value", value: 1234.5 });
  t.deepEqual(readCondition(amount, ">= 1,234.5"), { kind: "value", value: { ">=": 1234.5 } });
  t.deepEqual(readOutput(amount, "12,5"), { kind: "value", value: 12.5 });
  for (const text of ["1.234", "1,234", "> 12.500", "1.234, 5", "1.000..2.000"])
    t.is(readCondition(amount, text).kind, "unread", text);
  for (const language of ["de", "en"] as const) {
    const text = conditionText(amount, { ">": 1.234 }, language);
    t.deepEqual(readCondition(amount, text), { kind: "value", value: { ">": 1.234 } });
  }
});

test("what cannot be understood is told: a word for a number, a value that is not foreseen", (t) => {
  t.is(readCondition(amount, "viel").kind, "unread");
  t.is(readCondition(impact, "enorm").kind, "unread");
  t.is(readCondition(impact, '"enorm"').kind, "unread");
  t.is(readOutput(impact, "enorm").kind, "unread");
  t.is(readCondition(amount, "> 5 & vielleicht").kind, "unread");
});
