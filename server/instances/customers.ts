import { anywhere } from "../db/pattern.ts";
import type { Tx } from "../db/transact.ts";

/**
 * The names of customers that instances are about, by name, without those that only what is restricted speaks of. From name to name
 * along the index, so that it costs by customers and not by instances.
 */
export async function customersOfInstances(
  tx: Tx,
  { search, limit }: { readonly search?: string | undefined; readonly limit: number },
): Promise<string[]> {
  const rows = await tx.query<{ customer: string }>(
    `with recursive named(customer) as (
       (${next("is not null")})
       union all select (${next("> n.customer")}) from named n where n.customer is not null)
     select customer from named where customer is not null and ($2::text is null or customer ilike $2) limit $3`,
    [tx.tenantId, anywhere(search), limit],
  );
  return rows.map(({ customer }) => customer);
}

function next(from: string): string {
  return `select i.customer from instances i where i.tenant_id = $1 and i.customer ${from} order by i.customer limit 1`;
}
