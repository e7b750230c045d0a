import test from "ava";
import { addColumn, changeColumn, moveColumn, nameFault, removeColumn } from "./columns.ts";
import { begin, redo, step, undo } from "./history.ts";
import { freeId, tableOf, type Column, type RuleTable } from "./ruleTable.ts";

const label = { de: "x", en: "x" };
const a: Column = { name: "a", type: "string", label };
const table: RuleTable = {
  key: "k",
  version: 1,
  label,
  hitPolicy: "first",
  inputs: [a, { name: "b", type: "string", label }],
  outputs: [{ name: "out", type: "string", label }],
  rows: [
    {
      id: "r1",
      when: { a: "1" },
      where: { any: [{ input: "a", is: "2" }, { not: { input: "b", is: "a" } }] },
      then: { out: "x" },
    },
  ],
  default: { out: "y" },
  tests: [{ id: "t1", name: label, facts: { a: "1" }, expect: { verdict: { out: "x" } } }],
};

test("a column that is renamed is renamed in rows, further conditions, default and tests", (t) => {
  const inputs = changeColumn(table, "inputs", 0, { ...a, name: "z" });
  const outputs = changeColumn(table, "outputs", 0, { name: "result", type: "string", label });

  t.deepEqual(inputs.rows[0], {
    ...table.rows[0]!,
    when: { z: "1" },
    where: { any: [{ input: "z", is: "2" }, { not: { input: "b", is: "a" } }] },
  });
  t.deepEqual(inputs.tests?.[0]?.facts, { z: "1" });
  t.deepEqual(
    [outputs.rows[0]?.then, outputs.default, outputs.tests?.[0]?.expect],
    [{ result: "x" }, { result: "y" }, { verdict: { result: "x" } }],
  );
});

test("columns are added under a free name, taken away with their cells, and moved", (t) => {
  t.is(addColumn(table, "inputs").inputs[2]?.name, "input3");
  t.deepEqual(removeColumn(table, "inputs", 0).rows[0]?.when, {});
  t.deepEqual(
    moveColumn(table, "inputs", 0, 1).inputs.map(({ name }) => name),
    ["b", "a"],
  );
  t.is(moveColumn(table, "inputs", 0, -1), table);
});

test("a name that is taken or no name is told", (t) => {
  t.deepEqual(
    [nameFault(table, "inputs", 0, "b"), nameFault(table, "inputs", 0, "1x"), nameFault(table, "inputs", 0, "a")],
    ["taken", "shape", null],
  );
});

test("steps are taken back and done again; a new step forgets what was taken back", (t) => {
  const done = step(step(begin(1), 2), 3);

  t.is(undo(undo(done)).present, 1);
  t.is(redo(undo(done)).present, 3);
  t.deepEqual(redo(step(undo(done), 4)).present, 4);
  t.is(undo(begin(1)).present, 1);
  t.is(step(done, 3), done);
});

test("what is no decision table is not read as one; plain values get labels", (t) => {
  t.is(tableOf({ all: [] }), null);
  t.is(tableOf({ ...table, hitPolicy: "best" }), null);
  t.is(tableOf({ ...table, rows: [{ id: "r1" }] }), null);
  t.deepEqual(tableOf({ ...table, inputs: [{ ...a, values: ["u", 1] }] })?.inputs[0]?.values, [
    { value: "u", label: { de: "u", en: "u" } },
    { value: 1, label: { de: "1", en: "1" } },
  ]);
  t.is(freeId("r", [{ id: "r2" }]), "r3");
});
