import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { businessDay } from "../businessDay.ts";
import { expectInput, ticketInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { lockTicket } from "../tickets/ticket.ts";
import { taxFactsOf, taxParties } from "./taxFacts.ts";
import type { TaxParties } from "./taxFacts.ts";

interface Head extends TaxParties {
  readonly number: string;
  readonly seq: number;
  readonly proposal_id: string | null;
  readonly customer_id: string | null;
}

/**
 * `desk.billing.collect`: the ticket's time that is on no other proposal, with the facts of the rules for billability,
 * rounding, price and tax. One proposal per solution of a ticket: when it exists already there is nothing to collect.
 *
 * @throws {Refusal} `billing.seller` when the house has not said who it is
 */
export const collectTime: Operation = async (context, given) => {
  const { ticket } = expectInput(ticketInput, given);
  const { tx, now } = context;
  await lockTicket(tx, ticket.id);
  const [head] = await tx.query<Head>(
    `select t.number, t.reopened + 1 as seq, b.id as proposal_id, t.customer_id, ${taxParties}
     from tickets t left join customers c on c.tenant_id = t.tenant_id and c.id = t.customer_id
     left join sellers s on s.tenant_id = t.tenant_id
     left join billing_proposals b on b.tenant_id = t.tenant_id and b.origin = 'ticket' and b.origin_id = t.id and b.origin_seq = t.reopened + 1
     where t.tenant_id = $1 and t.id = $2`,
    [tx.tenantId, ticket.id],
  );
  if (!head?.seller_country)
    throw new Refusal("unprocessable", "billing.seller", "Expected the seller's master data, but there are none");
  const isNew = head.proposal_id === null && head.customer_id !== null;
  return {
    variables: {
      billing: {
        proposalId: head.proposal_id ?? newId(now),
        seq: head.seq,
        ticketId: ticket.id,
        ticketNumber: head.number,
        customerId: head.customer_id,
        customer: taxFactsOf(head),
        lines: isNew ? await linesOf(context, ticket.id) : [],
      },
    },
  };
};

interface LineRow {
  readonly id: string;
  readonly day: string;
  readonly minutes: number;
  readonly work_type: string;
  readonly time_class: string;
  readonly cause: string;
  readonly note: string;
  readonly technician_name: string;
  readonly cost_cents: number;
  readonly contract_id: string | null;
  readonly cost_centre: string | null;
  readonly product_id: string | null;
  readonly product_name: string | null;
  readonly tax_class: string | null;
  readonly contract_kind: string | null;
  readonly covering_line_id: string | null;
  readonly bucket_left: number | null;
  readonly contract_line_cents: number | null;
  readonly customer_cents: number | null;
  readonly tier_cents: number | null;
  readonly list_cents: number | null;
}

/**
 * `covering` is the contract line whose scope the ticket's category falls into. What is left of its minutes is counted for
 * the month of the work. The list price is that of the newest general list, the customer's that of the contract's list.
 */
const select = `
  with entry as (
    select e.*, (e.started_at at time zone $3)::date as day, t.category, t.contract_id
    from time_entries e join tickets t on t.tenant_id = e.tenant_id and t.id = e.ticket_id
    where e.tenant_id = $1 and e.ticket_id = $2 and not exists (
      select 1 from billing_line_times x join billing_lines l on l.tenant_id = x.tenant_id and l.id = x.line_id
      join billing_proposals p on p.tenant_id = l.tenant_id and p.id = l.proposal_id and p.state <> 'withdrawn'
      where x.tenant_id = e.tenant_id and x.time_entry_id = e.id)),
  general as (select general_price_list($1, $4::date) as id)
  select e.id, e.day::text as day, e.minutes, e.work_type, e.time_class, e.cause, e.note, w.name as technician_name,
    round(w.cost_rate_cents * e.minutes / 60.0)::int as cost_cents, k.id as contract_id, k.cost_centre,
    p.id as product_id, p.name as product_name, p.tax_class, k.kind as contract_kind, covering.id as covering_line_id,
    covering.included_minutes + coalesce((select sum(minutes) from bucket_ledger g where g.tenant_id = e.tenant_id
      and g.contract_line_id = covering.id and g.month = date_trunc('month', e.day)::date), 0)::int as bucket_left,
    (select contract_price(l, e.day) from contract_lines l where l.tenant_id = e.tenant_id and l.contract_id = e.contract_id and l.product_id = p.id
       and l.included_minutes is null and l.valid_from <= e.day and (l.valid_to is null or l.valid_to >= e.day) order by l.valid_from desc limit 1) as contract_line_cents,
    (select i.unit_price_cents from price_items i where i.tenant_id = e.tenant_id and i.price_list_id = price_list_on(k.tenant_id, k.price_list_id, e.day) and i.product_id = p.id and i.min_qty = 0) as customer_cents,
    (select i.unit_price_cents from price_items i join general on general.id = i.price_list_id where i.tenant_id = e.tenant_id and i.product_id = p.id
       and i.min_qty > 0 and i.min_qty <= e.minutes / 60.0 order by i.min_qty desc limit 1) as tier_cents,
    (select i.unit_price_cents from price_items i join general on general.id = i.price_list_id where i.tenant_id = e.tenant_id and i.product_id = p.id and i.min_qty = 0) as list_cents
  from entry e
  join technicians w on w.tenant_id = e.tenant_id and w.login = e.technician
  left join contracts k on k.tenant_id = e.tenant_id and k.id = e.contract_id
  left join lateral (select p.* from products p where p.tenant_id = e.tenant_id and p.kind = 'service_time'
    and case when e.work_type = 'travel' then p.is_travel else not p.is_travel and p.support_level = w.level end order by p.sku limit 1) p on true
  left join lateral (select l.id, l.included_minutes from contract_lines l, unnest(l.covers) as scope
    where l.tenant_id = e.tenant_id and l.contract_id = e.contract_id and (e.category = scope or starts_with(e.category, scope || ':'))
      and l.valid_from <= e.day and (l.valid_to is null or l.valid_to >= e.day) order by l.included_minutes is null, l.id limit 1) covering on true
  order by e.started_at, e.id`;

async function linesOf(context: OperationContext, ticketId: string): Promise<readonly JsonObject[]> {
  const { tx } = context;
  const { timeZone } = await context.calendarOf();
  const rows = await tx.query<LineRow>(select, [tx.tenantId, ticketId, timeZone, await businessDay(context)]);
  const used = new Map<string, number>();
  return rows.map((row) => lineOf(row, used));
}

/** What one line takes from a bucket is no longer there for the next. */
function lineOf(row: LineRow, used: Map<string, number>): JsonObject {
  const bucket =
    row.covering_line_id === null || row.bucket_left === null ? null : `${row.covering_line_id}/${row.day.slice(0, 7)}`;
  const before = bucket === null ? 0 : (used.get(bucket) ?? 0);
  if (bucket !== null) used.set(bucket, before + row.minutes);
  return {
    id: row.id,
    timeEntryId: row.id,
    day: row.day,
    minutes: row.minutes,
    workType: row.work_type,
    timeClass: row.time_class,
    cause: row.cause,
    note: row.note,
    technicianName: row.technician_name,
    costCents: row.cost_cents,
    contractId: row.contract_id,
    costCentre: row.cost_centre,
    productId: row.product_id,
    productName: row.product_name,
    taxClass: row.tax_class ?? "standard",
    supply: "service",
    contractKind: row.contract_kind ?? "none",
    contractLineId: row.covering_line_id,
    covered: row.covering_line_id !== null,
    bucketLeft: row.bucket_left === null ? 0 : row.bucket_left - before,
    contractLinePriceCents: row.contract_line_cents,
    customerPriceCents: row.customer_cents,
    tierPriceCents: row.tier_cents,
    listPriceCents: row.list_cents,
  };
}
