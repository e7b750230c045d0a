import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { finishBatchItem, postponeBatchItem, refuseBatchItem, takeBatchItem } from "../../instances/batchWork.ts";
import type { BatchItem } from "../../instances/batchWork.ts";
import { faultsOfTree, readFaults } from "../../instances/list.ts";
import type { FaultRow } from "../../instances/list.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import type { Unit } from "../unit.ts";
import { migrateWithin } from "./migrateInstance.ts";
import { cancelWithin, retryWithin } from "./repair.ts";
import type { BatchAct } from "./startBatch.ts";
import { resumeWithin, suspendWithin } from "./suspendInstance.ts";

/** So often an item is tried when something goes wrong that is no refusal. */
const mostAttempts = 5;

/**
 * Does what a batch wants to one of its instances and notes it in the same transaction: exactly once, whoever crashes.
 * A refusal is that instance's result; everything else is tried again a little later.
 */
export async function workBatchItem(house: House, item: BatchItem): Promise<void> {
  try {
    await work(house, item);
  } catch (error) {
    if (error instanceof Refusal && error.kind !== "busy") await refuse(house, item, error);
    else await postpone(house, item, error);
  }
}

/** On the account of the one who started the batch. */
function causeOf({ tenantId, actor, requestId }: BatchItem): Cause {
  return { tenantId, actor, ...(requestId === null ? {} : { requestId }) };
}

function work(house: House, item: BatchItem): Promise<void> {
  return commit(house, causeOf(item), async (unit) => {
    const batch = await takeBatchItem(unit.tx, item);
    if (batch === undefined) return;
    // written by `startBatch`
    const { reason, ...act } = batch.parameters as unknown as BatchAct & { readonly reason: string };
    await perform(unit, item, act, reason);
    await finishBatchItem(unit.tx, item, unit.now);
  });
}

async function perform(unit: Unit, item: BatchItem, act: BatchAct, reason: string): Promise<void> {
  const { instanceId, batchId } = item;
  const data = { reason, batchId };
  switch (act.kind) {
    case "migrate":
      return migrateWithin(unit, instanceId, { ...act, reason }, { batchId });
    case "cancel":
      return cancelWithin(unit, instanceId, data);
    case "retry":
      return act.cause === undefined ? retryAll(unit, instanceId, data) : retryAlike(unit, instanceId, act.cause, data);
    case "suspend":
      return suspendWithin(unit, instanceId, data);
    case "resume":
      return resumeWithin(unit, instanceId, act.keepRemainder, data);
  }
}

type Why = { readonly reason: string; readonly batchId: string };

/** Tries again every fault of an instance and of what it called. */
async function retryAll(unit: Unit, instanceId: string, data: Why): Promise<void> {
  const { row } = await unit.lock(instanceId);
  await retryEach(unit, await faultsOfTree(unit.tx, row.root_id), data);
}

/** Tries again those faults of one instance that have a cause. */
async function retryAlike(unit: Unit, instanceId: string, cause: string, data: Why): Promise<void> {
  await unit.lock(instanceId);
  const faults = await readFaults(unit.tx, instanceId);
  await retryEach(
    unit,
    faults.filter((fault) => fault.cause === cause),
    data,
  );
}

async function retryEach(unit: Unit, faults: readonly FaultRow[], data: Why): Promise<void> {
  if (faults.length === 0)
    throw new Refusal("missing", "fault.missing", "Expected an instance with a fault, but it has none");
  for (const { instance_id: id, wait_id: waitId } of faults) {
    const held = await unit.lock(id);
    // one that was tried again may have taken others away
    if (held.waits.some((wait) => wait.id === waitId)) await retryWithin(unit, id, waitId, data);
  }
}

function refuse(house: House, item: BatchItem, refusal: Refusal): Promise<void> {
  const now = house.now();
  return transact(house.database, item.tenantId, (tx) => refuseBatchItem(tx, item, refusal, now));
}

async function postpone(house: House, item: BatchItem, error: unknown): Promise<void> {
  const now = house.now();
  const message = error instanceof Error ? error.message : String(error);
  house.log.error({ err: error, ...item }, "an instance of a batch went wrong");
  const runAt = item.attempts + 1 < mostAttempts ? new Date(now.getTime() + 1000 * 4 ** item.attempts) : undefined;
  await transact(house.database, item.tenantId, (tx) => postponeBatchItem(tx, item, { message, runAt, now }));
}
