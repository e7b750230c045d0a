import { z } from "zod";
import { costCentreForms } from "../ledger/costCentres.ts";

/** Where the revenue of a tax key goes, and how BMD calls that tax. */
const taxCode = z.strictObject({
  account: z.string().regex(/^\d{4,9}$/),
  code: z.string().regex(/^\d{1,3}$/),
  groups: z.record(z.string(), z.string().regex(/^\d{4,9}$/)).default({}),
});

/** How one client's BMD takes its file: installations differ, and only the accountant knows. */
export const bmdSettings = z.strictObject({
  /** Whether the tax has the opposite sign of the amount, as BMD describes it, or the same, as some clients have it. */
  taxSign: z.enum(["opposite", "same"]).default("opposite"),
  /** Whether `belegnr` is a number: `AR-2026-0311` becomes 20260311, and `extbelegnr` has the number as it is. */
  documentNumber: z.enum(["numeric", "text"]).default("numeric"),
  /** Characters of the booking text: 255, or 40 in older installations. */
  textLength: z.int().min(20).max(255).default(255),
  dateForm: z.enum(["YYYYMMDD", "DD.MM.YYYY"]).default("YYYYMMDD"),
  /** Whether a document is booked at the end of its month or on its day. */
  bookedOn: z.enum(["monthEnd", "document"]).default("monthEnd"),
  symbols: z
    .strictObject({ invoice: z.string().regex(/^[A-Z]{2}$/), credit: z.string().regex(/^[A-Z]{2}$/) })
    .default({ invoice: "AR", credit: "GS" }),
  /** What cost centres are called there; those it does not name are written as the format takes them. */
  costCentres: z.record(z.string().min(1).max(36), z.string().regex(costCentreForms.bmd.pattern)).default({}),
  /** Accounts and tax codes by tax key: they differ per client and are filled in by the accountant. */
  taxCodes: z.record(z.string(), taxCode),
});

/** Settings of a client, with defaults filled in. */
export type BmdSettings = z.infer<typeof bmdSettings>;

/**
 * Accounts and tax codes to begin with. Proposals: the client's accountant confirms each, and the screen that shows them
 * says so.
 */
export function proposedTaxCodes(): BmdSettings["taxCodes"] {
  return {
    AT20: { account: "4000", code: "1", groups: {} },
    AT10: { account: "4010", code: "1", groups: {} },
    AT13: { account: "4020", code: "1", groups: {} },
    EU_RC_SERVICE: { account: "4100", code: "77", groups: {} },
    EU_IC_GOODS: { account: "4110", code: "7", groups: {} },
    EXPORT: { account: "4120", code: "51", groups: {} },
    NON_EU_SERVICE: { account: "4130", code: "81", groups: {} },
    SMALL_BUSINESS: { account: "4140", code: "62", groups: {} },
  };
}
