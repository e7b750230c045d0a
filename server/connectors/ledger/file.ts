import { Refusal } from "../../base/refusal.ts";
import type { BatchFile } from "../../desk/ledger/batchFile.ts";
import type { LedgerTarget } from "../../desk/ledger/targets.ts";
import type { Totals } from "../../desk/ledger/vouchers.ts";
import { buildBmd } from "../../documents/bmd/build.ts";
import { checkBmd } from "../../documents/bmd/check.ts";
import type { Breach } from "../../documents/breach.ts";
import { buildDatev } from "../../documents/datev/build.ts";
import { checkDatev } from "../../documents/datev/check.ts";
import { costCentreBreaches, costCentreForms } from "../../documents/ledger/costCentres.ts";
import type { LedgerFile } from "../../documents/ledger/file.ts";
import type { Voucher } from "../../documents/ledger/voucher.ts";

/**
 * The file of a batch in the form of its ledger.
 *
 * @throws {Refusal} `datev.…`, `bmd.…` what cannot be written; `ledger.size` more than one file holds
 */
export function buildLedger(vouchers: readonly Voucher[], target: LedgerTarget, now: Date): LedgerFile {
  const files =
    target.format === "datev" ? buildDatev(vouchers, target.settings, now) : buildBmd(vouchers, target.settings);
  const [file, ...others] = files;
  if (file !== undefined && others.length === 0) return file;
  throw new Refusal(
    "unprocessable",
    "ledger.size",
    `Expected a batch that fills one file, but it fills ${files.length}`,
  );
}

/** What the ledger's import would object to. */
export function checkLedger(format: LedgerTarget["format"], bytes: Uint8Array): Breach[] {
  return format === "datev" ? checkDatev(bytes) : checkBmd(bytes);
}

/** What is booked for another cost centre than the documents name, since the ledger's form does not take that. */
export function renamedBreaches(vouchers: readonly Voucher[], { format, settings }: LedgerTarget): Breach[] {
  return costCentreBreaches(vouchers, settings.costCentres, costCentreForms[format]);
}

/** The file must come to what the documents come to, less what is given back. */
export function totalBreaches({ debitCents, creditCents }: BatchFile, totals: Totals): Breach[] {
  const booked = debitCents - creditCents;
  const wanted = totals.invoicedCents - totals.creditedCents;
  if (booked === wanted) return [];
  const shown = (wanted / 100).toFixed(2);
  return [
    {
      severity: "error",
      rule: "ledger.total",
      place: {},
      value: (booked / 100).toFixed(2),
      expected: { de: `die Summe der Belege, ${shown}`, en: `the sum of the documents, ${shown}` },
    },
  ];
}
