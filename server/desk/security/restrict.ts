import type { Tx } from "../../db/transact.ts";

/** From now on only who is cleared or named sees what carries these keys. */
export async function restrict(tx: Tx, keys: readonly string[], people: readonly string[], now: Date): Promise<void> {
  await tx.query(
    `insert into restrictions (tenant_id, business_key, people, created_at) select $1, unnest($2::text[]), $3, $4
     on conflict (tenant_id, business_key) do update set people = array(select distinct unnest(restrictions.people || excluded.people))`,
    [tx.tenantId, keys, people, now],
  );
}

/** Those on call, who are paged and so may see. */
export async function peopleOnCall(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ login: string }>(
    "select login from technicians where tenant_id = $1 and is_on_call and is_active order by login",
    [tx.tenantId],
  );
  return rows.map(({ login }) => login);
}
