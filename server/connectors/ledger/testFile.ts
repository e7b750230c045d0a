import { Refusal } from "../../base/refusal.ts";
import type { LedgerTarget } from "../../desk/ledger/targets.ts";
import { sentence } from "../../documents/breach.ts";
import type { Both, Breach } from "../../documents/breach.ts";
import { sampleVouchers } from "../../documents/ledger/sample.ts";
import { refusalText } from "./hindrances.ts";
import { buildLedger, checkLedger, renamedBreaches } from "./file.ts";

/** A file made of sample documents, and what its receiver would say. */
export interface TestFile {
  readonly name: string;
  /** Its bytes as base64; nothing where it cannot be written. */
  readonly body: string;
  readonly findings: readonly { readonly severity: Breach["severity"]; readonly text: Both }[];
}

/** Tries a ledger's settings, stored or not: each tax key, account and cost centre that they name stands in the file. */
export function testLedger(target: LedgerTarget, now: Date): TestFile {
  const vouchers = sampleVouchers(sampledOf(target), now.toISOString().slice(0, 10));
  if (vouchers.length === 0) return unwritten(nothing);
  try {
    const { name, bytes } = buildLedger(vouchers, target, now);
    const breaches = [...checkLedger(target.format, bytes), ...renamedBreaches(vouchers, target)];
    const findings = breaches.map((each) => ({
      severity: each.severity,
      text: { de: sentence(each, "de"), en: sentence(each, "en") },
    }));
    return { name: `TEST_${name}`, body: Buffer.from(bytes).toString("base64"), findings };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return unwritten(refusalText(error));
  }
}

const nothing: Both = {
  de: "Erwartet: mindestens ein Steuerfall mit seinem Konto.",
  en: "Expected at least one tax case with its account.",
};

function unwritten(text: Both): TestFile {
  return { name: "", body: "", findings: [{ severity: "error", text }] };
}

function sampledOf({ format, settings }: LedgerTarget): Parameters<typeof sampleVouchers>[0] {
  const costCentres = Object.keys(settings.costCentres);
  if (format === "bmd")
    return { taxKeys: groupsOf(settings.taxCodes), costCentres, currency: "EUR", debtorAccount: "200001" };
  const { accounts, currency, debtors } = settings;
  return { taxKeys: groupsOf(accounts), costCentres, currency, debtorAccount: String(debtors.from) };
}

type Keys = Readonly<Record<string, { readonly groups: Readonly<Record<string, string>> }>>;

function groupsOf(keys: Keys): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(keys).map(([key, { groups }]) => [key, Object.keys(groups)]));
}
