import type { Language } from "../../api/types.ts";
import { conditionText, outputText } from "./cellText.ts";
import type { Column, RuleTable } from "./ruleTable.ts";

/** A column of the sheet: an input, an output, or the annotation. */
export type SheetColumn =
  | { readonly kind: "input" | "output"; readonly column: Column; readonly index: number }
  | { readonly kind: "note" };

/** A cell by its place: lines are the rows, then the empty line for a new row, then the default. */
export type Place = { readonly line: number; readonly at: number };
export type Line =
  | { readonly kind: "row"; readonly index: number }
  | { readonly kind: "new" }
  | { readonly kind: "default" };
/** A rectangle of cells: where it was begun, and where the cursor is. */
export type Selection = { readonly anchor: Place; readonly cursor: Place };

/** The columns from left to right: WHEN, THEN, annotation. */
export function columnsOf(table: RuleTable): readonly SheetColumn[] {
  const inputs = table.inputs.map((column, index) => ({ kind: "input", column, index }) as const);
  const outputs = table.outputs.map((column, index) => ({ kind: "output", column, index }) as const);
  return [...inputs, ...outputs, { kind: "note" }];
}

export function lineAt(table: RuleTable, line: number): Line {
  if (line < table.rows.length) return { kind: "row", index: line };
  return line === table.rows.length ? { kind: "new" } : { kind: "default" };
}

/** How many lines there are: every row, the empty one, the default. */
export function lineCount(table: RuleTable): number {
  return table.rows.length + 2;
}

export type Rectangle = {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
};

/** The corners of a selection, inclusive. */
export function rectangleOf({ anchor, cursor }: Selection): Rectangle {
  return {
    top: Math.min(anchor.line, cursor.line),
    bottom: Math.max(anchor.line, cursor.line),
    left: Math.min(anchor.at, cursor.at),
    right: Math.max(anchor.at, cursor.at),
  };
}

export function isInside({ top, bottom, left, right }: Rectangle, line: number, at: number): boolean {
  return line >= top && line <= bottom && at >= left && at <= right;
}

/** What a cell shows, and what its editor begins with. */
export function textAt(table: RuleTable, { line, at }: Place, language: Language): string {
  const where = lineAt(table, line);
  const sheet = columnsOf(table)[at];
  if (sheet === undefined || where.kind === "new") return "";
  if (where.kind === "default")
    return sheet.kind === "output" ? outputText(sheet.column, table.default?.[sheet.column.name], language) : "";
  const row = table.rows[where.index];
  if (row === undefined) return "";
  if (sheet.kind === "note") return row.note?.[language] ?? "";
  return sheet.kind === "input"
    ? conditionText(sheet.column, row.when[sheet.column.name], language)
    : outputText(sheet.column, row.then[sheet.column.name], language);
}

/** Whether something can be written here: the default has results only. */
export function isWritable(table: RuleTable, { line, at }: Place): boolean {
  return lineAt(table, line).kind !== "default" || columnsOf(table)[at]?.kind === "output";
}

/** A selection as a spreadsheet takes it: tabs between cells, quotes where a cell holds a tab, a quote or a line break. */
export function toTsv(table: RuleTable, selection: Selection, language: Language): string {
  const { top, bottom, left, right } = rectangleOf(selection);
  const lines: string[] = [];
  for (let line = top; line <= bottom; line += 1) {
    const cells: string[] = [];
    for (let at = left; at <= right; at += 1) cells.push(quoted(textAt(table, { line, at }, language), /["\t\n\r]/));
    lines.push(cells.join("\t"));
  }
  return lines.join("\r\n");
}

/** The whole table as CSV (RFC 4180) with a header; semicolons in German, as Excel expects there. */
export function toCsv(table: RuleTable, language: Language): string {
  const separator = language === "de" ? ";" : ",";
  const quote = (text: string) => quoted(text, separator === ";" ? /[";\n\r]/ : /[",\n\r]/);
  const header = columnsOf(table).map((sheet) =>
    sheet.kind === "note" ? (language === "de" ? "Anmerkung" : "Annotation") : sheet.column.label[language],
  );
  const rows = table.rows.map((_, line) =>
    columnsOf(table).map((_column, at) => textAt(table, { line, at }, language)),
  );
  return [header, ...rows].map((cells) => cells.map((cell) => quote(formulaless(cell))).join(separator)).join("\r\n");
}

/** A spreadsheet must not take a cell for a formula (OWASP, CSV injection); conditions such as `> 5` are left alone. */
function formulaless(text: string): string {
  return /^[=@\t\r]|^[+-](?![\d.,\s]|$)/.test(text) ? `'${text}` : text;
}

function quoted(text: string, special: RegExp): string {
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
