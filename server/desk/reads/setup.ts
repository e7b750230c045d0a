import type { Tx } from "../../db/transact.ts";

/** Which of the records that the standard processes count on a house has. */
export interface HouseRecords {
  /** Whether the company is said with what every invoice must carry: name, address, VAT id or tax number. */
  readonly seller: boolean;
  /** Whether there are default service hours, with the holidays of the country that the company is in. */
  readonly calendar: boolean;
  readonly categories: boolean;
  /** Whether somebody can be given tickets, and what they can is known. */
  readonly technicians: boolean;
  readonly customers: boolean;
  readonly contracts: boolean;
  /** Whether a price list holds today that has a price for working time. */
  readonly prices: boolean;
  readonly ledger: boolean;
}

/** What of it there is now. @param today ISO 8601, where the house works */
export async function readHouseRecords(tx: Tx, today: string): Promise<HouseRecords> {
  const [row] = await tx.query<HouseRecords & Record<string, unknown>>(
    `select exists (select 1 from sellers s where tenant_id = $1 and ${said("street", "zip", "city")}
         and coalesce(nullif(trim(vat_id), ''), nullif(trim(tax_number), '')) is not null) as seller,
       exists (select 1 from service_calendars c left join sellers s on s.tenant_id = c.tenant_id where c.tenant_id = $1 and c.is_default
         and (s.country is null or s.country = c.definition->>'country')) as calendar,
       exists (select 1 from categories where tenant_id = $1 and is_active) as categories,
       exists (select 1 from technicians t join technician_skills k on k.tenant_id = t.tenant_id and k.login = t.login
         where t.tenant_id = $1 and t.is_active and t.max_open > 0 and 'technician' = any (t.roles)) as technicians,
       exists (select 1 from customers where tenant_id = $1 and is_active) as customers,
       exists (select 1 from contracts where tenant_id = $1 and starts <= $2::date and (ends is null or ends >= $2::date)) as contracts,
       exists (select 1 from price_lists l join price_items i on i.tenant_id = l.tenant_id and i.price_list_id = l.id
         join products p on p.tenant_id = i.tenant_id and p.id = i.product_id
         where l.tenant_id = $1 and l.is_general and l.valid_from <= $2::date and (l.valid_to is null or l.valid_to >= $2::date)
           and p.kind = 'service_time' and p.is_active) as prices,
       exists (select 1 from ledger_targets where tenant_id = $1 and is_active) as ledger`,
    [tx.tenantId, today],
  );
  return row!; // a select without from gives one row
}

function said(...columns: readonly string[]): string {
  return columns.map((column) => `coalesce(trim(${column}), '') <> ''`).join(" and ");
}
