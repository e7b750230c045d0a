import type { Both, Breach } from "../breach.ts";
import type { Voucher } from "./voucher.ts";

/** What a ledger's format takes as a cost centre. */
export interface CostCentreForm {
  /** The field as the format calls it. */
  readonly field: string;
  readonly longest: number;
  /** What a value looks like; nothing is no cost centre. */
  readonly pattern: RegExp;
  /** One character that the format does not take. */
  readonly stranger: RegExp;
  readonly expected: Both;
}

/** By the key of a ledger's format. */
export const costCentreForms = {
  datev: {
    field: "KOST1",
    longest: 36,
    pattern: /^[\w ]{0,36}$/,
    stranger: /[^\w ]/g,
    expected: {
      de: "Buchstaben (ohne Umlaute), Ziffern, _ und Leerzeichen, höchstens 36",
      en: "letters (no umlauts), digits, _ and spaces, at most 36",
    },
  },
  bmd: {
    field: "kost",
    longest: 20,
    pattern: /^[\w. -]{0,20}$/,
    stranger: /[^\w. -]/g,
    expected: {
      de: "Buchstaben (ohne Umlaute), Ziffern, _ . - und Leerzeichen, höchstens 20",
      en: "letters (no umlauts), digits, _ . - and spaces, at most 20",
    },
  },
} as const satisfies Record<string, CostCentreForm>;

/** Our cost centres as a ledger calls them; nothing: booked without. */
export type CostCentres = Readonly<Record<string, string>>;

/** Letters of Latin alphabets that are not a letter with a mark. */
const spelled: Readonly<Record<string, string>> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  Ä: "Ae",
  Ö: "Oe",
  Ü: "Ue",
  ß: "ss",
  ẞ: "SS",
  æ: "ae",
  Æ: "Ae",
  œ: "oe",
  Œ: "Oe",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  "&": " und ",
};

/** A text as the format takes it: umlauts are spelled, marks dropped, what else it does not take becomes `_`, and the end is cut. */
export function fitCostCentre(text: string, { longest, stranger }: CostCentreForm): string {
  const latin = text
    .normalize("NFC")
    .replaceAll(/[^ -%'-~]/gu, (letter) => spelled[letter] ?? letter)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "");
  const fitted = latin.replaceAll(/\s+/g, " ").replaceAll(stranger, "_").replaceAll(/_{2,}/g, "_");
  // of nothing but strangers nothing is left to recognise
  return /[A-Za-z0-9]/.test(fitted) ? fitted.trim().slice(0, longest).trim() : "";
}

/** What a cost centre is booked as: as the ledger's table says, and what it does not name as the format takes it. */
export function bookedCostCentre(costCentre: string | null, table: CostCentres, form: CostCentreForm): string | null {
  if (costCentre === null || costCentre === "") return null;
  const named = Object.hasOwn(table, costCentre) ? table[costCentre] : undefined;
  return (named ?? (form.pattern.test(costCentre) ? costCentre : fitCostCentre(costCentre, form))) || null;
}

/** The documents with their cost centres as a ledger books them. */
export function withCostCentres(
  vouchers: readonly Voucher[],
  table: CostCentres,
  form: CostCentreForm,
): readonly Voucher[] {
  return vouchers.map((voucher) => ({
    ...voucher,
    postings: voucher.postings.map((posting) => ({
      ...posting,
      costCentre: bookedCostCentre(posting.costCentre, table, form),
    })),
  }));
}

/** What is booked under another name than it has, without a table that says so: one warning for each cost centre. */
export function costCentreBreaches(vouchers: readonly Voucher[], table: CostCentres, form: CostCentreForm): Breach[] {
  return costCentresOf(vouchers)
    .map((value) => ({ value, booked: bookedCostCentre(value, table, form) }))
    .filter(({ value, booked }) => booked !== value && !Object.hasOwn(table, value))
    .map(({ value, booked }) => ({
      severity: "warning",
      rule: "ledger.costCentre",
      place: { name: form.field },
      value,
      expected: {
        de: `${form.expected.de} (gebucht wird ${booked === null ? "ohne Kostenstelle" : `auf „${booked}“`})`,
        en: `${form.expected.en} (booked ${booked === null ? "without cost centre" : `as "${booked}"`})`,
      },
    }));
}

/** The cost centres of documents, each once. */
export function costCentresOf(vouchers: readonly Voucher[]): string[] {
  const all = vouchers.flatMap(({ postings }) => postings.map(({ costCentre }) => costCentre ?? ""));
  return [...new Set(all)].filter((each) => each !== "").toSorted((one, other) => one.localeCompare(other));
}
