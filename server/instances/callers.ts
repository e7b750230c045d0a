import type { Tx } from "../db/transact.ts";

/** How many stored instances stand above one, each called by the one above it; counting stops beyond `most`. */
export async function countCallers(tx: Tx, instanceId: string, most: number): Promise<number> {
  const [row] = await tx.query<{ callers: number }>(
    `with recursive chain as (
       select parent_id, 1 as depth from instances where tenant_id = $1 and id = $2
       union all
       select i.parent_id, c.depth + 1 from chain c join instances i on i.tenant_id = $1 and i.id = c.parent_id where c.depth <= $3)
     select (max(depth) - 1)::int as callers from chain`,
    [tx.tenantId, instanceId, most],
  );
  return row?.callers ?? 0;
}
