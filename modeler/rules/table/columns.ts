import type { Column, Condition, Facts, Json, RuleTable, RuleTest } from "./ruleTable.ts";

export type Side = "inputs" | "outputs";

/** A new column at the end of its side. */
export function addColumn(table: RuleTable, side: Side): RuleTable {
  const taken = new Set([...table.inputs, ...table.outputs].map(({ name }) => name));
  const stem = side === "inputs" ? "input" : "output";
  let number = table[side].length + 1;
  while (taken.has(`${stem}${number}`)) number += 1;
  const label =
    side === "inputs"
      ? { de: `Eingabe ${number}`, en: `Input ${number}` }
      : { de: `Ergebnis ${number}`, en: `Output ${number}` };
  return { ...table, [side]: [...table[side], { name: `${stem}${number}`, type: "string", label }] };
}

/** A column with other properties. A new name is carried into rows, default and tests. */
export function changeColumn(table: RuleTable, side: Side, index: number, column: Column): RuleTable {
  const before = table[side][index];
  if (before === undefined) return table;
  const changed = { ...table, [side]: table[side].with(index, column) };
  return before.name === column.name ? changed : renamed(changed, side, before.name, column.name);
}

/** Takes a column away, with its cells and what tests say of it. */
export function removeColumn(table: RuleTable, side: Side, index: number): RuleTable {
  const gone = table[side][index];
  if (gone === undefined) return table;
  return renamed({ ...table, [side]: table[side].toSpliced(index, 1) }, side, gone.name, null);
}

export function moveColumn(table: RuleTable, side: Side, index: number, step: -1 | 1): RuleTable {
  const columns = table[side];
  const [one, other] = [columns[index], columns[index + step]];
  if (one === undefined || other === undefined) return table;
  return { ...table, [side]: columns.with(index, other).with(index + step, one) };
}

/** Why a name cannot be taken: it is taken already, or no name. */
export function nameFault(table: RuleTable, side: Side, index: number, name: string): "taken" | "shape" | null {
  if (!/^[A-Za-z_]\w{0,63}$/.test(name)) return "shape";
  return table[side].some((column, at) => column.name === name && at !== index) ? "taken" : null;
}

function renamed(table: RuleTable, side: Side, from: string, to: string | null): RuleTable {
  const part = side === "inputs" ? "when" : "then";
  const rows = table.rows.map((row) => ({
    ...row,
    [part]: renameKey(row[part], from, to),
    ...(side === "inputs" && row.where !== undefined && to !== null
      ? { where: renameInputs(row.where, from, to) }
      : {}),
  }));
  const tests = table.tests?.map((test) => renameInTest(test, side, from, to));
  const otherwise =
    side === "outputs" && table.default !== undefined ? { default: renameKey(table.default, from, to) } : {};
  return { ...table, rows, ...otherwise, ...(tests === undefined ? {} : { tests }) };
}

function renameInTest(test: RuleTest, side: Side, from: string, to: string | null): RuleTest {
  if (side === "inputs") return { ...test, facts: renameKey(test.facts, from, to) };
  const { verdict } = test.expect;
  if (verdict === undefined || verdict === null || typeof verdict !== "object") return test;
  const next = Array.isArray(verdict)
    ? (verdict as readonly Json[]).map((one) => renameKey(one as Facts, from, to)) // a list of verdicts
    : renameKey(verdict as Facts, from, to); // one verdict
  return { ...test, expect: { ...test.expect, verdict: next } };
}

function renameKey<T>(
  values: Readonly<Record<string, T>>,
  from: string,
  to: string | null,
): Readonly<Record<string, T>> {
  if (!(from in values)) return values;
  const entries = Object.entries(values).flatMap(([name, value]): [string, T][] => {
    if (name !== from) return [[name, value]];
    return to === null ? [] : [[to, value]];
  });
  return Object.fromEntries(entries);
}

/** The inputs that a further condition names. */
function renameInputs(where: Condition, from: string, to: string): Condition {
  if ("input" in where) return where.input === from ? { ...where, input: to } : where;
  if ("not" in where) return { not: renameInputs(where.not, from, to) };
  if ("all" in where) return { all: where.all.map((one) => renameInputs(one, from, to)) };
  return { any: where.any.map((one) => renameInputs(one, from, to)) };
}
