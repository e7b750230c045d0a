import type { Both, Breach } from "../breach.ts";
import type { RawFile } from "../csv/lines.ts";
import { MOST_RECORDS } from "./build.ts";
import type { Column } from "./columns.ts";
import { quoting } from "./expected.ts";
import type { HeaderField } from "./headerFields.ts";

type Line = RawFile["lines"][number];

/** Each field of the first line, and that there are all of them. */
export function checkHeader({ cells }: Line, headerFields: readonly HeaderField[]): Breach[] {
  const found: Breach[] = headerFields.flatMap(({ no, name, kind, pattern, expected }) => {
    const cell = cells[no - 1];
    if (cell === undefined) return [];
    const place = { line: 1, column: no, name };
    const isQuoted = kind === "text";
    if (cell.isQuoted !== isQuoted) return [quoting("datev.headerQuotes", place, cell.text, isQuoted)];
    if (pattern.test(cell.text)) return [];
    return [{ severity: "error", rule: "datev.header", place, value: cell.text, expected }];
  });
  if (cells.length !== headerFields.length) {
    const expected = { de: "31 Felder im Vorlaufsatz", en: "31 header fields" };
    found.push({
      severity: "error",
      rule: "datev.headerFields",
      place: { line: 1 },
      value: String(cells.length),
      expected,
    });
  }
  return found;
}

/** DATEV reads columns by their place; a name at another column's place means that they were moved. */
export function checkNames(line: Line | undefined, columns: readonly Column[]): Breach[] {
  const all = { de: `${columns.length} Spaltennamen`, en: `${columns.length} column names` };
  if (line === undefined) return [missing("datev.columns", 2, all)];
  const known = new Set(columns.map(({ name }) => alike(name)));
  const matching = columns.filter(({ no, name }) => alike(line.cells[no - 1]?.text ?? "") === alike(name));
  if (matching.length * 2 < columns.length && line.cells.length === columns.length)
    return [missing("datev.columns", 2, { de: "die Spaltennamen", en: "the columns' names" })];
  const found: Breach[] = columns.flatMap(({ no, name }) => {
    const text = line.cells[no - 1]?.text;
    if (text === undefined || alike(text) === alike(name)) return [];
    const severity = known.has(alike(text)) || text === "" ? "error" : "warning";
    const place = { line: 2, column: no, name };
    return [{ severity, rule: "datev.columnName", place, value: text, expected: { de: `„${name}“`, en: `"${name}"` } }];
  });
  if (line.cells.length === columns.length) return found;
  const value = String(line.cells.length);
  return [{ severity: "error", rule: "datev.columns", place: { line: 2 }, value, expected: all }, ...found.slice(0, 1)];
}

/** That there is something, and no more than a file may have. `what` is one record. */
export function checkCount(count: number, what: Both): Breach[] {
  if (count < 1)
    return [missing("datev.records", 3, { de: `mindestens eine ${what.de}`, en: `at least one ${what.en}` })];
  if (count <= MOST_RECORDS) return [];
  const expected = { de: `höchstens ${MOST_RECORDS} Sätze`, en: `at most ${MOST_RECORDS} records` };
  return [{ severity: "error", rule: "datev.records", place: {}, value: String(count), expected }];
}

/** Something that has to be there and is not. */
export function missing(rule: string, line: number, expected: Both): Breach {
  return { severity: "error", rule, place: { line }, value: "", expected };
}

function alike(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-zäöüß0-9]/g, "");
}
