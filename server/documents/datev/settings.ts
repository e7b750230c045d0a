import { z } from "zod";
import { costCentreForms } from "../ledger/costCentres.ts";

/** A revenue account, as the chart of accounts has it. */
const revenueAccount = z.strictObject({
  account: z.string().regex(/^\d{4,8}$/),
  /** An Automatikkonto knows its tax itself and takes no tax code (DATEV refuses it as REW00305). */
  isAutomatic: z.boolean(),
  /** The BU-Schlüssel of an account that is not automatic: 2 for 7 %, 3 for 19 %; empty where no tax is booked. */
  taxCode: z
    .string()
    .regex(/^\d{0,4}$/)
    .default(""),
  /** Accounts of their own for kinds of revenue, by revenue group. */
  groups: z.record(z.string(), z.string().regex(/^\d{4,8}$/)).default({}),
});

/** What the tax adviser says about a client; nothing of it can be guessed. */
export const datevSettings = z
  .strictObject({
    consultant: z.int().min(1001).max(9_999_999),
    client: z.int().min(1).max(99_999),
    /** Day and month that the fiscal year begins on, as `01-01`. */
    fiscalYearStart: z
      .string()
      .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
      .default("01-01"),
    /** Digits of a general ledger account; personal accounts have one more. */
    accountLength: z.int().min(4).max(8).default(4),
    chart: z.enum(["03", "04"]),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default("EUR"),
    /** The range that debtors' accounts are drawn from. */
    debtors: z.strictObject({ from: z.int().positive(), to: z.int().positive() }).default({ from: 10_000, to: 69_999 }),
    /** Revenue accounts by tax key. */
    accounts: z.record(z.string(), revenueAccount),
    /** What cost centres are called there; those it does not name are written as the format takes them. */
    costCentres: z.record(z.string().min(1).max(36), z.string().regex(costCentreForms.datev.pattern)).default({}),
    /** Two letters that say where the file comes from. */
    origin: z
      .string()
      .regex(/^\w{0,2}$/)
      .default("AB"),
    /** The clerk's initials. */
    initials: z
      .string()
      .regex(/^([A-Z]{2})?$/)
      .default(""),
    /** Whether debtors that are new or changed go along with the bookings, and what is told of them. */
    master: z
      .strictObject({
        isSent: z.boolean().default(true),
        withEmail: z.boolean().default(true),
        withPaymentDays: z.boolean().default(true),
      })
      .default({ isSent: true, withEmail: true, withPaymentDays: true }),
    /** Whether the day of the supply is told too, which some clients' accounting does not take. */
    withServiceDate: z.boolean().default(true),
  })
  .refine(({ debtors }) => debtors.from <= debtors.to, {
    path: ["debtors"],
    message: "Expected a range that does not end before it begins",
  });

/** Settings of a client, with defaults filled in. */
export type DatevSettings = z.infer<typeof datevSettings>;

type RevenueAccount = z.infer<typeof revenueAccount>;

const automatic = (account: string): RevenueAccount => ({ account, isAutomatic: true, taxCode: "", groups: {} });
const taxFree = (account: string): RevenueAccount => ({ account, isAutomatic: false, taxCode: "", groups: {} });

/**
 * Accounts to begin with, for a chart of accounts with four digits. Proposals: the client's tax adviser confirms each, and
 * the screen that shows them says so.
 */
export function proposedAccounts(chart: DatevSettings["chart"]): Record<string, RevenueAccount> {
  const of = (skr03: string, skr04: string): string => (chart === "03" ? skr03 : skr04);
  return {
    DE19: automatic(of("8400", "4400")),
    DE7: automatic(of("8300", "4300")),
    EU_RC_SERVICE: automatic(of("8336", "4336")),
    EU_IC_GOODS: automatic(of("8125", "4125")),
    EXPORT: automatic(of("8120", "4120")),
    NON_EU_SERVICE: taxFree(of("8338", "4338")),
    SMALL_BUSINESS: taxFree(of("8195", "4185")),
  };
}

/**
 * Whether an account taxes by itself in the standard charts: revenue at 19 % and at 7 %. Individual accounts beyond these
 * are the client's own matter.
 */
export function isAutomatic(chart: string, account: string): boolean {
  const four = Number(account.slice(0, 4));
  const hundred = chart === "03" ? [8300, 8400] : chart === "04" ? [4300, 4400] : [];
  return hundred.some((from) => four >= from && four <= from + 9);
}
