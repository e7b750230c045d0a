import { Refusal } from "../../base/refusal.ts";
import { monthEnd, monthStart } from "../day.ts";
import type { Day } from "../day.ts";
import type { LedgerFile } from "../ledger/file.ts";
import { costCentreForms, withCostCentres } from "../ledger/costCentres.ts";
import { grossOf, periodDayOf } from "../ledger/voucher.ts";
import type { Posting, Voucher } from "../ledger/voucher.ts";
import { columnNo, columns } from "./columns.ts";
import { closing, compact, opening } from "./heading.ts";
import type { DatevSettings } from "./settings.ts";
import { amount, fitted, number, text, writeFile } from "./write.ts";
import type { Field } from "./write.ts";

/** The most records that a file may have. */
export const MOST_RECORDS = 99_999;

/**
 * Documents as Buchungsstapel of DATEV (EXTF 700, category 21, format version 13): a file for each month, since a file
 * covers one Buchungsperiode of one fiscal year, and for each 99,999 records. A document's rows stay in one file.
 *
 * DATEV derives the period from the Belegdatum, which has to lie in the file's range. Where a document's own period is closed, its
 * Belegdatum is therefore the day it is booked on, and its own day stands in the Buchungstext and in a Beleginfo (`server/adr/0033`).
 *
 * A credit note stands on the credit side with the number of its invoice in Belegfeld 1, which settles that open item.
 *
 * @throws {Refusal} `datev.account` a tax key without revenue account, `datev.debtor`, `datev.number`, `datev.original`,
 * `datev.currency`, `datev.amount`
 */
export function buildDatev(vouchers: readonly Voucher[], settings: DatevSettings, now: Date): LedgerFile[] {
  for (const voucher of vouchers) refuseUnfit(voucher, settings);
  const booked = withCostCentres(vouchers, settings.costCentres, costCentreForms.datev);
  const months = Map.groupBy(booked, (voucher) => monthStart(periodDayOf(voucher)));
  return [...months]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .flatMap(([month, all]) => {
      const parts = portions(all);
      return parts.map((part, index) => file(part, { month, part: parts.length > 1 ? index + 1 : 0 }, settings, now));
    });
}

interface Portion {
  readonly month: Day;
  /** Counted from 1; 0 when the month is one file. */
  readonly part: number;
}

function file(vouchers: readonly Voucher[], portion: Portion, settings: DatevSettings, now: Date): LedgerFile {
  const booked = vouchers.flatMap((voucher) =>
    voucher.postings
      .filter((posting) => grossOf(posting) !== 0)
      .map((posting) => ({ side: sideOf(voucher, posting), cents: Math.abs(grossOf(posting)), voucher, posting })),
  );
  const sum = (side: string): number => booked.reduce((all, row) => all + (row.side === side ? row.cents : 0), 0);
  const [from, to] = [portion.month, monthEnd(portion.month)];
  const suffix = portion.part === 0 ? "" : `_${portion.part}`;
  return {
    name: `EXTF_Buchungsstapel_${from.slice(0, 7)}${suffix}.csv`,
    bytes: writeFile(
      columns,
      header(settings, from, now),
      booked.map(({ voucher, posting }) => record(voucher, posting, settings)),
    ),
    rows: booked.length,
    debitCents: sum("S"),
    creditCents: sum("H"),
    from,
    to,
    documents: vouchers.map((voucher) => voucher.number),
  };
}

function portions(vouchers: readonly Voucher[]): Voucher[][] {
  const parts: Voucher[][] = [[]];
  let rows = 0;
  for (const voucher of vouchers) {
    if (rows + voucher.postings.length > MOST_RECORDS) {
      parts.push([]);
      rows = 0;
    }
    parts.at(-1)?.push(voucher);
    rows += voucher.postings.length;
  }
  return parts;
}

function header(settings: DatevSettings, from: Day, now: Date): Field[] {
  const { currency, initials } = settings;
  return [
    ...opening(settings, { category: 21, name: "Buchungsstapel", version: 13 }, { from, now }),
    number(compact(from)),
    number(compact(monthEnd(from))),
    text(`AR ${from.slice(5, 7)}-${from.slice(0, 4)}`),
    text(initials),
    number(1),
    number(0),
    number(0),
    text(currency),
    ...closing(settings),
  ];
}

function record(voucher: Voucher, posting: Posting, settings: DatevSettings): ReadonlyMap<number, string> {
  const { debtor } = voucher;
  const date = periodDayOf(voucher);
  const fields: Fields = {
    amount: amount(grossOf(posting)),
    side: sideOf(voucher, posting),
    currency: voucher.currency,
    account: debtor.account,
    ...revenueOf(posting, settings),
    date: `${date.slice(8)}${date.slice(5, 7)}`,
    ...documentFields(voucher),
    text: bookingText(voucher, posting),
    link: voucher.documentId === null ? "" : `BEDI "${voucher.documentId.toUpperCase()}"`,
    infoKind1: voucher.contractNumber === null ? "" : "Vertrag",
    infoContent1: voucher.contractNumber,
    ...ownDays(voucher),
    costCentre1: posting.costCentre,
    euVatId: posting.taxKey.startsWith("EU_") ? debtor.vatId : "",
    fixed: "0",
    ...(settings.withServiceDate ? serviceFields(voucher) : {}),
  };
  return new Map(
    Object.entries(fields).map(([name, value]) => {
      const no = columnNo[name as keyof typeof columnNo]; // the keys are its keys
      return [no, fitted(columns[no - 1], value ?? "")] as const;
    }),
  );
}

type Fields = Partial<Record<keyof typeof columnNo, string | null>>;

/** The open item that the row belongs to. What is given back is not due. */
function documentFields(voucher: Voucher): Fields {
  const { kind, number: no, originalNumber, dueOn, order } = voucher;
  const project: Fields = order === null ? {} : { order: order.number, stage: order.stage };
  if (kind === "credit") return { ...project, document1: originalNumber, document2: no.length <= 12 ? no : "" };
  return { ...project, document1: no, dueDate: dueOn === null ? "" : dotless(later(dueOn, periodDayOf(voucher))) };
}

/** What the document itself says, where the fields for it have to say when it is booked. */
function ownDays({ kind, issuedOn, dueOn, bookedOn }: Voucher): Fields {
  if (bookedOn === null) return {};
  const isMoved = kind === "invoice" && dueOn !== null && dueOn < bookedOn;
  return {
    infoKind2: "Belegdatum",
    infoContent2: dotted(issuedOn),
    ...(isMoved ? { infoKind3: "Fälligkeit", infoContent3: dotted(dueOn) } : {}),
  };
}

function later(one: Day, other: Day): Day {
  return one < other ? other : one;
}

function serviceFields({ serviceTo }: Voucher): Fields {
  return { serviceDate: dotless(serviceTo), taxPeriodDate: dotless(serviceTo) };
}

function bookingText(
  { kind, number: no, originalNumber, debtor, bookedOn, issuedOn }: Voucher,
  posting: Posting,
): string {
  // first, since the end is what is cut
  const own = bookedOn === null ? "" : `Beleg v. ${dotted(issuedOn)}`;
  if (kind === "credit")
    return [own, `Gutschrift ${no} zu ${originalNumber ?? ""}`].filter((part) => part !== "").join(" ");
  return [own, debtor.name, posting.text].filter((part) => part !== "").join(" ");
}

/** Soll and Haben refer to the debtor's account: an invoice is his debt. */
function sideOf({ kind }: Voucher, posting: Posting): "S" | "H" {
  return (kind === "invoice") === grossOf(posting) > 0 ? "S" : "H";
}

function revenueOf({ taxKey, revenueGroup }: Posting, settings: DatevSettings): Fields {
  const revenue = settings.accounts[taxKey];
  if (revenue === undefined) {
    throw refuse("datev.account", `Expected a revenue account for the tax key ${taxKey}, but the settings have none`);
  }
  const contraAccount = revenue.groups[revenueGroup ?? ""] ?? revenue.account;
  return { contraAccount, taxCode: revenue.isAutomatic ? "" : revenue.taxCode };
}

function refuseUnfit(voucher: Voucher, settings: DatevSettings): void {
  const { number: no, debtor, kind, originalNumber, currency } = voucher;
  const { from, to } = settings.debtors;
  if (!/^\d+$/.test(debtor.account) || Number(debtor.account) < from || Number(debtor.account) > to) {
    throw refuse("datev.debtor", `Expected a debtor's account from ${from} to ${to}, but ${no} has ${debtor.account}`);
  }
  for (const each of kind === "credit" ? [no, originalNumber ?? ""] : [no]) {
    if (!/^[A-Za-z0-9$&%*+\-/_]{1,36}$/.test(each)) {
      const code = each === "" ? "datev.original" : "datev.number";
      throw refuse(code, `Expected a number of letters, digits and $ & % * + - / _, but ${no} has ${quoted(each)}`);
    }
  }
  if (currency !== settings.currency)
    throw refuse("datev.currency", `Expected amounts in ${settings.currency}, but ${no} is in ${currency}`);
  if (
    voucher.postings.some((posting) => !Number.isSafeInteger(grossOf(posting)) || Math.abs(grossOf(posting)) > 1e12 - 1)
  )
    throw refuse("datev.amount", `Expected at most ten digits before the comma, but ${no} has more`);
}

function refuse(code: string, message: string): Refusal {
  return new Refusal("unprocessable", code, message);
}

function quoted(value: string): string {
  return JSON.stringify(value);
}

function dotless(day: Day): string {
  return `${day.slice(8)}${day.slice(5, 7)}${day.slice(0, 4)}`;
}

function dotted(day: Day): string {
  return `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}`;
}
