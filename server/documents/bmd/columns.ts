import type { Both } from "../breach.ts";
import { costCentreForms } from "../ledger/costCentres.ts";

/** A column of the BMD import file: how its values look. The file names its columns, so their order is free. */
export interface BmdColumn {
  readonly name: string;
  readonly pattern: RegExp;
  readonly isRequired: boolean;
  readonly expected: Both;
}

const day: Both = { de: "ein Datum JJJJMMTT oder TT.MM.JJJJ", en: "a date YYYYMMDD or DD.MM.YYYY" };
const money: Both = {
  de: "einen Betrag mit Komma und zwei Nachkommastellen, ohne Tausenderzeichen, wie -1200,00",
  en: "an amount with a decimal comma, two decimals and no thousands separators, as -1200,00",
};
const account: Both = { de: "eine Kontonummer aus höchstens neun Ziffern", en: "an account of at most nine digits" };
const digits = (most: number): Both => ({ de: `höchstens ${most} Ziffern`, en: `at most ${most} digits` });
const characters = (most: number): Both => ({ de: `höchstens ${most} Zeichen`, en: `at most ${most} characters` });

const days = /^(\d{8}|\d{2}\.\d{2}\.\d{4})$/;
const amounts = /^-?(0|[1-9]\d*),\d{2}$/;
const accounts = /^(?!0+$)\d{1,9}$/;

/** The columns of BMD NTCS's import of bookings ("BuErf Import") that are known, in the order in which we write them. */
export const bmdColumns: readonly BmdColumn[] = (
  [
    ["satzart", /^[01]$/, true, { de: "0 (Fibu) oder 1 (Kostenrechnung)", en: "0 (ledger) or 1 (costs)" }],
    ["konto", accounts, true, account],
    ["gkonto", accounts, true, account],
    ["buchdatum", days, true, day],
    ["belegdatum", days, true, day],
    [
      "belegnr",
      /^[\w./-]{1,20}$/,
      true,
      {
        de: "eine Belegnummer aus Buchstaben, Ziffern und _ . / -, höchstens 20",
        en: "a document number of letters, digits and _ . / -, at most 20",
      },
    ],
    ["extbelegnr", /^.{0,40}$/, false, characters(40)],
    ["betrag", amounts, true, money],
    ["steuer", amounts, true, money],
    ["text", /^.{0,255}$/, false, characters(255)],
    [
      "buchsymbol",
      /^(AR|ER|GS|KA|BK|[A-Z]{2})$/,
      true,
      { de: "ein Buchungssymbol wie AR oder GS", en: "a symbol as AR or GS" },
    ],
    ["buchcode", /^[12]$/, true, { de: "1 (Soll) oder 2 (Haben)", en: "1 (debit) or 2 (credit)" }],
    ["prozent", /^\d{1,2}([.,]\d{1,2})?$/, true, { de: "einen Steuersatz wie 20", en: "a tax rate as 20" }],
    ["steuercode", /^\d{1,3}$/, true, digits(3)],
    ["waehrung", /^[A-Z]{3}$/, false, { de: "eine Währung wie EUR", en: "a currency as EUR" }],
    ["periode", /^(0?[1-9]|1[0-2])$/, false, { de: "einen Monat von 1 bis 12", en: "a month from 1 to 12" }],
    ["gegenbuchkz", /^[EO]$/, false, { de: "E", en: "E" }],
    ["verbuchkz", /^[A-Z]$/, false, { de: "A", en: "A" }],
    ["zziel", /^\d{1,3}$/, false, digits(3)],
    ["skontopz", /^\d{1,2}([.,]\d{1,2})?$/, false, { de: "einen Prozentsatz", en: "a percentage" }],
    ["skontotage", /^\d{1,3}$/, false, digits(3)],
    ["kost", costCentreForms.bmd.pattern, false, costCentreForms.bmd.expected],
    ["uidnr", /^[A-Z]{2}[A-Z0-9+*]{2,13}$/, false, { de: "eine UID wie ATU12345678", en: "a VAT id as ATU12345678" }],
    [
      "dokument",
      /^[^\\/:*?"<>|]{1,255}$/,
      false,
      { de: "einen Dateinamen ohne Ordner", en: "a file name without folders" },
    ],
  ] as const
).map(([name, pattern, isRequired, expected]) => ({ name, pattern, isRequired, expected }));
