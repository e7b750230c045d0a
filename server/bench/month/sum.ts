import type { Tx } from "../../db/transact.ts";

/** What a month should come to, in cents. */
export interface Expected {
  readonly netCents: number;
  readonly grossCents: number;
  readonly invoices: number;
}

/**
 * The same month worked out by other means: from the raw rows, in SQL, with none of the code that bills. Time by the hour is
 * summed for each ticket, day and level, rounded up to a quarter of an hour and multiplied; a flat fee covers its time; a
 * customer's tax is worked out once, at home 19 %, abroad none.
 */
export async function expectedOf(tx: Tx): Promise<Expected> {
  const [row] = await tx.query<{ net: number; gross: number; invoices: number }>(
    `with worked as (
       select c.id as customer, c.country, ceil(sum(e.minutes) / 15.0) * 15 as minutes,
         case e.technician when 'tech1' then 9500 when 'tech2' then 12000 else 15500 end as rate
       from time_entries e join tickets t on t.tenant_id = e.tenant_id and t.id = e.ticket_id join customers c on c.tenant_id = t.tenant_id and c.id = t.customer_id
       join contracts k on k.tenant_id = t.tenant_id and k.id = t.contract_id and k.kind = 'time_and_material'
       where e.tenant_id = $1 group by c.id, c.country, t.id, (e.started_at at time zone 'Europe/Berlin')::date, e.technician),
     parts as (select customer, country, round(minutes * rate / 60) as cents from worked
       union all select c.id, c.country, 10 * 4501 from customers c join contracts k on k.tenant_id = c.tenant_id and k.customer_id = c.id
         and k.kind = 'flat' where c.tenant_id = $1),
     bills as (select customer, sum(cents) as net, case country when 'DE' then round(sum(cents) * 0.19) else 0 end as vat from parts group by customer, country)
     select sum(net)::float8 as net, sum(net + vat)::float8 as gross, count(*)::int as invoices from bills`,
    [tx.tenantId],
  );
  return { netCents: row?.net ?? 0, grossCents: row?.gross ?? 0, invoices: row?.invoices ?? 0 };
}
