import type { Both, Breach } from "../breach.ts";
import type { RawFile } from "../csv/lines.ts";
import { columnNo, columns } from "./columns.ts";
import type { Column } from "./columns.ts";
import { checkBooking } from "./checkBooking.ts";
import { expectedOf, quoting } from "./expected.ts";
import { fromDotless } from "./parse.ts";
import type { DatevHeader } from "./parse.ts";

type Line = RawFile["lines"][number];

/** What is wrong with one record: its number of columns, each field, and what its fields say together. */
export function checkRecord(line: Line, header: DatevHeader): Breach[] {
  const found = columns.flatMap((column) => checkField(line, column));
  if (line.cells.length !== columns.length) {
    const expected = { de: "125 Spalten", en: "125 columns" };
    const value = String(line.cells.length);
    // the columns behind the missing one would all be told as wrong as well
    return [
      { severity: "error", rule: "datev.columns", place: { line: line.no }, value, expected },
      ...found.slice(0, 3),
    ];
  }
  return [...found, ...checkBooking(line, header)];
}

/** What is wrong with one field by itself: quotes, length, what it takes. */
export function checkField({ no: lineNo, cells }: Line, column: Column, ruleOf = ruleOfBooking): Breach[] {
  const cell = cells[column.no - 1];
  if (cell === undefined) return [];
  const place = { line: lineNo, column: column.no, name: column.name };
  const isText = column.kind === "text";
  if (cell.isQuoted !== isText) {
    const quoted = quoting("datev.fieldQuotes", place, cell.text, isText);
    if (cell.text === "" && !isText) return [quoted];
    return [quoted, ...valueBreaches(column, cell.text, place, ruleOf)];
  }
  return valueBreaches(column, cell.text, place, ruleOf);
}

function valueBreaches(
  column: Column,
  value: string,
  place: Breach["place"],
  ruleOf: (column: Column) => string,
): Breach[] {
  const breach = (rule: string, expected: Both): Breach => ({ severity: "error", rule, place, value, expected });
  if (value === "") return column.isRequired ? [breach("datev.required", expectedOf(column, ""))] : [];
  if (/\p{Cc}/u.test(value))
    return [breach("datev.control", { de: "keine Steuerzeichen", en: "no control characters" })];
  if (!column.pattern.test(value)) return [breach(ruleOf(column), expectedOf(column, value))];
  const isDate = column.pattern.source.endsWith(String.raw`20\d{2}$`) && column.no !== 92;
  if (isDate && fromDotless(value) === null)
    return [breach("datev.date", { de: "einen Tag, den es gibt", en: "a day that exists" })];
  return [];
}

const rules: Readonly<Record<number, string>> = {
  [columnNo.amount]: "datev.amount",
  [columnNo.side]: "datev.side",
  [columnNo.account]: "datev.account",
  [columnNo.contraAccount]: "datev.account",
  [columnNo.taxCode]: "datev.taxCode",
  [columnNo.date]: "datev.date",
  [columnNo.document1]: "datev.document",
  [columnNo.document2]: "datev.document",
  [columnNo.text]: "datev.textLength",
  [columnNo.serviceDate]: "datev.date",
  [columnNo.taxPeriodDate]: "datev.date",
  [columnNo.dueDate]: "datev.date",
  [columnNo.fixed]: "datev.fixed",
};

function ruleOfBooking({ no }: Column): string {
  return rules[no] ?? "datev.field";
}
