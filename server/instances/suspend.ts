import type { Tx } from "../db/transact.ts";

/** Marks all running instances of a tree as resting or not. The root must be locked. */
export async function saveSuspended(tx: Tx, rootId: string, isSuspended: boolean): Promise<void> {
  await tx.query(
    "update instances set is_suspended = $3 where tenant_id = $1 and root_id = $2 and status = 'running'",
    [tx.tenantId, rootId, isSuspended],
  );
}

/** When an instance was suspended last, read off its trail. */
export async function suspendedAt(tx: Tx, instanceId: string): Promise<Date | undefined> {
  const [row] = await tx.query<{ at: Date }>(
    "select at from trail where tenant_id = $1 and stream_id = $2 and type = 'suspend' order by seq desc limit 1",
    [tx.tenantId, instanceId],
  );
  return row?.at;
}
