import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";

/** `running` until nothing of it is open; what is `stopped` never goes on. */
export type BatchState = "running" | "paused" | "stopped";

/**
 * Locks a batch and tells its state.
 *
 * @throws {Refusal} `batch.missing`; `batch.finished` when there is nothing left to hold or to stop
 */
export async function lockBatch(tx: Tx, id: string): Promise<BatchState> {
  const [batch] = await tx.query<{ state: BatchState }>(
    "select state from batches where tenant_id = $1 and id = $2 for update",
    [tx.tenantId, id],
  );
  if (batch === undefined)
    throw new Refusal("missing", "batch.missing", `Expected a batch with id ${id}, but there is none`);
  const [open] = await tx.query(
    "select 1 from batch_items where tenant_id = $1 and batch_id = $2 and state = 'open' limit 1",
    [tx.tenantId, id],
  );
  if (open !== undefined) return batch.state;
  throw new Refusal("conflict", "batch.finished", "Expected a batch with open instances, but it has none left");
}

/**
 * Holds a batch: its open instances have no time to run at. Waits for those at hand, so that afterwards nothing of it
 * moves; one that is taken in the same moment finds the state, see `takeBatchItem`.
 */
export async function holdBatch(tx: Tx, id: string): Promise<void> {
  await saveState(tx, id, "paused");
  await tx.query(
    `update batch_items set run_at = 'infinity', leased_until = null
     where tenant_id = $1 and batch_id = $2 and state = 'open'`,
    [tx.tenantId, id],
  );
}

/** Lets a batch go on where it was held. */
export async function releaseBatch(tx: Tx, id: string, now: Date): Promise<void> {
  await saveState(tx, id, "running");
  await tx.query("update batch_items set run_at = $3 where tenant_id = $1 and batch_id = $2 and state = 'open'", [
    tx.tenantId,
    id,
    now,
  ]);
}

/** Ends a batch for good: what is open is skipped, what is done stays done. Tells how many were skipped. */
export async function stopBatch(tx: Tx, id: string, now: Date): Promise<number> {
  await saveState(tx, id, "stopped");
  const skipped = await tx.query(
    `update batch_items set state = 'skipped', code = 'batch.stopped', leased_until = null, finished_at = $3
     where tenant_id = $1 and batch_id = $2 and state = 'open' returning position`,
    [tx.tenantId, id, now],
  );
  return skipped.length;
}

async function saveState(tx: Tx, id: string, state: BatchState): Promise<void> {
  await tx.query("update batches set state = $3 where tenant_id = $1 and id = $2", [tx.tenantId, id, state]);
}
