import type { Tx } from "../db/transact.ts";

interface TimerKey {
  readonly instanceId: string;
  readonly waitId: string;
}

/** When an armed timer is due. Under the lock of its instance it cannot change until the transaction ends. */
export async function readDue(tx: Tx, { instanceId, waitId }: TimerKey): Promise<Date | undefined> {
  const [row] = await tx.query<{ due_at: Date }>(
    "select due_at from timers where tenant_id = $1 and instance_id = $2 and wait_id = $3",
    [tx.tenantId, instanceId, waitId],
  );
  return row?.due_at;
}

/** Writes when a timer is due, and takes it from the worker who may be about to fire it. */
export async function moveTimer(tx: Tx, { instanceId, waitId }: TimerKey, dueAt: Date): Promise<void> {
  await tx.query(
    "update timers set due_at = $4, leased_until = null where tenant_id = $1 and instance_id = $2 and wait_id = $3",
    [tx.tenantId, instanceId, waitId, dueAt],
  );
}
