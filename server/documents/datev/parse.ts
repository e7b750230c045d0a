import { isDay } from "../day.ts";
import type { Day } from "../day.ts";
import { readLines } from "../csv/lines.ts";
import type { RawFile } from "../csv/lines.ts";
import { columnNo } from "./columns.ts";

/** What the first line says, as far as it can be read. */
export interface DatevHeader {
  readonly consultant: number;
  readonly client: number;
  readonly fiscalYearStart: Day | null;
  readonly accountLength: number;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly currency: string;
  readonly chart: string;
}

/** A booking, as far as it can be read. Money in cents. */
export interface DatevBooking {
  readonly line: number;
  readonly side: string;
  readonly cents: number;
  readonly account: string;
  readonly contraAccount: string;
  readonly taxCode: string;
  readonly date: Day | null;
  readonly document1: string;
  readonly document2: string;
  readonly text: string;
  readonly costCentre: string;
  readonly dueOn: Day | null;
}

/** A Buchungsstapel as what it says; whether it says it rightly is `checkDatev`'s matter. */
export function parseDatev(bytes: Uint8Array): { readonly header: DatevHeader; readonly bookings: DatevBooking[] } {
  const { lines } = readLines(bytes, "datev");
  const header = headerOf(lines);
  return { header, bookings: lines.slice(2).map((line) => bookingOf(line, header)) };
}

/** Reads the first line. */
export function headerOf(lines: RawFile["lines"]): DatevHeader {
  const field = (no: number): string => lines[0]?.cells[no - 1]?.text ?? "";
  return {
    consultant: Number(field(11)),
    client: Number(field(12)),
    fiscalYearStart: fromCompact(field(13)),
    accountLength: Number(field(14)),
    from: fromCompact(field(15)),
    to: fromCompact(field(16)),
    currency: field(22),
    chart: field(27),
  };
}

function bookingOf({ no, cells }: RawFile["lines"][number], header: DatevHeader): DatevBooking {
  const field = (name: keyof typeof columnNo): string => cells[columnNo[name] - 1]?.text ?? "";
  return {
    line: no,
    side: field("side"),
    cents: Math.round(Number(field("amount").replace(",", ".")) * 100),
    account: field("account"),
    contraAccount: field("contraAccount"),
    taxCode: field("taxCode"),
    date: dayInRange(field("date"), header),
    document1: field("document1"),
    document2: field("document2"),
    text: field("text"),
    costCentre: field("costCentre1"),
    dueOn: fromDotless(field("dueDate")),
  };
}

/**
 * The day that `TTMM` means: its year is that of the file's range. Null when there is no such day within the range; a
 * range that crosses a year's end has one year for each month.
 */
export function dayInRange(text: string, { from, to }: Pick<DatevHeader, "from" | "to">): Day | null {
  if (from === null || to === null || !/^\d{4}$/.test(text)) return null;
  const years = new Set([from.slice(0, 4), to.slice(0, 4)]);
  const days = [...years].map((year) => `${year}-${text.slice(2)}-${text.slice(0, 2)}`);
  return days.find((day) => isDay(day) && day >= from && day <= to) ?? null;
}

/** `20261130` as a day; null when there is none. */
export function fromCompact(text: string): Day | null {
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  return isDay(day) ? day : null;
}

/** `30112026` as a day; null when there is none. */
export function fromDotless(text: string): Day | null {
  const day = `${text.slice(4)}-${text.slice(2, 4)}-${text.slice(0, 2)}`;
  return isDay(day) ? day : null;
}
