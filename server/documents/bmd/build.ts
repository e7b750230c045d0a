import { Refusal } from "../../base/refusal.ts";
import { inCp1252, toCp1252 } from "../csv/cp1252.ts";
import { daysBetween, monthEnd, monthStart } from "../day.ts";
import type { Day } from "../day.ts";
import type { LedgerFile } from "../ledger/file.ts";
import { costCentreForms, withCostCentres } from "../ledger/costCentres.ts";
import { grossOf, periodDayOf } from "../ledger/voucher.ts";
import type { Posting, Voucher } from "../ledger/voucher.ts";
import { bmdColumns } from "./columns.ts";
import type { BmdSettings } from "./settings.ts";

/**
 * Documents as files for BMD NTCS's import of bookings: a file for each month, a row for each tax rate. A credit note is
 * negative on the same side, and the sign of the tax is as the client's settings say. Where a document's own period is closed,
 * only `buchdatum` and `periode` are those of another day; `belegdatum` and `zziel` stay the document's.
 *
 * @throws {Refusal} `bmd.taxCode` a tax key without account and code, `bmd.number` no digits where a number is wanted,
 * `bmd.account`
 */
export function buildBmd(vouchers: readonly Voucher[], settings: BmdSettings): LedgerFile[] {
  const booked = withCostCentres(vouchers, settings.costCentres, costCentreForms.bmd);
  return [...Map.groupBy(booked, (voucher) => monthStart(periodDayOf(voucher)))]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([month, all]) => file(month, all, settings));
}

function file(month: Day, vouchers: readonly Voucher[], settings: BmdSettings): LedgerFile {
  const booked = vouchers.flatMap((voucher) =>
    merged(voucher, settings)
      .filter((posting) => grossOf(posting) !== 0)
      .map((posting) => ({ cents: signed(voucher, grossOf(posting)), row: row(voucher, posting, settings) })),
  );
  const sum = (sign: number): number =>
    booked.reduce((all, { cents }) => all + (Math.sign(cents) === sign ? Math.abs(cents) : 0), 0);
  const names = bmdColumns.map(({ name }) => name).filter((name) => !name.startsWith("skonto"));
  const lines = [names, ...booked.map((each) => names.map((name) => written(each.row[name] ?? "")))];
  return {
    name: `BMD_Buchungen_${month.slice(0, 7)}.csv`,
    bytes: toCp1252(lines.map((line) => `${line.join(";")}\r\n`).join("")),
    rows: booked.length,
    debitCents: sum(1),
    creditCents: sum(-1),
    from: month,
    to: monthEnd(month),
    documents: vouchers.map(({ number }) => number),
  };
}

/** Postings that go to one account at one rate are one row: revenue groups without accounts of their own fall together. */
function merged({ postings }: Voucher, settings: BmdSettings): Posting[] {
  const groups = Map.groupBy(postings, (posting) => {
    const { account, code } = taxOf(posting, settings);
    return [account, code, posting.percent, posting.costCentre].join("\n");
  });
  return [...groups.values()].map((group) => ({
    ...(group as [Posting])[0], // no group is empty
    netCents: group.reduce((sum, { netCents }) => sum + netCents, 0),
    vatCents: group.reduce((sum, { vatCents }) => sum + vatCents, 0),
  }));
}

function row(voucher: Voucher, posting: Posting, settings: BmdSettings): Readonly<Record<string, string>> {
  const { issuedOn, debtor, kind } = voucher;
  const bookedOn = voucher.bookedOn ?? (settings.bookedOn === "monthEnd" ? monthEnd(issuedOn) : issuedOn);
  const vat = signed(voucher, posting.vatCents);
  const tax = taxOf(posting, settings);
  if (!/^\d{1,9}$/.test(debtor.account))
    throw refuse("bmd.account", `Expected a debtor's account of digits, but ${voucher.number} has "${debtor.account}"`);
  return {
    satzart: "0",
    konto: debtor.account,
    gkonto: tax.account,
    buchdatum: dated(bookedOn, settings),
    belegdatum: dated(issuedOn, settings),
    belegnr: documentNumber(voucher, settings),
    extbelegnr: fitted(voucher.number, 40),
    betrag: amount(signed(voucher, grossOf(posting))),
    steuer: amount(settings.taxSign === "opposite" ? -vat : vat),
    text: fitted(bookingText(voucher, posting), settings.textLength),
    buchsymbol: kind === "credit" ? settings.symbols.credit : settings.symbols.invoice,
    buchcode: "1",
    prozent: String(posting.percent).replace(".", ","),
    steuercode: tax.code,
    waehrung: voucher.currency,
    periode: String(Number(bookedOn.slice(5, 7))),
    gegenbuchkz: "E",
    verbuchkz: "A",
    // what is given back is not due
    zziel: kind === "credit" || voucher.dueOn === null ? "" : String(Math.max(0, daysBetween(issuedOn, voucher.dueOn))),
    kost: posting.costCentre ?? "",
    uidnr: debtor.vatId ?? "",
    dokument: voucher.fileName ?? "",
  };
}

function taxOf({ taxKey, revenueGroup }: Posting, { taxCodes }: BmdSettings): { account: string; code: string } {
  const found = taxCodes[taxKey];
  if (found === undefined)
    throw refuse("bmd.taxCode", `Expected an account and a tax code for ${taxKey}, but the settings have none`);
  return { account: found.groups[revenueGroup ?? ""] ?? found.account, code: found.code };
}

function documentNumber({ number }: Voucher, settings: BmdSettings): string {
  if (settings.documentNumber === "text") return fitted(number, 20);
  const digits = number.replaceAll(/\D/g, "");
  if (digits !== "") return digits;
  throw refuse("bmd.number", `Expected a number with digits, but it is "${number}"`);
}

function bookingText({ kind, originalNumber, debtor }: Voucher, posting: Posting): string {
  if (kind === "credit") return `Gutschrift zu ${originalNumber ?? ""} ${debtor.name}`;
  return [debtor.name, posting.text].filter((part) => part !== "").join(" ");
}

function signed({ kind }: Voucher, cents: number): number {
  return kind === "credit" ? -cents : cents;
}

/** Cents as BMD reads amounts: `-1200,00`. Nothing is not negative. */
function amount(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)},${digits.slice(-2)}`;
}

function dated(day: Day, { dateForm }: BmdSettings): string {
  if (dateForm === "YYYYMMDD") return day.replaceAll("-", "");
  return `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}`;
}

function fitted(text: string, longest: number): string {
  return inCp1252(text)
    .replaceAll(/\p{Cc}+/gu, " ")
    .slice(0, longest)
    .trimEnd();
}

function written(value: string): string {
  return /[";]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function refuse(code: string, message: string): Refusal {
  return new Refusal("unprocessable", code, message);
}
