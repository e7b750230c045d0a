import { isDay } from "../day.ts";
import type { Day } from "../day.ts";
import { readLines } from "../csv/lines.ts";
import type { RawLine } from "../csv/lines.ts";

/** A booking of a BMD file, as far as it can be read. Money in cents, with the signs that stand there. */
export interface BmdBooking {
  readonly line: number;
  readonly account: string;
  readonly contraAccount: string;
  readonly bookedOn: Day | null;
  readonly issuedOn: Day | null;
  readonly document: string;
  readonly number: string;
  readonly cents: number;
  readonly taxCents: number;
  readonly percent: number;
  readonly taxCode: string;
  readonly symbol: string;
  readonly text: string;
  readonly costCentre: string;
}

/** A row by its columns' names. */
export type BmdRow = (name: string) => string;

/** A BMD file as what it says; whether it says it rightly is `checkBmd`'s matter. */
export function parseBmd(bytes: Uint8Array): BmdBooking[] {
  const { lines } = readLines(bytes, "bmd");
  const names = namesOf(lines[0]);
  return lines.slice(1).map((line) => bookingOf(line, rowOf(line, names)));
}

/** The columns that a file names, in lower case. */
export function namesOf(line: RawLine | undefined): string[] {
  return line?.cells.map(({ text }) => text.trim().toLowerCase()) ?? [];
}

/** Reads a row by its columns' names; what is not there is empty. */
export function rowOf({ cells }: RawLine, names: readonly string[]): BmdRow {
  return (name) => cells[names.indexOf(name)]?.text ?? "";
}

/** A booking of a row. */
export function bookingOf({ no }: RawLine, row: BmdRow): BmdBooking {
  return {
    line: no,
    account: row("konto"),
    contraAccount: row("gkonto"),
    bookedOn: dayOf(row("buchdatum")),
    issuedOn: dayOf(row("belegdatum")),
    document: row("belegnr"),
    number: row("extbelegnr"),
    cents: centsOf(row("betrag")),
    taxCents: centsOf(row("steuer")),
    percent: Number(row("prozent").replace(",", ".")),
    taxCode: row("steuercode"),
    symbol: row("buchsymbol"),
    text: row("text"),
    costCentre: row("kost"),
  };
}

/** A date in either form as a day; null when there is none. */
export function dayOf(text: string): Day | null {
  const day = text.includes(".")
    ? text.split(".").toReversed().join("-")
    : `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  return isDay(day) ? day : null;
}

function centsOf(text: string): number {
  return Math.round(Number(text.replace(",", ".")) * 100) || 0;
}
