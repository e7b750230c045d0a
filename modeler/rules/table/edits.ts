import type { Language } from "../../api/types.ts";
import { readCondition, readOutput } from "./cellText.ts";
import { columnsOf, isWritable, lineAt, textAt, type Place, type Rectangle, type SheetColumn } from "./places.ts";
import { freeId, type Facts, type RuleRow, type RuleTable } from "./ruleTable.ts";

/** A table after an edit, with the cells whose text was not understood and which stayed as they were. */
export type Edited = { readonly table: RuleTable; readonly unread: readonly Unread[] };
type Unread = { readonly place: Place; readonly text: string };

/** Writes texts as typed or pasted from a place on; lines that are missing are made. */
export function writeTexts(
  table: RuleTable,
  from: Place,
  texts: readonly (readonly string[])[],
  language: Language,
): Edited {
  if (lineAt(table, from.line).kind === "default") return writeDefault(table, from, texts[0] ?? [], language);
  const columns = columnsOf(table);
  const unread: Unread[] = [];
  const rows = [...table.rows];
  for (const [down, cells] of texts.entries()) {
    const line = from.line + down;
    if (rows[line] === undefined) rows.push(emptyRow(rows));
    const before = rows[line];
    if (before !== undefined)
      rows[line] = writeLine(before, columns, { line, at: from.at }, { cells, language, unread });
  }
  return { table: { ...table, rows }, unread };
}

type Written = { readonly cells: readonly string[]; readonly language: Language; readonly unread: Unread[] };

/** Texts into one row from a place on; what is not understood is added to `unread`. */
function writeLine(
  before: RuleRow,
  columns: readonly SheetColumn[],
  from: Place,
  { cells, language, unread }: Written,
): RuleRow {
  let row = before;
  for (const [right, text] of cells.entries()) {
    const place = { line: from.line, at: from.at + right };
    const sheet = columns[place.at];
    if (sheet === undefined) continue;
    const written = writeCell(row, sheet, text, language);
    if (written === null) unread.push({ place, text });
    else row = written;
  }
  return row;
}

/** The default has results only. */
function writeDefault(table: RuleTable, from: Place, cells: readonly string[], language: Language): Edited {
  const unread: Unread[] = [];
  const columns = columnsOf(table).map((sheet) => (sheet.kind === "output" ? sheet : undefined));
  let row: RuleRow = { id: "", when: {}, then: table.default ?? {} };
  for (const [right, text] of cells.entries()) {
    const place = { line: from.line, at: from.at + right };
    const sheet = columns[place.at];
    if (sheet === undefined) continue;
    const written = writeCell(row, sheet, text, language);
    if (written === null) unread.push({ place, text });
    else row = written;
  }
  return { table: withDefault(table, row.then), unread };
}

/** One cell of a row with another text; null when it cannot be understood. */
function writeCell(row: RuleRow, sheet: SheetColumn, text: string, language: Language): RuleRow | null {
  if (sheet.kind === "note") return writeNote(row, text, language);
  const { name } = sheet.column;
  if (sheet.kind === "output") {
    const read = readOutput(sheet.column, text);
    if (read.kind === "unread") return null;
    return { ...row, then: put(row.then, name, read.kind === "none" ? undefined : read.value) };
  }
  const read = readCondition(sheet.column, text);
  if (read.kind === "unread") return null;
  return { ...row, when: put(row.when, name, read.kind === "none" ? undefined : read.value) };
}

/** The note in the language of the page; the other language follows as long as it says the same. */
function writeNote({ note, ...row }: RuleRow, given: string, language: Language): RuleRow {
  const text = given.trim();
  const other = language === "de" ? "en" : "de";
  const followed = note === undefined || note[other] === "" || note[other] === note[language] ? text : note[other];
  if (text === "" && followed === "") return row;
  return { ...row, note: language === "de" ? { de: text, en: followed } : { de: followed, en: text } };
}

function put<T>(values: Readonly<Record<string, T>>, name: string, value: T | undefined): Readonly<Record<string, T>> {
  const { [name]: _, ...rest } = values;
  return value === undefined ? rest : { ...rest, [name]: value };
}

function withDefault(before: RuleTable, otherwise: Facts | undefined): RuleTable {
  const { default: _, ...table } = before;
  return otherwise === undefined || Object.keys(otherwise).length === 0 ? table : { ...table, default: otherwise };
}

function emptyRow(rows: readonly RuleRow[]): RuleRow {
  return { id: freeId("r", rows), when: {}, then: {} };
}

/** Empties the cells of a rectangle. */
export function clear(table: RuleTable, rectangle: Rectangle, language: Language): RuleTable {
  const bottom = Math.min(
    rectangle.bottom,
    lineAt(table, rectangle.top).kind === "default" ? rectangle.top : table.rows.length - 1,
  );
  const height = bottom - rectangle.top + 1;
  if (height < 1) return table;
  const blank = Array.from({ length: height }, () =>
    Array.from({ length: rectangle.right - rectangle.left + 1 }, () => ""),
  );
  return writeTexts(table, { line: rectangle.top, at: rectangle.left }, blank, language).table;
}

/** Ctrl+D: the first line of the rectangle into all below; of a single line, the line above into it. */
export function fillDown(table: RuleTable, rectangle: Rectangle): RuleTable {
  const source = rectangle.top === rectangle.bottom ? rectangle.top - 1 : rectangle.top;
  const given = table.rows[source];
  if (given === undefined) return table;
  const columns = columnsOf(table).slice(rectangle.left, rectangle.right + 1);
  const rows = table.rows.map((row, line) => {
    if (line <= source || line > rectangle.bottom) return row;
    return columns.reduce((filled, sheet) => copyCell(given, filled, sheet), row);
  });
  return { ...table, rows };
}

function copyCell(from: RuleRow, { note, ...to }: RuleRow, sheet: SheetColumn): RuleRow {
  if (sheet.kind === "note") return from.note === undefined ? to : { ...to, note: from.note };
  const { name } = sheet.column;
  const kept = note === undefined ? to : { ...to, note };
  return sheet.kind === "input"
    ? { ...kept, when: put(kept.when, name, from.when[name]) }
    : { ...kept, then: put(kept.then, name, from.then[name]) };
}

/** An empty row in front of a line. */
export function insertRow(table: RuleTable, line: number): RuleTable {
  return { ...table, rows: table.rows.toSpliced(Math.min(line, table.rows.length), 0, emptyRow(table.rows)) };
}

export function deleteRows(table: RuleTable, top: number, bottom: number): RuleTable {
  return { ...table, rows: table.rows.filter((_, line) => line < top || line > bottom) };
}

/** The same rows once more, below, with ids of their own. */
export function duplicateRows(table: RuleTable, top: number, bottom: number): RuleTable {
  const copies: RuleRow[] = [];
  for (const row of table.rows.slice(top, bottom + 1))
    copies.push({ ...row, id: freeId("r", [...table.rows, ...copies]) });
  return { ...table, rows: table.rows.toSpliced(bottom + 1, 0, ...copies) };
}

/** Rows one place up (-1) or down (1); the same table when there is no place. */
export function moveRows(table: RuleTable, top: number, bottom: number, step: -1 | 1): RuleTable {
  const last = Math.min(bottom, table.rows.length - 1);
  if (top > last || top + step < 0 || last + step >= table.rows.length) return table;
  const moved = table.rows.slice(top, last + 1);
  return { ...table, rows: table.rows.toSpliced(top, moved.length).toSpliced(top + step, 0, ...moved) };
}

/** A text written with Ctrl+Enter into every cell of a rectangle. */
export function writeEverywhere(table: RuleTable, rectangle: Rectangle, text: string, language: Language): Edited {
  const texts = Array.from({ length: rectangle.bottom - rectangle.top + 1 }, (_, down) =>
    Array.from({ length: rectangle.right - rectangle.left + 1 }, (_column, right) => {
      const place = { line: rectangle.top + down, at: rectangle.left + right };
      return isWritable(table, place) ? text : textAt(table, place, language);
    }),
  );
  return writeTexts(table, { line: rectangle.top, at: rectangle.left }, texts, language);
}
