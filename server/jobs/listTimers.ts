import type { Tx } from "../db/transact.ts";

/** A timer that has not fired. Without instance and wait it is that of a start event. */
export interface ListedTimer {
  readonly instanceId: string | null;
  readonly waitId: string | null;
  readonly elementId: string;
  readonly processKey: string;
  readonly dueAt: Date;
}

/** The timers that are due next. */
export async function listTimers(
  tx: Tx,
  filter: { readonly instanceId?: string | undefined; readonly limit: number },
): Promise<ListedTimer[]> {
  return tx.query<ListedTimer>(
    `select * from (
       select t.instance_id as "instanceId", t.wait_id as "waitId", t.element_id as "elementId",
         i.definition_key as "processKey", t.due_at as "dueAt"
       from timers t join instances i on i.tenant_id = t.tenant_id and i.id = t.instance_id where t.tenant_id = $1
       union all
       select null, null, s.element_id, d.key, s.due_at
       from start_subscriptions s join definitions d on d.tenant_id = s.tenant_id and d.id = s.definition_id
       where s.tenant_id = $1 and s.kind = 'timer' and s.due_at is not null) as timer
     where $2::uuid is null or "instanceId" = $2
     order by "dueAt", "instanceId", "waitId" limit $3`,
    [tx.tenantId, filter.instanceId ?? null, filter.limit],
  );
}
