import type { Both } from "../breach.ts";

/** A field of the first line: what it takes, and whether it is text and stands in quotes. */
export interface HeaderField {
  readonly no: number;
  readonly name: string;
  readonly kind: "text" | "number";
  readonly pattern: RegExp;
  readonly expected: Both;
}

const empty: Both = { de: "leer", en: "empty" };
const day: Both = { de: "ein Datum JJJJMMTT", en: "a date YYYYMMDD" };
const days = /^20\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;

/** The 31 header fields of DATEV EXTF (developer.datev.de, dtvf/formate/header), for category 21, format version 13. */
export const headerFields: readonly HeaderField[] = (
  [
    ["Kennzeichen", "text", /^(EXTF|DTVF)$/, { de: "EXTF", en: "EXTF" }],
    ["Versionsnummer", "number", /^700$/, { de: "700", en: "700" }],
    ["Formatkategorie", "number", /^21$/, { de: "21 (Buchungsstapel)", en: "21 (Buchungsstapel)" }],
    ["Formatname", "text", /^Buchungsstapel$/, { de: "Buchungsstapel", en: "Buchungsstapel" }],
    ["Formatversion", "number", /^13$/, { de: "13", en: "13" }],
    [
      "Erzeugt am",
      "number",
      /^20\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\d\d{3}$/,
      { de: "ein Zeitpunkt JJJJMMTTHHMMSSFFF", en: "an instant YYYYMMDDHHMMSSFFF" },
    ],
    ["Importiert", "number", /^$/, empty],
    ["Herkunft", "text", /^\w{0,2}$/, { de: "höchstens zwei Zeichen", en: "at most two characters" }],
    ["Exportiert von", "text", /^.{0,25}$/, { de: "höchstens 25 Zeichen", en: "at most 25 characters" }],
    ["Importiert von", "text", /^.{0,25}$/, { de: "höchstens 25 Zeichen", en: "at most 25 characters" }],
    [
      "Berater",
      "number",
      /^(100[1-9]|10[1-9]\d|1[1-9]\d\d|[2-9]\d{3}|[1-9]\d{4,6})$/,
      { de: "eine Beraternummer von 1001 bis 9999999", en: "a consultant from 1001 to 9999999" },
    ],
    [
      "Mandant",
      "number",
      /^[1-9]\d{0,4}$/,
      { de: "eine Mandantennummer von 1 bis 99999", en: "a client from 1 to 99999" },
    ],
    ["WJ-Beginn", "number", days, day],
    ["Sachkontenlänge", "number", /^[4-8]$/, { de: "4 bis 8", en: "4 to 8" }],
    ["Datum von", "number", days, day],
    ["Datum bis", "number", days, day],
    [
      "Bezeichnung",
      "text",
      /^[\wÄÖÜäöüß.\-/ ]{0,30}$/,
      {
        de: "höchstens 30 Buchstaben, Ziffern, Punkte, Striche oder Leerzeichen",
        en: "at most 30 letters, digits, dots, dashes, slashes or spaces",
      },
    ],
    ["Diktatkürzel", "text", /^([A-Z]{2})?$/, { de: "zwei Großbuchstaben oder nichts", en: "two capitals or nothing" }],
    ["Buchungstyp", "number", /^[12]?$/, { de: "1 (Fibu) oder 2 (Jahresabschluss)", en: "1 or 2" }],
    [
      "Rechnungslegungszweck",
      "number",
      /^(0|30|40|50|64)?$/,
      { de: "0, 30, 40, 50 oder 64", en: "0, 30, 40, 50 or 64" },
    ],
    [
      "Festschreibung",
      "number",
      /^0$/,
      { de: "0, damit die Kanzlei noch ändern kann", en: "0, so that the adviser can still change it" },
    ],
    ["WKZ", "text", /^[A-Z]{3}$/, { de: "eine Währung wie EUR", en: "a currency as EUR" }],
    ["Reserviert", "number", /^$/, empty],
    ["Derivatskennzeichen", "text", /^$/, empty],
    ["Reserviert", "number", /^$/, empty],
    ["Reserviert", "number", /^$/, empty],
    ["Sachkontenrahmen", "text", /^(\d{2}){0,2}$/, { de: "zwei Ziffern wie 03 oder 04", en: "two digits as 03 or 04" }],
    ["ID der Branchenlösung", "number", /^\d{0,4}$/, { de: "höchstens vier Ziffern", en: "at most four digits" }],
    ["Reserviert", "number", /^$/, empty],
    ["Reserviert", "text", /^$/, empty],
    ["Anwendungsinformation", "text", /^.{0,16}$/, { de: "höchstens 16 Zeichen", en: "at most 16 characters" }],
  ] as const
).map(([name, kind, pattern, expected], index) => ({ no: index + 1, name, kind, pattern, expected }));

const told: Readonly<Record<number, HeaderField>> = Object.fromEntries(
  (
    [
      [3, "Formatkategorie", "number", /^16$/, { de: "16 (Debitoren/Kreditoren)", en: "16 (Debitoren/Kreditoren)" }],
      [4, "Formatname", "text", /^Debitoren\/Kreditoren$/, { de: "Debitoren/Kreditoren", en: "Debitoren/Kreditoren" }],
      [5, "Formatversion", "number", /^5$/, { de: "5", en: "5" }],
      [15, "Datum von", "number", /^$/, empty],
      [16, "Datum bis", "number", /^$/, empty],
      [17, "Bezeichnung", "text", /^$/, empty],
      [19, "Buchungstyp", "number", /^$/, empty],
      [20, "Rechnungslegungszweck", "number", /^$/, empty],
      [21, "Festschreibung", "number", /^$/, empty],
      [22, "WKZ", "text", /^$/, empty],
    ] as const
  ).map(([no, name, kind, pattern, expected]) => [no, { no, name, kind, pattern, expected }]),
);

/** The same for category 16 (Debitoren/Kreditoren), format version 5: what is about bookings stays empty. */
export const debtorHeaderFields: readonly HeaderField[] = headerFields.map((field) => told[field.no] ?? field);
