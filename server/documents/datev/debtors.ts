import { Refusal } from "../../base/refusal.ts";
import type { Day } from "../day.ts";
import { debtorColumns, debtorNo } from "./debtorColumns.ts";
import { closing, opening } from "./heading.ts";
import type { DatevSettings } from "./settings.ts";
import { fitted, number, text, writeFile } from "./write.ts";

/** Who owes: what the ledger knows of a customer. */
export interface DebtorMaster {
  readonly account: string;
  readonly name: string;
  /** `b2c` is somebody of whom we know one name, and not which part of it is the family's. */
  readonly kind: "b2b" | "b2g" | "b2c";
  readonly vatId: string | null;
  readonly street: string | null;
  readonly zip: string | null;
  readonly city: string | null;
  readonly country: string;
  readonly email: string | null;
  readonly paymentDays: number;
}

/** Member states of the European Union as VAT numbers begin: Greece is EL there. */
const union = /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)/;

/**
 * Debtors as file of DATEV (EXTF 700, category 16, format version 5). Importing one again overwrites what it says and leaves the
 * rest as the adviser has it. `from` is a day of the fiscal year.
 *
 * @throws {Refusal} `datev.debtor` an account that is none of the client's debtors
 */
export function buildDebtors(
  debtors: readonly DebtorMaster[],
  settings: DatevSettings,
  { from, now }: { readonly from: Day; readonly now: Date },
): Uint8Array {
  for (const debtor of debtors) refuseUnfit(debtor, settings);
  const header = [
    ...opening(settings, { category: 16, name: "Debitoren/Kreditoren", version: 5 }, { from, now }),
    number(),
    number(),
    text(),
    text(settings.initials),
    number(),
    number(),
    number(),
    text(),
    ...closing(settings),
  ];
  return writeFile(
    debtorColumns,
    header,
    debtors.map((debtor) => record(debtor, settings)),
  );
}

function record(debtor: DebtorMaster, { master }: DatevSettings): ReadonlyMap<number, string> {
  const { account, name, kind, street, zip, city, country, email, paymentDays } = debtor;
  const isCompany = kind !== "b2c";
  const hasAddress = [street, zip, city].some((part) => (part ?? "") !== "");
  const fields: Partial<Record<keyof typeof debtorNo, string | null>> = {
    account,
    ...(isCompany ? { company: name } : { unspecified: name }),
    addresseeKind: isCompany ? "2" : "0",
    shortName: name,
    ...vatOf(debtor),
    ...(hasAddress ? { addressKind: "STR", street, zip, city, country, isCorrespondence: "1" } : {}),
    email: master.withEmail ? email : "",
    paymentDays: master.withPaymentDays ? String(paymentDays) : "",
  };
  return new Map(
    Object.entries(fields).map(([field, value]) => {
      const no = debtorNo[field as keyof typeof debtorNo]; // the keys are its keys
      return [no, fitted(debtorColumns[no - 1], value ?? "")] as const;
    }),
  );
}

function vatOf({ vatId }: DebtorMaster): { euCountry?: string; euVatId?: string } {
  const whole = (vatId ?? "").replaceAll(/[^A-Za-z0-9+*]/g, "").toUpperCase();
  return union.test(whole) ? { euCountry: whole.slice(0, 2), euVatId: whole.slice(2) } : {};
}

function refuseUnfit({ account, name }: DebtorMaster, { debtors: { from, to } }: DatevSettings): void {
  if (/^\d+$/.test(account) && Number(account) >= from && Number(account) <= to) return;
  const message = `Expected a debtor's account from ${from} to ${to}, but ${name} has ${account}`;
  throw new Refusal("unprocessable", "datev.debtor", message);
}
