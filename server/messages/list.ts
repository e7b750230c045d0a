import type { Tx } from "../db/transact.ts";

/** A place that waits for a message or signal, as operators see it. Without instance and wait it is a start event. */
export interface ListedSubscription {
  readonly instanceId: string | null;
  readonly waitId: string | null;
  readonly elementId: string;
  readonly processKey: string;
  readonly kind: "message" | "signal";
  readonly name: string;
  readonly correlationKey: string | null;
  readonly createdAt: Date | null;
  /** Its place in the list. */
  readonly position: string;
}

/** Narrows the list of subscriptions. `after`: the position of the last one seen. */
export interface SubscriptionFilter {
  readonly kind?: "message" | "signal" | undefined;
  readonly name?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of subscriptions: start events first, then instances, longest waiting first. */
export async function listSubscriptions(tx: Tx, filter: SubscriptionFilter): Promise<ListedSubscription[]> {
  const { kind, name, instanceId, after, limit } = filter;
  return tx.query<ListedSubscription>(
    `select * from (
       select s.instance_id as "instanceId", s.wait_id as "waitId", s.element_id as "elementId", i.definition_key as "processKey",
         s.kind, s.name, s.correlation_key as "correlationKey", s.created_at as "createdAt",
         'b' || to_char(s.created_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || s.instance_id || s.wait_id as position
       from subscriptions s join instances i on i.tenant_id = s.tenant_id and i.id = s.instance_id where s.tenant_id = $1
       union all
       select null, null, s.element_id, d.key, s.kind, s.name, null, null, 'a' || d.key || ' ' || s.element_id
       from start_subscriptions s join definitions d on d.tenant_id = s.tenant_id and d.id = s.definition_id
       where s.tenant_id = $1 and s.kind in ('message', 'signal')) as place
     where ($2::text is null or kind = $2) and ($3::text is null or name = $3) and ($4::uuid is null or "instanceId" = $4)
       and ($5::text is null or position collate "C" > $5)
     order by position collate "C" limit $6`,
    [tx.tenantId, kind ?? null, name ?? null, instanceId ?? null, after ?? null, limit],
  );
}
