import type { Tx } from "../../db/transact.ts";
import { tellCostCentre } from "../ledger/costCentres.ts";
import type { Listing } from "./listing.ts";

/** What was agreed. */
export const contractListing: Listing = {
  columns: `r.id, r.number, r.kind, r.sla_class as "slaClass", r.starts, r.ends, r.customer_id as "customerId", c.name as customer,
    p.name as "priceList", case when r.starts > current_date then 'coming' when r.ends < current_date then 'ended' else 'running' end as state`,
  from: `contracts r join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id
    left join price_lists p on p.tenant_id = r.tenant_id and p.id = r.price_list_id`,
  where: "r.tenant_id = $1",
  key: "r.id::text",
  texts: ["r.number", "c.name", "r.order_reference"],
  sorts: {
    number: "r.number",
    customer: "lower(c.name)",
    starts: "r.starts::text",
    ends: "coalesce(r.ends::text, '9999')",
  },
  filters: {
    kind: "r.kind = ?",
    state:
      "case when r.starts > current_date then 'coming' when r.ends < current_date then 'ended' else 'running' end = ?",
    customerId: "c.id::text = ?",
  },
};

/** A contract with its lines, the prices they had, and its tickets; undefined where there is none. */
export async function findContract(tx: Tx, id: string): Promise<object | undefined> {
  const [row] = await tx.query<{ costCentre: string | null }>(
    `select r.id, r.revision, r.number, r.kind, r.sla_class as "slaClass", r.calendar_key as "calendarKey", k.name as calendar,
       r.price_list_id as "priceListId", p.name as "priceList", r.starts::text, r.ends::text, r.customer_id as "customerId", c.name as customer,
       r.billing_months as "billingMonths", r.is_billed_in_advance as "isBilledInAdvance", r.billed_until::text as "billedUntil",
       (select max(l.service_to)::text from billing_lines l where l.tenant_id = $1 and l.contract_id = r.id and l.invoice_id is not null) as "invoicedUntil",
       r.min_term_months as "minTermMonths", r.notice_months as "noticeMonths", r.renewal_months as "renewalMonths", r.order_reference as "orderReference",
       r.order_limit_cents::float8 as "orderLimitCents", r.cost_centre as "costCentre", r.containment_pre_approved as "containmentPreApproved",
       case when r.starts > current_date then 'coming' when r.ends < current_date then 'ended' else 'running' end as state,
       (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'sku', q.sku, 'product', q.name, 'quantity', l.quantity, 'unitPriceCents', contract_price(l, current_date),
          'includedMinutes', l.included_minutes, 'covers', array_to_string(l.covers, ', '),
          'coverNames', (select jsonb_agg(jsonb_build_object('de', coalesce(g.label_de, s.key), 'en', coalesce(g.label_en, s.key)) order by s.place)
            from unnest(l.covers) with ordinality as s (key, place) left join categories g on g.tenant_id = l.tenant_id and g.key = s.key), 'validFrom', l.valid_from, 'validTo', l.valid_to)
          order by q.sku, l.valid_from), '[]') from contract_lines l join products q on q.tenant_id = l.tenant_id and q.id = l.product_id
          where l.tenant_id = $1 and l.contract_id = r.id) as lines,
       (select coalesce(jsonb_agg(jsonb_build_object('product', q.name, 'validFrom', h.valid_from, 'unitPriceCents', h.unit_price_cents, 'reason', h.reason,
          'note', h.note, 'decidedBy', h.decided_by, 'decidedAt', h.decided_at) order by h.valid_from desc, q.name), '[]')
          from contract_prices h join contract_lines l on l.tenant_id = h.tenant_id and l.id = h.contract_line_id
          join products q on q.tenant_id = l.tenant_id and q.id = l.product_id where h.tenant_id = $1 and l.contract_id = r.id) as prices,
       (select coalesce(jsonb_agg(x order by x->>'createdAt' desc), '[]') from (
          select jsonb_build_object('number', t.number, 'title', t.title, 'status', t.status, 'createdAt', t.created_at) as x
          from tickets t where t.tenant_id = $1 and t.contract_id = r.id order by t.created_at desc limit 20) as recent) as tickets
     from contracts r join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id
     left join service_calendars k on k.tenant_id = r.tenant_id and k.key = r.calendar_key
     left join price_lists p on p.tenant_id = r.tenant_id and p.id = r.price_list_id
     where r.tenant_id = $1 and r.id = $2`,
    [tx.tenantId, id],
  );
  if (row === undefined) return undefined;
  return { ...row, costCentreTold: await tellCostCentre(tx, row.costCentre) };
}
