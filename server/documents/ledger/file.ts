import type { Day } from "../day.ts";

/** A file for the ledger, and what it holds. Money in cents. */
export interface LedgerFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly debitCents: number;
  readonly creditCents: number;
  readonly from: Day;
  readonly to: Day;
  /** The documents within, by number. */
  readonly documents: readonly string[];
}
