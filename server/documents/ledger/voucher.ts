import type { Day } from "../day.ts";

/**
 * What the ledger is told of one final document, whoever's ledger it is. Amounts are in cents and positive in the
 * document's own direction: those of a credit note say what is given back.
 */
export interface Voucher {
  readonly kind: "invoice" | "credit";
  readonly number: string;
  /** The invoice that a credit note is about; its open item is settled by it. */
  readonly originalNumber: string | null;
  /** The document's own day; it never changes. */
  readonly issuedOn: Day;
  /** The day it is booked on where its own period is closed in the ledger; null: the period of its own day. */
  readonly bookedOn: Day | null;
  readonly serviceTo: Day;
  readonly dueOn: Day | null;
  readonly currency: string;
  readonly debtor: Debtor;
  /** A project's order, and whether this is an advance (AA) or the final invoice (SR). */
  readonly order: { readonly number: string; readonly stage: "AA" | "SR" } | null;
  readonly contractNumber: string | null;
  /** The picture of the document as the ledger's archive knows it (a UUID), when it was uploaded there. */
  readonly documentId: string | null;
  /** The name of the document's file, where the ledger takes files beside the bookings. */
  readonly fileName: string | null;
  readonly postings: readonly Posting[];
}

/** The customer's account in the ledger. */
export interface Debtor {
  readonly account: string;
  readonly name: string;
  readonly vatId: string | null;
}

/** One row: what was earned under one tax key, in one revenue group, for one cost centre. */
export interface Posting {
  /** The key that `tax_key` decided: `DE19`, `EU_RC_SERVICE`. */
  readonly taxKey: string;
  readonly percent: number;
  /** What kind of revenue it is, where the accountant wants accounts apart. */
  readonly revenueGroup: string | null;
  readonly costCentre: string | null;
  readonly netCents: number;
  readonly vatCents: number;
  /** What it is for, in a few words. */
  readonly text: string;
}

/** The day that says which period a document is booked in. */
export function periodDayOf({ bookedOn, issuedOn }: Voucher): Day {
  return bookedOn ?? issuedOn;
}

/** What a posting comes to with its tax. */
export function grossOf({ netCents, vatCents }: Posting): number {
  return netCents + vatCents;
}
