import { isId } from "../base/id.ts";
import type { Tx } from "../db/transact.ts";

/**
 * The key of the case that an instance works on: its business key, which several processes share, else the id of its root.
 * What people say of a case and attach to it follows this key.
 */
export function caseKeyOf(row: { readonly business_key: string | null; readonly root_id: string }): string {
  return row.business_key ?? row.root_id;
}

/** Whether there is such a case. */
export async function hasCase(tx: Tx, key: string): Promise<boolean> {
  const rows = await tx.query(
    `(select 1 from instances where tenant_id = $1 and business_key = $2 limit 1)
     union all (select 1 from instances where tenant_id = $1 and id = $3::uuid and business_key is null)`,
    [tx.tenantId, key, isId(key) ? key : null],
  );
  return rows.length > 0;
}
