import type { Day } from "../day.ts";
import { decimal, fromCents, over, rounded, shown, times, total } from "./decimal.ts";
import type { Decimal } from "./decimal.ts";
import type { Adjustment, Invoice, Line, Party, Period, TaxBreakdown } from "./model.ts";

/** How something is taxed: a category of UNTDID 5305 as `tax_key` decides it, and its rate in percent. */
export interface Tax {
  readonly category: "S" | "Z" | "E" | "AE" | "K" | "G" | "O";
  readonly percent: number;
  /** Why no tax is due, as it stands on the paper; else the usual words for the category. */
  readonly reason?: string;
}

/** A line before the document is summed up. Money in cents. */
export interface DraftLine {
  readonly name: string;
  readonly description?: string;
  /** A decimal number: `20`, `0.25`. */
  readonly quantity: string;
  /** UN/ECE Recommendation 20: C62 piece, HUR hour, MIN minute, MON month. */
  readonly unit: string;
  /** The price of `baseQuantity` units, a decimal number. */
  readonly price: string;
  /** How many units the price is for: 60 minutes at 120.00. */
  readonly baseQuantity?: string;
  /** What the ledger says the line comes to; it is not calculated again. */
  readonly netCents: number;
  readonly tax: Tax;
  readonly period?: Period;
  readonly accounting?: string;
  readonly orderLine?: string;
  readonly sellerItem?: string;
  /** What was taken off, already contained in `netCents`. */
  readonly discount?: { readonly cents: number; readonly reason: string };
}

/** An allowance or a charge on the whole document. Money in cents, positive. */
export interface DraftAdjustment {
  readonly isCharge: boolean;
  readonly cents: number;
  readonly reason: string;
  readonly tax: Tax;
}

/** A document before it is summed up: what the desk knows of it. Money in cents. */
export interface Draft {
  readonly kind: "invoice" | "credit" | "partial" | "correction";
  readonly number: string;
  readonly issuedOn: Day;
  readonly dueOn?: Day;
  readonly currency: string;
  readonly seller: Party;
  readonly buyer: Party;
  /** The Leitweg-ID of German authorities, or whatever the customer wants to find again. */
  readonly buyerReference?: string;
  readonly order?: string;
  readonly contract?: string;
  readonly project?: string;
  readonly period?: Period;
  readonly notes?: readonly string[];
  readonly terms?: string;
  readonly preceding?: { readonly number: string; readonly issuedOn?: Day };
  readonly account?: { readonly iban: string; readonly name?: string; readonly bic?: string };
  /** What was paid in advance, with its tax. */
  readonly paidCents?: number;
  readonly lines: readonly DraftLine[];
  readonly adjustments?: readonly DraftAdjustment[];
}

const types = { invoice: "380", credit: "381", partial: "326", correction: "384" } as const;

/**
 * Sums a document up as EN 16931 demands: lines, allowances and charges are added, tax is calculated once for each
 * category and rate and rounded to the cent (half a cent away from zero), never line by line. So the totals always satisfy
 * BR-CO-10 to BR-CO-17, and equal the rows of `ledger/postings`, which round the same way.
 */
export function compose(draft: Draft): Invoice {
  const adjustments = draft.adjustments ?? [];
  const taxes = breakdowns(draft);
  const lines = total(draft.lines.map(({ netCents }) => fromCents(netCents)));
  const sum = (isCharge: boolean): Decimal =>
    total(adjustments.filter((each) => each.isCharge === isCharge).map(({ cents }) => fromCents(cents)));
  const net = lines - sum(false) + sum(true);
  const vat = total(taxes.map(({ amount }) => decimal(amount) ?? 0n));
  const isOutside = taxes.some(({ category }) => category === "O");
  return said({
    number: draft.number,
    issuedOn: draft.issuedOn,
    type: types[draft.kind],
    currency: draft.currency,
    dueOn: draft.kind === "credit" ? undefined : draft.dueOn,
    ...references(draft),
    seller: isOutside ? withoutVat(draft.seller) : draft.seller,
    buyer: isOutside ? withoutVat(draft.buyer) : draft.buyer,
    delivery: deliveryOf(draft, taxes),
    period: draft.period,
    payments: paymentsOf(draft),
    remittance: draft.number,
    adjustments: adjustments.map(adjustmentOf),
    totals: {
      lines: shown(lines),
      ...(sum(false) === 0n ? {} : { allowances: shown(sum(false)) }),
      ...(sum(true) === 0n ? {} : { charges: shown(sum(true)) }),
      net: shown(net),
      vat: shown(vat),
      gross: shown(net + vat),
      ...(draft.paidCents === undefined ? {} : { paid: shown(fromCents(draft.paidCents)) }),
      due: shown(net + vat - fromCents(draft.paidCents ?? 0)),
    },
    taxes,
    lines: draft.lines.map(lineOf),
  });
}

function references(draft: Draft): Partial<Invoice> {
  const { buyerReference, order, contract, project, terms, notes = [], preceding } = draft;
  return {
    ...said({ buyerReference, order, contract, project, terms }),
    notes: notes.map((text) => ({ text })),
    preceding: preceding === undefined ? [] : [preceding],
  };
}

function breakdowns({ lines, adjustments = [] }: Draft): TaxBreakdown[] {
  const taxed = [
    ...lines.map(({ tax, netCents }) => ({ tax, cents: netCents })),
    ...adjustments.map(({ tax, isCharge, cents }) => ({ tax, cents: isCharge ? cents : -cents })),
  ];
  const groups = Map.groupBy(taxed, ({ tax }) => `${tax.category} ${tax.percent}`);
  return [...groups.values()].map((group) => {
    const [{ tax }] = group as [(typeof taxed)[number]]; // no group is empty
    const base = fromCents(group.reduce((sum, { cents }) => sum + cents, 0));
    const product = times(base, decimal(String(tax.percent)) ?? 0n);
    return {
      base: shown(base),
      amount: shown(rounded(over(product, fromCents(10_000)) ?? 0n)),
      category: tax.category,
      rate: String(tax.percent),
      ...exemption(tax),
    };
  });
}

/** Why no tax is due, by category, with the code that machines read. */
const exemptions: Readonly<Record<string, { readonly reason: string; readonly reasonCode?: string }>> = {
  AE: { reason: "Steuerschuldnerschaft des Leistungsempfängers / Reverse charge", reasonCode: "VATEX-EU-AE" },
  K: { reason: "Steuerfreie innergemeinschaftliche Lieferung / Intra-Community supply", reasonCode: "VATEX-EU-IC" },
  G: { reason: "Steuerfreie Ausfuhrlieferung / Export outside the EU", reasonCode: "VATEX-EU-G" },
  O: { reason: "Nicht steuerbar / Not subject to VAT", reasonCode: "VATEX-EU-O" },
  E: { reason: "Umsatzsteuerfrei aufgrund der Kleinunternehmerregelung (§ 19 UStG)" },
};

function exemption({ category, reason }: Tax): Pick<TaxBreakdown, "reason" | "reasonCode"> {
  const usual = exemptions[category];
  return usual === undefined ? {} : { ...usual, ...(reason === undefined ? {} : { reason }) };
}

/** What is not subject to VAT names no VAT ids (BR-O-02); the seller is still known by another identifier (BR-CO-26). */
function withoutVat({ vatId, ...party }: Party): Party {
  if (vatId === undefined || party.legalId !== undefined || (party.ids ?? []).length > 0) return party;
  return { ...party, ids: [{ id: vatId }] };
}

/** A supply within the EU says when and whereto (BR-IC-11, BR-IC-12): to the customer, if nobody says otherwise. */
function deliveryOf({ buyer, issuedOn, period }: Draft, taxes: readonly TaxBreakdown[]): Invoice["delivery"] {
  if (!taxes.some(({ category }) => category === "K")) return undefined;
  return said({ on: period?.to ?? issuedOn, address: buyer.address });
}

function paymentsOf({ account }: Draft): Invoice["payments"] {
  if (account === undefined) return undefined;
  return [said({ code: "58", iban: account.iban.replaceAll(/\s/g, ""), accountName: account.name, bic: account.bic })];
}

function adjustmentOf({ isCharge, cents, reason, tax }: DraftAdjustment): Adjustment {
  return {
    isCharge: isCharge ? "true" : "false",
    amount: shown(fromCents(cents)),
    reason,
    category: tax.category,
    ...rateOf(tax),
  };
}

function lineOf(line: DraftLine, index: number): Line {
  const { name, description, quantity, unit, price, baseQuantity, period, accounting, orderLine, sellerItem } = line;
  const { discount, tax } = line;
  return said({
    id: String(index + 1),
    name,
    description,
    quantity,
    unit,
    net: shown(fromCents(line.netCents)),
    price,
    baseQuantity,
    baseUnit: baseQuantity === undefined ? undefined : unit,
    period,
    accounting,
    orderLine,
    sellerItem,
    adjustments:
      discount === undefined
        ? undefined
        : [{ isCharge: "false", amount: shown(fromCents(discount.cents)), reason: discount.reason }],
    category: tax.category,
    ...rateOf(tax),
  });
}

/** What is outside the scope of VAT has no rate (BR-O-05). */
function rateOf({ category, percent }: Tax): { readonly rate?: string } {
  return category === "O" ? {} : { rate: String(percent) };
}

type Said<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without what is not said: empty texts, empty lists and what is undefined. */
function said<T extends object>(terms: T): Said<T> {
  const entries = Object.entries(terms).filter(
    ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(entries) as Said<T>; // only members that may be left out were left out
}
