import { anywhere } from "../db/pattern.ts";
import type { Tx } from "../db/transact.ts";

/** A place that waits for a message or signal, as operators see it. Without instance and wait it is a start event. */
export interface ListedSubscription {
  readonly instanceId: string | null;
  readonly waitId: string | null;
  readonly elementId: string;
  readonly definitionId: string;
  readonly processKey: string;
  readonly title: string | null;
  readonly businessKey: string | null;
  readonly customer: string | null;
  readonly kind: "message" | "signal";
  readonly name: string;
  readonly correlationKey: string | null;
  readonly createdAt: Date | null;
  /** Its place in the list: since when, the instance, and the wait or start event. */
  readonly at: Date;
  readonly group: string;
  readonly place: string;
}

/** Narrows the list of subscriptions. `after`: instant, group and place of the last one seen. */
export interface SubscriptionFilter {
  readonly kind?: "message" | "signal" | undefined;
  readonly name?: string | undefined;
  readonly instanceId?: string | undefined;
  /** Text in business key, title, customer or correlation key of an instance. */
  readonly search?: string | undefined;
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

/** What start events stand under, before all instances. */
const nobody = "00000000-0000-0000-0000-000000000000";
const before = "1970-01-01T00:00:00Z";

/** A page of subscriptions: start events first, then instances, longest waiting first. Each side of the union stops at the limit. */
export async function listSubscriptions(tx: Tx, filter: SubscriptionFilter): Promise<ListedSubscription[]> {
  const { kind, name, instanceId, search, after, limit } = filter;
  return tx.query<ListedSubscription>(
    `select * from (
       (select s.instance_id as "instanceId", s.wait_id as "waitId", s.element_id as "elementId", i.definition_key as "processKey",
         i.definition_id as "definitionId", i.title, i.business_key as "businessKey", i.customer, s.kind,
         s.name, s.correlation_key as "correlationKey", s.created_at as "createdAt", s.created_at as at,
         s.instance_id as "group", s.wait_id as place
       from subscriptions s join instances i on i.tenant_id = s.tenant_id and i.id = s.instance_id
       where s.tenant_id = $1 and ($2::text is null or s.kind = $2) and ($3::text is null or s.name = $3)
         and ($4::uuid is null or s.instance_id = $4)
         and ($5::timestamptz is null or (s.created_at, s.instance_id, s.wait_id) > ($5, $6::uuid, $7::text))
         and ($8::text is null or i.business_key ilike $8 or i.title ilike $8 or i.customer ilike $8 or s.correlation_key ilike $8)
       order by s.created_at, s.instance_id, s.wait_id limit $9)
       union all
       (select null, null, s.element_id, d.key, d.id, null, null, null, s.kind, s.name, null, null, '${before}'::timestamptz,
         '${nobody}'::uuid, d.key || ' ' || s.element_id
       from start_subscriptions s join definitions d on d.tenant_id = s.tenant_id and d.id = s.definition_id
       where s.tenant_id = $1 and s.kind in ('message', 'signal') and ($2::text is null or s.kind = $2)
         and ($3::text is null or s.name = $3) and $4::uuid is null and $8::text is null
         and ($5::timestamptz is null or ('${before}'::timestamptz, '${nobody}'::uuid, d.key || ' ' || s.element_id) > ($5, $6::uuid, $7::text))
       order by d.key || ' ' || s.element_id limit $9)) as listed
     order by at, "group", place limit $9`,
    [
      tx.tenantId,
      kind ?? null,
      name ?? null,
      instanceId ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      anywhere(search),
      limit,
    ],
  );
}
