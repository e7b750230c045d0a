import type { Tx } from "../db/transact.ts";
import type { JobWait } from "../engine/types.ts";

/**
 * Says of open jobs what another version says of them. Retries, attempts and input stay; a job that is of another type
 * now is taken from the worker who holds it.
 */
export async function renewJobs(tx: Tx, instanceId: string, jobs: readonly JobWait[], now: Date): Promise<void> {
  if (jobs.length === 0) return;
  const rows = jobs.map(({ id, elementId, type, headers }) => ({ wait_id: id, element_id: elementId, type, headers }));
  await tx.query(
    `update jobs j set element_id = r.element_id, type = r.type, headers = r.headers,
       run_at = case when j.type = r.type then j.run_at else $4 end,
       lease_token = case when j.type = r.type then j.lease_token end,
       leased_by = case when j.type = r.type then j.leased_by end,
       leased_until = case when j.type = r.type then j.leased_until end
     from jsonb_to_recordset($3::jsonb) as r(wait_id text, element_id text, type text, headers jsonb)
     where j.tenant_id = $1 and j.instance_id = $2 and j.wait_id = r.wait_id`,
    [tx.tenantId, instanceId, JSON.stringify(rows), now],
  );
}

/** A timer that lasts while its instance comes over to another version. Without `dueAt` it is due as it was. */
export interface LastingTimer {
  readonly waitId: string;
  readonly elementId: string;
  readonly dueAt: Date | undefined;
}

/** Says of open timers what another version says of them. */
export async function renewTimers(tx: Tx, instanceId: string, timers: readonly LastingTimer[]): Promise<void> {
  if (timers.length === 0) return;
  const rows = timers.map((timer) => ({
    wait_id: timer.waitId,
    element_id: timer.elementId,
    due_at: timer.dueAt ?? null,
  }));
  await tx.query(
    `update timers t set element_id = r.element_id, due_at = coalesce(r.due_at, t.due_at),
       leased_until = case when r.due_at is null then t.leased_until end
     from jsonb_to_recordset($3::jsonb) as r(wait_id text, element_id text, due_at timestamptz)
     where t.tenant_id = $1 and t.instance_id = $2 and t.wait_id = r.wait_id`,
    [tx.tenantId, instanceId, JSON.stringify(rows)],
  );
}

/** Says of open faults at which element of another version they are. */
export async function renewFaults(
  tx: Tx,
  instanceId: string,
  faults: readonly { readonly id: string; readonly elementId: string }[],
): Promise<void> {
  if (faults.length === 0) return;
  const rows = faults.map(({ id, elementId }) => ({ wait_id: id, element_id: elementId }));
  await tx.query(
    `update faults f set element_id = r.element_id
     from jsonb_to_recordset($3::jsonb) as r(wait_id text, element_id text)
     where f.tenant_id = $1 and f.instance_id = $2 and f.wait_id = r.wait_id`,
    [tx.tenantId, instanceId, JSON.stringify(rows)],
  );
}
