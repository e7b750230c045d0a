import type { Both, Breach } from "../breach.ts";
import { readLines } from "../csv/lines.ts";
import type { RawFile } from "../csv/lines.ts";
import { addMonths, monthStart } from "../day.ts";
import { fiscalYearEnd, MOST_RECORDS } from "./build.ts";
import { checkRecord } from "./checkRecord.ts";
import { columns } from "./columns.ts";
import { quoting } from "./expected.ts";
import { headerFields } from "./headerFields.ts";
import { headerOf } from "./parse.ts";

/**
 * Everything that DATEV would decline in a Buchungsstapel, or that its reader would regret: how the file is written, its
 * header, its columns, and each record by itself and against the header. It knows nothing of how we build such files.
 */
export function checkDatev(bytes: Uint8Array): Breach[] {
  const { lines, breaches } = readLines(bytes, "datev");
  if (lines[0] === undefined)
    return [...breaches, missing("datev.header", 1, { de: "ein Vorlaufsatz", en: "a header" })];
  const header = headerOf(lines);
  return [
    ...breaches,
    ...checkHeader(lines[0]),
    ...checkRange(lines),
    ...checkNames(lines[1]),
    ...checkCount(lines.length - 2),
    ...lines.slice(2).flatMap((line) => checkRecord(line, header)),
  ];
}

type Line = RawFile["lines"][number];

function checkHeader({ cells }: Line): Breach[] {
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

/** The range lies within one fiscal year; more than one month is unusual, and DATEV splits it. */
function checkRange(lines: RawFile["lines"]): Breach[] {
  const { from, to, fiscalYearStart } = headerOf(lines);
  const value = (no: number): string => lines[0]?.cells[no - 1]?.text ?? "";
  const wrong = (no: number, expected: Both, severity: Breach["severity"] = "error"): Breach => ({
    severity,
    rule: "datev.range",
    place: { line: 1, column: no, name: headerFields[no - 1]?.name ?? "" },
    value: value(no),
    expected,
  });
  const unreal = [13, 15, 16].filter((no, index) => [fiscalYearStart, from, to][index] === null && value(no) !== "");
  const found = unreal
    .filter((no) => headerFields[no - 1]?.pattern.test(value(no)))
    .map((no) => wrong(no, { de: "einen Tag, den es gibt", en: "a day that exists" }));
  if (from === null || to === null) return found;
  if (from > to) found.push(wrong(16, { de: `nicht vor ${from}`, en: `not before ${from}` }));
  if (fiscalYearStart !== null && (from < fiscalYearStart || to > fiscalYearEnd(fiscalYearStart))) {
    const year = `${fiscalYearStart} – ${fiscalYearEnd(fiscalYearStart)}`;
    found.push(
      wrong(from < fiscalYearStart ? 15 : 16, {
        de: `im Wirtschaftsjahr ${year}`,
        en: `within the fiscal year ${year}`,
      }),
    );
  }
  if (to >= addMonths(monthStart(from), 1) && from <= to) {
    found.push(
      wrong(
        16,
        { de: `eine Buchungsperiode (den Monat von ${from})`, en: `one period (the month of ${from})` },
        "warning",
      ),
    );
  }
  return found;
}

/** DATEV reads columns by their place; a name at another column's place means that they were moved. */
function checkNames(line: Line | undefined): Breach[] {
  if (line === undefined) return [missing("datev.columns", 2, { de: "125 Spaltennamen", en: "125 column names" })];
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
  const expected = { de: "125 Spaltennamen", en: "125 column names" };
  return [{ severity: "error", rule: "datev.columns", place: { line: 2 }, value, expected }, ...found.slice(0, 1)];
}

function checkCount(count: number): Breach[] {
  if (count < 1) return [missing("datev.records", 3, { de: "mindestens eine Buchung", en: "at least one booking" })];
  if (count <= MOST_RECORDS) return [];
  const expected = { de: `höchstens ${MOST_RECORDS} Buchungen`, en: `at most ${MOST_RECORDS} bookings` };
  return [{ severity: "error", rule: "datev.records", place: {}, value: String(count), expected }];
}

function missing(rule: string, line: number, expected: Both): Breach {
  return { severity: "error", rule, place: { line }, value: "", expected };
}

function alike(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-zäöüß0-9]/g, "");
}
