import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { findBatch, readFileOf } from "../../desk/ledger/batchFile.ts";
import { countAttempt, markBuilt, markTransferred, markValidated } from "../../desk/ledger/batches.ts";
import { readLedgerTarget } from "../../desk/ledger/targets.ts";
import { readVouchers } from "../../desk/ledger/vouchers.ts";
import { storeOnce } from "../../desk/files/files.ts";
import { isAcceptable, sentence } from "../../documents/breach.ts";
import type { Breach } from "../../documents/breach.ts";
import type { LeasedJob } from "../../jobs/lease.ts";
import type { Performer } from "../../runtime/performer.ts";
import { needConnector } from "../frame/open.ts";
import type { Opened } from "../frame/open.ts";
import type { World } from "../frame/world.ts";
import { expectInput } from "../input.ts";
import { debtorBreaches, debtorsToHandOver, makeDebtors } from "./debtors.ts";
import { buildLedger, checkLedger, renamedBreaches, totalBreaches } from "./file.ts";
import { hindrancesOf, refusalText } from "./hindrances.ts";

const input = z.object({ batch: z.object({ id: z.uuid() }) });

/**
 * `ledger.build` makes a batch's file and that of its new debtors and keeps them, `ledger.validate` judges it as the ledger would and compares its totals with the
 * documents', `ledger.transfer` hands it over. What the ledger would not take is the BPMN error `export.invalid`, a ledger that
 * cannot be reached is `transfer.failed`: how often to try, and when a person does it, says the model.
 */
export function ledgerWork(world: World): Performer {
  const work: Readonly<Record<string, (job: LeasedJob) => Promise<JsonObject>>> = {
    "ledger.build": (job) => build(world, job),
    "ledger.validate": (job) => validate(world, job),
    "ledger.transfer": (job) => transfer(world, job),
  };
  return {
    types: Object.keys(work),
    perform: { kind: "outside", run: (job) => work[job.type]?.(job) ?? Promise.resolve({}) },
  };
}

/** Built in a transaction of its own: a second run finds the file of the first. */
async function build({ database, now }: World, job: LeasedJob): Promise<JsonObject> {
  const { batch } = expectInput(input, job.input);
  return transact(database, job.tenantId, async (tx) => {
    const { target, number } = await findBatch(tx, batch.id);
    const { vouchers } = await readVouchers(tx, batch.id);
    const ledger = await readLedgerTarget(tx, target);
    const hindrances = () => hindrancesOf(vouchers, ledger, now());
    const file = await invalidAs(() => Promise.resolve(buildLedger(vouchers, ledger, now())), hindrances);
    await invalidAs(() => makeDebtors(tx, job, ledger, { id: batch.id, number, from: file.from }, now()), hindrances);
    const name = file.name.replace(/\.csv$/, `_${number}.csv`);
    const subject = { kind: "export_batch", id: batch.id };
    const stored = await storeOnce(
      tx,
      job,
      { name, body: Buffer.from(file.bytes), subject, createdBy: "system" },
      now(),
    );
    const { rows: records, debitCents, creditCents } = file;
    const built = { fileId: stored.id, fileName: name, sha256: stored.sha256, records, debitCents, creditCents };
    return { batch: await markBuilt(tx, batch.id, built) };
  });
}

async function validate({ database, now }: World, job: LeasedJob): Promise<JsonObject> {
  const { batch } = expectInput(input, job.input);
  const { result, breaches, hindrances } = await transact(database, job.tenantId, async (tx) => {
    const { target } = await findBatch(tx, batch.id);
    const ledger = await readLedgerTarget(tx, target);
    const file = await readFileOf(tx, batch.id);
    const { vouchers, totals } = await readVouchers(tx, batch.id);
    const found: readonly Breach[] = [
      ...checkLedger(ledger.format, file.body),
      ...totalBreaches(file, totals),
      ...renamedBreaches(vouchers, ledger),
      ...(await debtorBreaches(tx, batch.id)),
    ];
    const told = found.map((each): JsonObject => ({
      severity: each.severity,
      de: sentence(each, "de"),
      en: sentence(each, "en"),
    }));
    return {
      result: await markValidated(tx, batch.id, told, isAcceptable(found)),
      breaches: found.filter(({ severity }) => severity === "error"),
      hindrances: () => hindrancesOf(vouchers, ledger, now()),
    };
  });
  if (breaches.length === 0) return { batch: result };
  throw invalid(breaches.map((each) => `${sentence(each, "de")} / ${sentence(each, "en")}`).join("\n"), hindrances());
}

async function transfer(world: World, job: LeasedJob): Promise<JsonObject> {
  const { database, now } = world;
  const { batch } = expectInput(input, job.input);
  const { file, debtors } = await transact(database, job.tenantId, async (tx) => {
    await countAttempt(tx, batch.id);
    return { file: await readFileOf(tx, batch.id), debtors: await debtorsToHandOver(tx, batch.id) };
  });
  const { port, connector } = await openTarget(world, job.tenantId);
  const hand = async () => {
    if (debtors !== undefined) await port.transfer(debtors, `${batch.id}-debtors`);
    return port.transfer({ name: file.name, bytes: file.body, mediaType: "text/csv" }, batch.id);
  };
  // where a simulator stands in, all that can fail is our own database
  const { reference } = await (connector === undefined ? hand() : failedAs(hand));
  return transact(database, job.tenantId, async (tx) => ({
    batch: await markTransferred(tx, batch.id, now(), { reference }),
  }));
}

/** What the ledger's form cannot say (an account that is missing, a number with a dot) is for the model as well. */
async function invalidAs<T>(work: () => Promise<T>, hindrances: () => JsonObject): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && /^(datev|bmd)\./.test(error.code)) {
      const { de, en } = refusalText(error);
      throw invalid(de === en ? en : `${de} / ${en}`, hindrances());
    }
    throw error;
  }
}

function invalid(message: string, hindrances: JsonObject): BpmnError {
  return new BpmnError("export.invalid", message, { exportError: message, ...hindrances });
}

/** No connector, or one whose settings or secrets are wrong, is for the model; a job that loses our own database is tried again as any other. */
async function openTarget(world: World, tenantId: string): Promise<Opened<"ledgerTransfer">> {
  try {
    return await needConnector(world, { tenantId, capability: "ledgerTransfer" });
  } catch (error) {
    if (error instanceof Refusal || error instanceof BpmnError) throw failed(error.message);
    throw error;
  }
}

/** Whatever keeps the ledger from being reached: the model tries again later. */
async function failedAs<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error));
  }
}

function failed(message: string): BpmnError {
  return new BpmnError("transfer.failed", message, { transferError: message });
}
