import type { Tx } from "../../db/transact.ts";
import type { Dated, Moment } from "./listing.ts";

/**
 * How a licence stands. `over` and `under`: more or less in use than agreed, by more than its threshold; `stale`: not counted
 * for five weeks, as the reconciliation of a billing run sees it.
 */
const state = `case
  when not r.is_active then 'ended'
  when license_bound_until(r, m.day) < m.day then 'expired'
  when n.counted_at is null then 'uncounted'
  when n.counted_at < m.now - interval '35 days' then 'stale'
  when n.active > q.quantity and (n.active - q.quantity) * 100 > r.drift_percent * q.quantity then 'over'
  when n.active < q.quantity and (q.quantity - n.active) * 100 > r.drift_percent * q.quantity then 'under'
  else 'even' end`;

const columns = `r.id, r.name, r.vendor, r.customer_id as "customerId", c.name as customer, q.quantity, n.purchased, n.assigned, n.active,
  n.active - q.quantity as drift, n.counted_at as "countedAt", license_bound_until(r, m.day) as "boundUntil",
  contract_price(l, m.day) as "unitPriceCents", ${state} as state, r.created_at as "createdAt"`;

/** With the day as `m.day` and how many are agreed on it as `q.quantity`. */
function from({ day, now }: Moment): string {
  // both are written by the clock, never by a person
  return `license_subscriptions r cross join (select date '${day}' as day, timestamptz '${now.toISOString()}' as now) m
  cross join lateral (select license_quantity(r, m.day) as quantity) q
  join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id
  join contract_lines l on l.tenant_id = r.tenant_id and l.id = r.contract_line_id
  left join lateral (select purchased, assigned, active, counted_at from license_counts n where n.tenant_id = r.tenant_id
    and n.subscription_id = r.id order by counted_at desc limit 1) n on true`;
}

/** Licences of customers: agreed, bought, assigned and in use. */
export const licenseListing: Dated = {
  columns,
  from,
  where: "r.tenant_id = $1",
  key: "r.id::text",
  texts: ["r.name", "r.vendor", "c.name", "r.external_id"],
  sorts: {
    name: "lower(r.name)",
    customer: "lower(c.name)",
    boundUntil: "coalesce(license_bound_until(r, m.day)::text, '9999')",
    quantity: "lpad(q.quantity::text, 9, '0')",
  },
  filters: { state: `${state} = ?`, customerId: "c.id::text = ?" },
};

/** A licence with its counts, its changes and who has it; undefined where there is none. */
export async function findLicense(tx: Tx, id: string, moment: Moment): Promise<object | undefined> {
  const [row] = await tx.query(
    `select ${columns}, r.revision, r.committed_until::text as "committedUntil", r.source,
       r.external_id as "externalId", r.drift_percent::float8 as "driftPercent", r.term_months as "termMonths",
       r.renews_automatically as "renewsAutomatically", r.cost_cents as "costCents", r.is_active as "isActive", k.id as "contractId",
       k.number as contract, p.name as product, q.quantity * contract_price(l, m.day) as "monthlyCents",
       case when r.cost_cents is not null then coalesce(n.purchased, q.quantity) * r.cost_cents end as "monthlyCostCents",
       (select coalesce(sum(a.seats), 0)::int from asset_licences a where a.tenant_id = $1 and a.subscription_id = r.id and a.released_at is null)
         as "given",
       (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'assetId', a.asset_id, 'asset', d.name, 'contactId', a.contact_id,
          'contact', coalesce(q.name, q.email), 'holder', coalesce(d.name, q.name, q.email), 'seats', a.seats, 'assignedAt', a.assigned_at,
          'releasedAt', a.released_at) order by a.released_at nulls first, a.assigned_at desc), '[]')
          from asset_licences a left join assets d on d.tenant_id = a.tenant_id and d.id = a.asset_id
          left join contacts q on q.tenant_id = a.tenant_id and q.id = a.contact_id where a.tenant_id = $1 and a.subscription_id = r.id)
         as assignments,
       (select coalesce(jsonb_agg(x order by x->>'at' desc), '[]') from (select jsonb_build_object('at', h.counted_at, 'source', h.source,
          'purchased', h.purchased, 'assigned', h.assigned, 'active', h.active) as x from license_counts h
          where h.tenant_id = $1 and h.subscription_id = r.id order by h.counted_at desc limit 24) as latest) as counts,
       (select coalesce(jsonb_agg(jsonb_build_object('effectiveOn', h.effective_on, 'kind', h.kind, 'from', h.from_quantity, 'to', h.to_quantity,
          'run', b.number, 'reason', h.reason, 'decidedBy', h.decided_by, 'decidedAt', h.decided_at) order by h.decided_at desc), '[]')
          from license_changes h left join billing_runs b on b.tenant_id = h.tenant_id and b.id = h.run_id
          where h.tenant_id = $1 and h.subscription_id = r.id) as changes
     from ${from(moment)} join contracts k on k.tenant_id = l.tenant_id and k.id = l.contract_id
       join products p on p.tenant_id = l.tenant_id and p.id = l.product_id
     where r.tenant_id = $1 and r.id = $2`,
    [tx.tenantId, id],
  );
  return row;
}
