import type { Tx } from "../db/transact.ts";

/**
 * Moves the timers of a tree of instances that had not come due at `since` by `milliseconds`, so that they keep what
 * they had to go.
 */
export async function moveTimers(tx: Tx, rootId: string, since: Date, milliseconds: number): Promise<void> {
  await tx.query(
    `update timers t set due_at = t.due_at + make_interval(secs => $4::double precision / 1000)
     from instances i where i.tenant_id = $1 and i.root_id = $2 and t.tenant_id = $1 and t.instance_id = i.id and t.due_at > $3`,
    [tx.tenantId, rootId, since, milliseconds],
  );
}
