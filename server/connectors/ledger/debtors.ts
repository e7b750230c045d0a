import { createHash } from "node:crypto";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { readFile, storeOnce } from "../../desk/files/files.ts";
import { debtorsFileOf, keepDebtors, untoldDebtors } from "../../desk/ledger/debtors.ts";
import type { LedgerTarget } from "../../desk/ledger/targets.ts";
import { isAcceptable } from "../../documents/breach.ts";
import type { Breach } from "../../documents/breach.ts";
import type { Day } from "../../documents/day.ts";
import { checkDatev } from "../../documents/datev/check.ts";
import { buildDebtors } from "../../documents/datev/debtors.ts";
import type { LeasedJob } from "../../jobs/lease.ts";
import type { LedgerFile as HandedFile } from "../frame/ports.ts";

interface Batch {
  readonly id: string;
  readonly number: string;
  /** The first day of what it covers. */
  readonly from: Day;
}

/**
 * Makes the file of a batch's new and changed debtors and keeps it beside the bookings; nothing where the ledger knows them all or
 * wants none. Whom no document of the batch is about and whom DATEV would not take is told of when they have been put right. BMD's
 * form of personal accounts is not known for certain, so BMD gets none.
 *
 * @throws {Refusal} `datev.debtor`
 */
export async function makeDebtors(
  tx: Tx,
  job: LeasedJob,
  target: LedgerTarget,
  batch: Batch,
  now: Date,
): Promise<void> {
  if (target.format !== "datev" || !target.settings.master.isSent) return;
  const { settings } = target;
  const around = { from: batch.from, now };
  const debtors = (await untoldDebtors(tx, batch.id)).filter(
    ({ isOwing, master }) => isOwing || isTaken(() => buildDebtors([master], settings, around)),
  );
  if (debtors.length === 0) return keepDebtors(tx, batch.id, { fileId: null, debtors });
  const masters = debtors.map(({ master }) => master);
  const body = Buffer.from(buildDebtors(masters, settings, around));
  const name = `EXTF_Debitoren_${batch.number}.csv`;
  const subject = { kind: "export_batch", id: batch.id };
  const stored = await storeOnce(tx, job, { name, body, subject, createdBy: "system" }, now);
  // a second run of the job finds the file of the first, and whom that tells of is noted already
  if (stored.sha256 === createHash("sha256").update(body).digest("hex"))
    await keepDebtors(tx, batch.id, { fileId: stored.id, debtors });
}

function isTaken(build: () => Uint8Array): boolean {
  try {
    return isAcceptable(checkDatev(build()));
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** What DATEV would object to in a batch's file of debtors. */
export async function debtorBreaches(tx: Tx, batchId: string): Promise<Breach[]> {
  const file = await debtorsToHandOver(tx, batchId);
  return file === undefined ? [] : checkDatev(file.bytes);
}

/** The file of debtors, which goes before the bookings on their accounts. */
export async function debtorsToHandOver(tx: Tx, batchId: string): Promise<HandedFile | undefined> {
  const id = await debtorsFileOf(tx, batchId);
  if (id === null) return undefined;
  const { name, body } = await readFile(tx, id);
  return { name, bytes: body, mediaType: "text/csv" };
}
