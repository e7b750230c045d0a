import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "ava";
import { conditionText, outputText, readCondition, readOutput } from "./cellText.ts";
import { tableOf, type Column } from "./ruleTable.ts";

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
  const folder = path.join(import.meta.dirname, "../../../rules");
  let cells = 0;
  for (const file of readdirSync(folder)) {
    const table = tableOf(JSON.parse(readFileSync(path.join(folder, file), "utf8")));
    for (const language of ["de", "en"] as const) {
      for (const row of table?.rows ?? []) {
        for (const column of table?.inputs ?? []) {
          const cell = row.when[column.name];
          const read = readCondition(column, conditionText(column, cell, language));
          t.deepEqual(
            read,
            cell === undefined ? { kind: "none" } : { kind: "value", value: cell },
            `${file} ${row.id} ${column.name}`,
          );
          cells += 1;
        }
        for (const column of table?.outputs ?? []) {
          const value = row.then[column.name] ?? null;
          const read = readOutput(column, outputText(column, value, language));
          t.deepEqual(
            read,
            value === null ? { kind: "none" } : { kind: "value", value },
            `${file} ${row.id} ${column.name}`,
          );
          cells += 1;
        }
      }
    }
  }
  t.true(cells > 1000);
});

test("conditions are written as people write them", (t) => {
  t.is(conditionText(impact, ["high", "low"], "de"), "hoch, niedrig");
  t.is(conditionText(impact, { not: "high" }, "de"), "nicht hoch");
  t.is(conditionText(amount, { ">=": 5, "<=": 10 }, "en"), "5..10");
  t.is(conditionText(amount, { ">": 5.5, "<": 1200 }, "de"), "> 5,5 & < 1200");
  t.deepEqual(readCondition(amount, "> 5,5 & < 1200"), { kind: "value", value: { ">": 5.5, "<": 1200 } });
});

test("what cannot be understood is told: a word for a number, a value that is not foreseen", (t) => {
  t.is(readCondition(amount, "viel").kind, "unread");
  t.is(readCondition(impact, "enorm").kind, "unread");
  t.is(readCondition(impact, '"enorm"').kind, "unread");
  t.is(readOutput(impact, "enorm").kind, "unread");
  t.is(readCondition(amount, "> 5 & vielleicht").kind, "unread");
});
