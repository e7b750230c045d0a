import type { Tx } from "../db/transact.ts";

/** A timer that has not fired. Without instance and wait it is that of a start event. */
export interface ListedTimer {
  readonly instanceId: string | null;
  readonly waitId: string | null;
  readonly elementId: string;
  readonly definitionId: string;
  readonly processKey: string;
  readonly title: string | null;
  readonly businessKey: string | null;
  readonly customer: string | null;
  readonly isSuspended: boolean;
  readonly dueAt: Date;
  /** Its place in the list, behind the instant: the instance, and the wait or start event. */
  readonly group: string;
  readonly name: string;
}

/** Narrows the list of timers. `after`: instant, group and name of the last one seen. */
export interface TimerFilter {
  readonly instanceId?: string | undefined;
  readonly processKey?: string | undefined;
  readonly customer?: string | undefined;
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

/** What start events stand under, before all instances. */
const nobody = "00000000-0000-0000-0000-000000000000";

/** A page of timers, those due next first. Each side of the union follows an index and stops at the limit. */
export async function listTimers(tx: Tx, filter: TimerFilter): Promise<ListedTimer[]> {
  const { instanceId, processKey, customer, after, limit } = filter;
  return tx.query<ListedTimer>(
    `select * from (
       (select t.instance_id as "instanceId", t.wait_id as "waitId", t.element_id as "elementId",
         i.definition_id as "definitionId", i.definition_key as "processKey", i.title, i.business_key as "businessKey",
         i.customer, i.is_suspended as "isSuspended", t.due_at as "dueAt", t.instance_id as "group", t.wait_id as name
       from timers t join instances i on i.tenant_id = t.tenant_id and i.id = t.instance_id
       where t.tenant_id = $1 and ($2::uuid is null or t.instance_id = $2) and ($3::text is null or i.definition_key = $3)
         and ($4::text is null or i.customer = $4)
         and ($5::timestamptz is null or (t.due_at, t.instance_id, t.wait_id) > ($5, $6::uuid, $7::text))
       order by t.due_at, t.instance_id, t.wait_id limit $8)
       union all
       (select null, null, s.element_id, d.id, d.key, null, null, null, false, s.due_at, '${nobody}'::uuid, d.key || ' ' || s.element_id
       from start_subscriptions s join definitions d on d.tenant_id = s.tenant_id and d.id = s.definition_id
       where s.tenant_id = $1 and s.kind = 'timer' and s.due_at is not null and $2::uuid is null
         and ($3::text is null or d.key = $3) and $4::text is null
         and ($5::timestamptz is null or (s.due_at, '${nobody}'::uuid, d.key || ' ' || s.element_id) > ($5, $6::uuid, $7::text))
       order by s.due_at, d.key, s.element_id limit $8)) as timer
     order by "dueAt", "group", name limit $8`,
    [
      tx.tenantId,
      instanceId ?? null,
      processKey ?? null,
      customer ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      limit,
    ],
  );
}
