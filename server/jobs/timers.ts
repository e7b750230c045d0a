import type { Tx } from "../db/transact.ts";

/** A timer of an instance that is due. */
export interface DueTimer {
  readonly tenantId: string;
  readonly instanceId: string;
  readonly waitId: string;
  readonly dueAt: Date;
}

interface TimerRow {
  readonly tenant_id: string;
  readonly instance_id: string;
  readonly wait_id: string;
  readonly due_at: Date;
}

/**
 * Leases due timers, the longest overdue first, so that two servers do not fire the same ones. The lease only spares
 * work: what decides is whether the instance still waits when its lock is held. Timers of suspended instances rest.
 */
export async function leaseTimers(tx: Tx, now: Date, limit: number, duration: number): Promise<DueTimer[]> {
  const rows = await tx.query<TimerRow>(
    `with due as materialized (select t.tenant_id, t.instance_id, t.wait_id from timers t
       join instances i on i.tenant_id = t.tenant_id and i.id = t.instance_id and not i.is_suspended
       where t.due_at <= $1 and (t.leased_until is null or t.leased_until <= $1)
       order by t.due_at limit $3 for update of t skip locked)
     update timers as t set leased_until = $2 from due
     where t.tenant_id = due.tenant_id and t.instance_id = due.instance_id and t.wait_id = due.wait_id
     returning t.tenant_id, t.instance_id, t.wait_id, t.due_at`,
    [now, new Date(now.getTime() + duration), limit],
  );
  return rows
    .map((row) => ({ tenantId: row.tenant_id, instanceId: row.instance_id, waitId: row.wait_id, dueAt: row.due_at }))
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/** When the next timer of any instance is due after an instant: so long may sleep who fires them. */
export async function nextTimerAt(tx: Tx, after: Date): Promise<Date | undefined> {
  const [row] = await tx.query<{ due_at: Date }>(
    "select due_at from timers where due_at > $1 order by due_at limit 1",
    [after],
  );
  return row?.due_at;
}
