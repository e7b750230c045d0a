import test from "ava";
import {
  clear,
  deleteRows,
  duplicateRows,
  fillDown,
  insertRow,
  moveRows,
  writeEverywhere,
  writeTexts,
} from "./edits.ts";
import { textAt, toCsv, toTsv } from "./places.ts";
import type { RuleTable } from "./ruleTable.ts";

const table: RuleTable = {
  key: "tax",
  version: 1,
  label: { de: "Steuer", en: "Tax" },
  hitPolicy: "first",
  inputs: [
    { name: "amount", type: "number", label: { de: "Betrag", en: "Amount" } },
    { name: "vip", type: "boolean", label: { de: "VIP", en: "VIP" } },
  ],
  outputs: [{ name: "rate", type: "number", label: { de: "Satz", en: "Rate" } }],
  rows: [
    { id: "r1", when: { amount: { ">": 100 } }, then: { rate: 19 }, note: { de: "groß", en: "large" } },
    { id: "r2", when: { vip: true }, then: { rate: 7 } },
    { id: "r3", when: {}, then: { rate: 0 } },
  ],
};
const idsOf = ({ rows }: RuleTable) => rows.map(({ id }) => id);
const all = { top: 0, bottom: 2, left: 0, right: 3 };

test("a range from a spreadsheet is written from the cursor on; rows that are missing are made", (t) => {
  const { table: pasted, unread } = writeTexts(
    table,
    { line: 2, at: 0 },
    [
      ["<= 5", "ja", "1,5"],
      ["7", "nein", "2"],
    ],
    "de",
  );

  t.deepEqual(unread, []);
  t.deepEqual(pasted.rows.slice(2), [
    { id: "r3", when: { amount: { "<=": 5 }, vip: true }, then: { rate: 1.5 } },
    { id: "r4", when: { amount: 7, vip: false }, then: { rate: 2 } },
  ]);
});

test("a cell that is not understood stays as it was and is told, the others are taken", (t) => {
  const { table: pasted, unread } = writeTexts(table, { line: 0, at: 0 }, [["viel", "ja"]], "de");

  t.deepEqual(unread, [{ place: { line: 0, at: 0 }, text: "viel" }]);
  t.deepEqual(pasted.rows[0]?.when, { amount: { ">": 100 }, vip: true });
});

test("an annotation changes in the language of the page; the other stays when it says something of its own", (t) => {
  const written = writeTexts(table, { line: 0, at: 3 }, [["riesig"]], "de").table;
  const fresh = writeTexts(table, { line: 1, at: 3 }, [["neu"]], "de").table;

  t.deepEqual(written.rows[0]?.note, { de: "riesig", en: "large" });
  t.deepEqual(fresh.rows[1]?.note, { de: "neu", en: "neu" });
});

test("the default has results only, and goes when it is emptied", (t) => {
  const line = table.rows.length + 1;
  const given = writeTexts(table, { line, at: 2 }, [["19"]], "en").table;

  t.deepEqual(given.default, { rate: 19 });
  t.is(textAt(given, { line, at: 2 }, "en"), "19");
  t.false("default" in clear(given, { top: line, bottom: line, left: 2, right: 2 }, "en"));
  t.deepEqual(writeTexts(table, { line, at: 0 }, [["5"]], "en").table.rows, table.rows);
});

test("filling down takes the first line of the range, or the line above a single cell", (t) => {
  t.deepEqual(
    fillDown(table, { ...all, left: 2, right: 2 }).rows.map(({ then }) => then["rate"]),
    [19, 19, 19],
  );
  t.deepEqual(fillDown(table, { top: 1, bottom: 1, left: 0, right: 0 }).rows[1]?.when, {
    vip: true,
    amount: { ">": 100 },
  });
  t.deepEqual(fillDown(table, { top: 0, bottom: 0, left: 0, right: 0 }), table);
});

test("rows are inserted, deleted, duplicated and moved; ids stay unique", (t) => {
  t.deepEqual(idsOf(insertRow(table, 1)), ["r1", "r4", "r2", "r3"]);
  t.deepEqual(idsOf(deleteRows(table, 0, 1)), ["r3"]);
  t.deepEqual(idsOf(duplicateRows(table, 0, 1)), ["r1", "r2", "r4", "r5", "r3"]);
  t.deepEqual(idsOf(moveRows(table, 0, 1, 1)), ["r3", "r1", "r2"]);
  t.deepEqual(idsOf(moveRows(table, 1, 2, -1)), ["r2", "r3", "r1"]);
  t.is(moveRows(table, 0, 0, -1), table);
  t.is(moveRows(table, 2, 4, 1), table);
});

test("clearing empties cells; what was copied before comes back by pasting", (t) => {
  const copied = toTsv(table, { anchor: { line: 0, at: 0 }, cursor: { line: 2, at: 3 } }, "de");
  const cleared = clear(table, all, "de");
  const back = writeTexts(
    cleared,
    { line: 0, at: 0 },
    copied.split("\r\n").map((line) => line.split("\t")),
    "de",
  ).table;

  t.deepEqual(
    cleared.rows.map(({ when, then }) => ({ when, then })),
    [0, 1, 2].map(() => ({ when: {}, then: {} })),
  );
  t.deepEqual(
    back.rows.map(({ when, then }) => ({ when, then })),
    table.rows.map(({ when, then }) => ({ when, then })),
  );
});

test("one text is written into every cell of a range", (t) => {
  const { table: written } = writeEverywhere(table, { top: 0, bottom: 1, left: 1, right: 1 }, "nein", "de");

  t.deepEqual(
    written.rows.map(({ when }) => when["vip"]),
    [false, false, undefined],
  );
});

test("a CSV file has a header, the separator of its language, and no formulas", (t) => {
  const noted: RuleTable = {
    ...table,
    rows: [{ id: "r1", when: {}, then: { rate: 1.5 }, note: { de: '=HYPERLINK("x";1)', en: "" } }],
  };

  t.is(toCsv(noted, "de"), 'Betrag;VIP;Satz;Anmerkung\r\n;;1,5;"\'=HYPERLINK(""x"";1)"');
});
