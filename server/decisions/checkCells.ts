import type { Json } from "../base/json.ts";
import { holds, scalarsOf } from "./cell.ts";
import { findingTexts } from "./checkText.ts";
import { comparable, comparableCell } from "./comparable.ts";
import { leavesOf } from "./condition.ts";
import { shown } from "./explain.ts";
import type { Finding } from "./finding.ts";
import { fits } from "./judge.ts";
import type { Column, RuleRow, RuleSet, RuleTest } from "./ruleSet.ts";

/** What is wrong with single cells and tests: outputs of another type, values nobody foresaw, names nobody knows. */
export function checkCells(ruleSet: RuleSet): readonly Finding[] {
  return [
    ...ruleSet.rows.flatMap((row) => [...inputFindings(ruleSet, row), ...outputFindings(ruleSet, row)]),
    ...(ruleSet.tests ?? []).flatMap((test) => testFindings(ruleSet, test)),
  ];
}

function inputFindings(ruleSet: RuleSet, row: RuleRow): readonly Finding[] {
  const leaves = row.where === undefined ? [] : leavesOf(row.where);
  const cells = [...Object.entries(row.when).map(([input, is]) => ({ input, is })), ...leaves];
  return cells.flatMap(({ input, is }) => {
    const column = ruleSet.inputs.find(({ name }) => name === input);
    if (column === undefined) return [];
    return scalarsOf(is).flatMap((value) => listed(valueFinding(column, row.id, value)));
  });
}

function outputFindings(ruleSet: RuleSet, row: RuleRow): readonly Finding[] {
  return ruleSet.outputs.flatMap((column): readonly Finding[] => {
    const value = row.then[column.name] ?? null;
    if (isOfType(column, value)) return listed(valueFinding(column, row.id, value));
    const place = { row: row.id, column: column.name };
    return [{ severity: "error", place, code: "rules.type", message: findingTexts.outputType(row.id, column.label) }];
  });
}

function listed(finding: Finding | undefined): readonly Finding[] {
  return finding === undefined ? [] : [finding];
}

function isOfType(column: Column, value: Json): boolean {
  if (column.type === "list") return value === null || Array.isArray(value);
  return fits(column.type, value);
}

/** A value that an enum does not have is an error; one that others did not foresee may be meant. */
function valueFinding(column: Column, row: string, value: Json): Finding | undefined {
  if (value === null) return undefined;
  const place = { row, column: column.name };
  const known = column.values?.some((each) => comparable(column.type, each.value) === comparable(column.type, value));
  if (known === false && column.values?.length !== 0) {
    const severity = column.type === "enum" ? "error" : "warning";
    const message = findingTexts.unknownValue(row, column.label, `„${shown(value, column, "de")}“`);
    return { severity, place, code: "rules.value", message };
  }
  const { range } = column;
  if (range === undefined || holds(comparableCell(column, range), comparable(column.type, value))) return undefined;
  const message = findingTexts.outOfRange(row, column.label, shown(value, column, "de"));
  return { severity: "warning", place, code: "rules.range", message };
}

function testFindings({ inputs, outputs, rows }: RuleSet, test: RuleTest): readonly Finding[] {
  const { verdict = null, rows: expected = [] } = test.expect;
  const outcomes = Array.isArray(verdict) ? verdict : [verdict ?? {}];
  const place = { test: test.id };
  const strangers = [
    ...Object.keys(test.facts).filter((name) => !inputs.some((input) => input.name === name)),
    ...outcomes
      .flatMap((each: object) => Object.keys(each))
      .filter((name) => !outputs.some((output) => output.name === name)),
  ];
  const missing = expected.filter((id) => !rows.some((row) => row.id === id));
  return [
    ...strangers.map((name): Finding => ({
      severity: "error",
      place,
      code: "rules.test.column",
      message: findingTexts.testColumn(name),
    })),
    ...missing.map((id): Finding => ({
      severity: "error",
      place,
      code: "rules.test.row",
      message: findingTexts.testRow(id),
    })),
  ];
}
