import type { Both, Breach } from "../breach.ts";
import { readLines } from "../csv/lines.ts";
import type { RawLine } from "../csv/lines.ts";
import { checkTogether } from "./checkTogether.ts";
import { bmdColumns } from "./columns.ts";
import { bookingOf, dayOf, namesOf, rowOf } from "./parse.ts";
import type { BmdBooking, BmdRow } from "./parse.ts";

/**
 * Everything that BMD would decline in a file of bookings, or book wrongly: how the file is written, its columns, each row
 * by itself, and the rows together (one sign for all taxes, one row for each rate of a document). It knows nothing of how
 * we build such files; the profile (form of dates, sign of tax) is read from the file and has to be one throughout.
 */
export function checkBmd(bytes: Uint8Array): Breach[] {
  const { lines, breaches } = readLines(bytes, "bmd");
  const names = namesOf(lines[0]);
  const missing = checkNames(names);
  const rows = lines.slice(1);
  const wrong = rows.filter(({ cells }) => cells.length !== names.length);
  const whole = rows.filter(({ cells }) => cells.length === names.length);
  const known = missing.some(({ severity }) => severity === "error") ? [] : whole;
  return [
    ...breaches,
    ...missing,
    ...wrong.map((line) => columnCount(line, names.length)),
    ...(rows.length === 0 && lines.length > 0 ? [noRows()] : []),
    ...known.flatMap((line) => checkRow(line, rowOf(line, names), names)),
    ...checkTogether(
      known.map((line) => bookingOf(line, rowOf(line, names))),
      names,
    ),
    ...oneDateForm(known, names),
  ];
}

function checkNames(names: readonly string[]): Breach[] {
  const absent = bmdColumns.filter(({ name, isRequired }) => isRequired && !names.includes(name));
  const twice = names.filter((name, index) => name !== "" && names.indexOf(name) !== index);
  const unknown = names.filter((name) => !bmdColumns.some((column) => column.name === name));
  return [
    ...absent.map(({ name }) => named("bmd.column", "", { de: `eine Spalte ${name}`, en: `a column ${name}` }, name)),
    ...twice.map((name) =>
      named("bmd.column", name, { de: "jede Spalte nur einmal", en: "each column only once" }, name),
    ),
    ...unknown.map((name) => ({
      ...named("bmd.unknownColumn", name, {
        de: "einen Spaltennamen, den BMD kennt",
        en: "a column's name that BMD knows",
      }),
      severity: "warning" as const,
    })),
  ];
}

function named(rule: string, value: string, expected: Both, name?: string): Breach {
  return { severity: "error", rule, place: { line: 1, ...(name === undefined ? {} : { name }) }, value, expected };
}

function columnCount({ no, cells }: RawLine, count: number): Breach {
  const expected = { de: `${count} Spalten wie in der Kopfzeile`, en: `${count} columns as in the first line` };
  return { severity: "error", rule: "bmd.columns", place: { line: no }, value: String(cells.length), expected };
}

function noRows(): Breach {
  const expected = { de: "mindestens eine Buchung", en: "at least one booking" };
  return { severity: "error", rule: "bmd.rows", place: { line: 2 }, value: "", expected };
}

function checkRow(line: RawLine, row: BmdRow, names: readonly string[]): Breach[] {
  const placed = (name: string): Breach["place"] => ({ line: line.no, column: names.indexOf(name) + 1, name });
  const breach = (rule: string, name: string, expected: Both): Breach => ({
    severity: "error",
    rule,
    place: placed(name),
    value: row(name),
    expected,
  });
  const fields = bmdColumns.flatMap(({ name, pattern, isRequired, expected }) => {
    const value = row(name);
    if (!names.includes(name) || (value === "" && !isRequired)) return [];
    if (value === "") return [breach("bmd.required", name, expected)];
    if (!pattern.test(value)) return [breach(`bmd.${name}`, name, expected)];
    if (name.endsWith("datum") && dayOf(value) === null)
      return [breach(`bmd.${name}`, name, { de: "einen Tag, den es gibt", en: "a day that exists" })];
    return [];
  });
  return fields.length > 0 ? fields : checkMeaning(bookingOf(line, row), row, breach);
}

type Tell = (rule: string, name: string, expected: Both) => Breach;

/** What the fields of a row say together; asked only where each can be read. */
function checkMeaning(booking: BmdBooking, row: BmdRow, breach: Tell): Breach[] {
  const { cents, symbol, taxCode } = booking;
  const found: Breach[] = [];
  if (cents === 0)
    found.push(breach("bmd.betrag", "betrag", { de: "einen Betrag ungleich null", en: "an amount that is not zero" }));
  if (symbol === "GS" && cents > 0 && row("buchcode") === "1")
    found.push(breach("bmd.credit", "betrag", { de: "eine Gutschrift negativ", en: "a credit note to be negative" }));
  if (["7", "77"].includes(taxCode) && row("uidnr") === "") {
    const expected = { de: "die UID des Kunden", en: "the customer's VAT id" };
    found.push({ ...breach("bmd.uidnr", "uidnr", expected), severity: "warning" });
  }
  return [...found, ...checkTax(booking, breach), ...checkDates(booking, row, breach)];
}

/** The tax is part of the gross amount. Rounded once for the document and spread over its rows, it is a cent or two off. */
function checkTax({ cents, taxCents, percent }: BmdBooking, breach: Tell): Breach[] {
  const tax = Math.round((Math.abs(cents) * percent) / (100 + percent));
  if (Math.abs(Math.abs(taxCents) - tax) <= 2) return [];
  const [whole, rest] = [Math.floor(tax / 100), String(tax % 100).padStart(2, "0")];
  return [
    breach("bmd.steuer", "steuer", {
      de: `${percent} % Steuer aus dem Bruttobetrag, also ${whole},${rest}`,
      en: `${percent} % tax within the gross amount, that is ${whole}.${rest}`,
    }),
  ];
}

function checkDates({ bookedOn, issuedOn }: BmdBooking, row: BmdRow, breach: Tell): Breach[] {
  const found: Breach[] = [];
  const period = row("periode");
  if (period !== "" && bookedOn !== null && Number(period) !== Number(bookedOn.slice(5, 7))) {
    const expected = { de: "den Monat des Buchungsdatums", en: "the month of the booking date" };
    found.push(breach("bmd.periode", "periode", expected));
  }
  if (bookedOn !== null && issuedOn !== null && bookedOn < issuedOn) {
    const expected = { de: "nicht vor dem Belegdatum", en: "not before the document's date" };
    found.push({ ...breach("bmd.buchdatum", "buchdatum", expected), severity: "warning" });
  }
  return found;
}

function oneDateForm(lines: readonly RawLine[], names: readonly string[]): Breach[] {
  const forms = lines.map((line) => ["buchdatum", "belegdatum"].map((name) => rowOf(line, names)(name).includes(".")));
  const first = forms[0]?.[0];
  const other = forms.findIndex((pair) => pair.some((form) => form !== first));
  if (other < 0) return [];
  const expected = {
    de: "eine Form der Datumsangaben in der ganzen Datei",
    en: "one form of dates throughout the file",
  };
  const line = lines[other];
  const value = line === undefined ? "" : rowOf(line, names)("belegdatum");
  return [
    { severity: "error", rule: "bmd.dateForm", place: { line: line?.no ?? 0, name: "belegdatum" }, value, expected },
  ];
}
