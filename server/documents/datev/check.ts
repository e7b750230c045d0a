import type { Both, Breach } from "../breach.ts";
import { readLines } from "../csv/lines.ts";
import type { RawFile } from "../csv/lines.ts";
import { addMonths, monthStart } from "../day.ts";
import { checkDebtors } from "./checkDebtors.ts";
import { checkRecord } from "./checkRecord.ts";
import { columns } from "./columns.ts";
import { checkCount, checkHeader, checkNames, missing } from "./checkLines.ts";
import { headerFields } from "./headerFields.ts";
import { fiscalYearEnd } from "./heading.ts";
import { headerOf } from "./parse.ts";

/**
 * Everything that DATEV would decline in a Buchungsstapel or in a file of debtors, or that its reader would regret: how the file is
 * written, its header, its columns, and each record by itself and against the header. It knows nothing of how we build such files.
 */
export function checkDatev(bytes: Uint8Array): Breach[] {
  const { lines, breaches } = readLines(bytes, "datev");
  if (lines[0] === undefined)
    return [...breaches, missing("datev.header", 1, { de: "ein Vorlaufsatz", en: "a header" })];
  if (isOfDebtors(lines[0])) return [...breaches, ...checkDebtors(lines)];
  const header = headerOf(lines);
  return [
    ...breaches,
    ...checkHeader(lines[0], headerFields),
    ...checkRange(lines),
    ...checkNames(lines[1], columns),
    ...checkCount(lines.length - 2, { de: "Buchung", en: "booking" }),
    ...lines.slice(2).flatMap((line) => checkRecord(line, header)),
  ];
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

/** Category 16, unless everything else says bookings. */
function isOfDebtors({ cells }: RawFile["lines"][number]): boolean {
  return cells[2]?.text === "16" && cells[3]?.text !== "Buchungsstapel";
}
