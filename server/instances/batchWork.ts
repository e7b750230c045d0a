import type { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import type { BatchRow } from "./batches.ts";

/** One instance of a batch, to be worked on. */
export interface BatchItem {
  readonly tenantId: string;
  readonly batchId: string;
  readonly position: number;
  readonly instanceId: string;
  readonly attempts: number;
  /** Who started the batch, and with which request. */
  readonly actor: string;
  readonly requestId: string | null;
}

/** Leases open items in the order of their batches; those that another server works on are passed over. */
export async function leaseBatchItems(tx: Tx, now: Date, limit: number, duration: number): Promise<BatchItem[]> {
  const rows = await tx.query<BatchItem>(
    `with due as materialized (select tenant_id, batch_id, position from batch_items
       where state = 'open' and run_at <= $1 and (leased_until is null or leased_until <= $1)
       order by run_at, batch_id, position limit $3 for update skip locked)
     update batch_items as b set leased_until = $2 from due
       join batches w on w.tenant_id = due.tenant_id and w.id = due.batch_id
     where b.tenant_id = due.tenant_id and b.batch_id = due.batch_id and b.position = due.position
     returning b.tenant_id as "tenantId", b.batch_id as "batchId", b.position, b.instance_id as "instanceId", b.attempts,
       w.actor, w.request_id as "requestId"`,
    [now, new Date(now.getTime() + duration), limit],
  );
  return rows.toSorted((a, b) => a.position - b.position);
}

/**
 * Takes an item in the transaction that does its work, and gives its batch. The row stays locked until the commit.
 *
 * @returns undefined when another server was faster, or the batch is held
 */
export async function takeBatchItem(tx: Tx, item: BatchItem): Promise<BatchRow | undefined> {
  const [row] = await tx.query<BatchRow>(
    `select b.id, b.kind, b.parameters, b.actor, b.request_id, b.created_at
     from batch_items i join batches b on b.tenant_id = i.tenant_id and b.id = i.batch_id
     where i.tenant_id = $1 and i.batch_id = $2 and i.position = $3 and i.state = 'open' and b.state = 'running'
     for update of i skip locked`,
    [tx.tenantId, item.batchId, item.position],
  );
  return row;
}

/** Notes, in the transaction that did the work, that it is done. */
export async function finishBatchItem(tx: Tx, item: BatchItem, now: Date): Promise<void> {
  await tx.query(
    `update batch_items set state = 'done', finished_at = $4 where tenant_id = $1 and batch_id = $2 and position = $3`,
    [tx.tenantId, item.batchId, item.position, now],
  );
}

/** Notes why an item was not possible. */
export async function refuseBatchItem(tx: Tx, item: BatchItem, refusal: Refusal, now: Date): Promise<void> {
  await tx.query(
    `update batch_items set state = 'refused', code = $4, message = $5, complaints = $6, finished_at = $7
     where tenant_id = $1 and batch_id = $2 and position = $3 and state = 'open'`,
    [
      tx.tenantId,
      item.batchId,
      item.position,
      refusal.code,
      refusal.message.slice(0, 4000),
      JSON.stringify(refusal.complaints),
      now,
    ],
  );
}

/** Puts an item off after something went wrong, or gives it up when there is no `runAt`. */
export async function postponeBatchItem(
  tx: Tx,
  item: BatchItem,
  failure: { readonly message: string; readonly runAt: Date | undefined; readonly now: Date },
): Promise<void> {
  await tx.query(
    `update batch_items set attempts = attempts + 1, leased_until = null, code = 'batch.failed', message = $4,
       run_at = coalesce($5, run_at), state = case when $5::timestamptz is null then 'failed' else 'open' end,
       finished_at = case when $5::timestamptz is null then $6::timestamptz end
     where tenant_id = $1 and batch_id = $2 and position = $3 and state = 'open'`,
    [tx.tenantId, item.batchId, item.position, failure.message.slice(0, 4000), failure.runAt ?? null, failure.now],
  );
}
