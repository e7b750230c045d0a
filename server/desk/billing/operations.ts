import { draftCredit, finaliseCredit } from "../invoices/credit.ts";
import { noteDelivery } from "../invoices/deliver.ts";
import { openDispute, refuseDispute } from "../invoices/dispute.ts";
import { finaliseInvoice } from "../invoices/finalise.ts";
import { confirmBatch, handOver, rejectBatch, replaceBatch } from "../ledger/batches.ts";
import { fixBatch } from "../ledger/fix.ts";
import { planExport } from "../ledger/plan.ts";
import { compareLicenses, lastLicenses, readLicenses, setLicenses } from "../licenses/reconcile.ts";
import type { Operation } from "../operation.ts";
import { checkBill } from "./check.ts";
import { clearBill } from "./clear.ts";
import { combineCustomer } from "./combine.ts";
import { decideBill } from "./decide.ts";
import { closeRun, gatherCustomers, openRun, releaseCustomer } from "./run.ts";
import { planTrueDown, reduceContract } from "./trueDown.ts";

/** What a billing run does, from the cut-off to the ledger. */
export const billingOperations: readonly (readonly [string, Operation])[] = [
  ["desk.billing.open", openRun],
  ["desk.billing.gather", gatherCustomers],
  ["desk.billing.combine", combineCustomer],
  ["desk.billing.check", checkBill],
  ["desk.billing.clear", clearBill],
  ["desk.billing.decide", decideBill],
  ["desk.billing.release", releaseCustomer],
  ["desk.billing.close", closeRun],
  ["desk.contract.trueDown", planTrueDown],
  ["desk.contract.reduce", reduceContract],
  ["desk.license.read", readLicenses],
  ["desk.license.last", lastLicenses],
  ["desk.license.compare", compareLicenses],
  ["desk.license.set", setLicenses],
  ["desk.invoice.finalise", finaliseInvoice],
  ["desk.invoice.delivered", noteDelivery],
  ["desk.dispute.open", openDispute],
  ["desk.dispute.refuse", refuseDispute],
  ["desk.credit.draft", draftCredit],
  ["desk.credit.finalise", finaliseCredit],
  ["desk.export.plan", planExport],
  ["desk.export.fix", fixBatch],
  ["desk.export.transferred", handOver],
  ["desk.export.confirm", confirmBatch],
  ["desk.export.rejected", rejectBatch],
  ["desk.export.replace", replaceBatch],
];
