import type { Tx } from "../db/transact.ts";

/** A place that waits for a message or signal, as operators see it. */
export interface ListedSubscription {
  readonly instanceId: string;
  readonly waitId: string;
  readonly elementId: string;
  readonly processKey: string;
  readonly kind: "message" | "signal";
  readonly name: string;
  readonly correlationKey: string | null;
  readonly createdAt: Date;
}

/** Narrows the list of subscriptions. `after`: creation time, instance and wait of the last one seen. */
export interface SubscriptionFilter {
  readonly kind?: "message" | "signal" | undefined;
  readonly name?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

/** A page of subscriptions, longest waiting first. */
export async function listSubscriptions(tx: Tx, filter: SubscriptionFilter): Promise<ListedSubscription[]> {
  const { kind, name, instanceId, after, limit } = filter;
  return tx.query<ListedSubscription>(
    `select s.instance_id as "instanceId", s.wait_id as "waitId", s.element_id as "elementId",
       i.definition_key as "processKey", s.kind, s.name, s.correlation_key as "correlationKey", s.created_at as "createdAt"
     from subscriptions s join instances i on i.tenant_id = s.tenant_id and i.id = s.instance_id
     where s.tenant_id = $1 and ($2::text is null or s.kind = $2) and ($3::text is null or s.name = $3)
       and ($4::uuid is null or s.instance_id = $4)
       and ($5::timestamptz is null or (date_trunc('milliseconds', s.created_at), s.instance_id, s.wait_id) > ($5, $6::uuid, $7::text))
     order by date_trunc('milliseconds', s.created_at), s.instance_id, s.wait_id limit $8`,
    [
      tx.tenantId,
      kind ?? null,
      name ?? null,
      instanceId ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      limit,
    ],
  );
}
