import { addDays } from "../day.ts";
import type { Day } from "../day.ts";
import { postingsOf } from "./postings.ts";
import type { Voucher } from "./voucher.ts";

/** What a ledger's settings name, each of which a sample has to try. */
export interface Sampled {
  /** Tax keys with the groups of revenue that have accounts of their own. */
  readonly taxKeys: Readonly<Record<string, readonly string[]>>;
  readonly costCentres: readonly string[];
  readonly currency: string;
  readonly debtorAccount: string;
}

/**
 * Documents that nobody has issued, to try a ledger's settings with: for each tax key an invoice with all its groups of revenue, the cost
 * centres by turns, and a credit note. Their numbers and texts say what they are.
 */
export function sampleVouchers({ taxKeys, costCentres, currency, debtorAccount }: Sampled, day: Day): Voucher[] {
  const invoices = Object.entries(taxKeys).map(([taxKey, groups], index): Voucher => {
    const lines = [null, ...groups].map((revenueGroup) => ({
      taxKey,
      percent: percentOf(taxKey),
      revenueGroup,
      costCentre: costCentres[index % Math.max(1, costCentres.length)] ?? null,
      netCents: 10_000,
      text: `TEST ${taxKey}`,
    }));
    return {
      kind: "invoice",
      number: `TEST-${day.slice(0, 4)}-${String(index + 1).padStart(4, "0")}`,
      originalNumber: null,
      issuedOn: day,
      bookedOn: null,
      serviceTo: day,
      dueOn: addDays(day, 14),
      currency,
      debtor: { account: debtorAccount, name: "TEST Muster GmbH", vatId: "ATU12345678" },
      order: null,
      contractNumber: null,
      documentId: null,
      fileName: null,
      postings: postingsOf(lines),
    };
  });
  const [first] = invoices;
  if (first === undefined) return [];
  const number = `TEST-${day.slice(0, 4)}-${String(invoices.length + 1).padStart(4, "0")}`;
  return [...invoices, { ...first, kind: "credit", number, originalNumber: first.number, dueOn: null }];
}

/** Tax keys of domestic sales end with their rate, those of Switzerland in tenths: `DE19`, `AT10`, `CH81`; others are without tax. */
function percentOf(taxKey: string): number {
  const rate = Number(/^[A-Z]{2}(\d{1,2})$/.exec(taxKey)?.[1] ?? 0);
  return taxKey.startsWith("CH") ? rate / 10 : rate;
}
