import type { Tx } from "../db/transact.ts";

/** A timer with its due time. */
export interface RestingTimer {
  readonly instanceId: string;
  readonly waitId: string;
  readonly dueAt: Date;
}

/** The timers of a tree of instances that had not come due at `since`. */
export async function restingTimers(tx: Tx, rootId: string, since: Date): Promise<RestingTimer[]> {
  return tx.query<RestingTimer & Record<string, unknown>>(
    `select t.instance_id as "instanceId", t.wait_id as "waitId", t.due_at as "dueAt"
     from timers t join instances i on i.tenant_id = t.tenant_id and i.id = t.instance_id
     where t.tenant_id = $1 and i.root_id = $2 and t.due_at > $3`,
    [tx.tenantId, rootId, since],
  );
}

/** Gives timers other due times. */
export async function moveTimers(tx: Tx, timers: readonly RestingTimer[]): Promise<void> {
  await tx.query(
    `update timers t set due_at = given.due_at
     from unnest($2::uuid[], $3::text[], $4::timestamptz[]) as given(instance_id, wait_id, due_at)
     where t.tenant_id = $1 and t.instance_id = given.instance_id and t.wait_id = given.wait_id`,
    [
      tx.tenantId,
      timers.map(({ instanceId }) => instanceId),
      timers.map(({ waitId }) => waitId),
      timers.map(({ dueAt }) => dueAt),
    ],
  );
}
