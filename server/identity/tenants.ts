import type { Tx } from "../db/transact.ts";

/** Who has data of their own in this installation. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  /** Nobody signs in to a locked tenant and no system calls; what runs goes on. */
  readonly isEnabled: boolean;
  /** How many people can sign in. */
  readonly people: number;
}

/** All tenants but `hidden`, by name. Reads across tenants. */
export function listTenants(tx: Tx, hidden: string): Promise<Tenant[]> {
  return tx.query<Tenant>(
    `select t.id, t.name, t.created_at as "createdAt", t.is_enabled as "isEnabled",
       (select count(*)::int from users u where u.tenant_id = t.id and u.is_active) as people
     from tenants t where t.id <> $1 order by t.name, t.id limit 1000`,
    [hidden],
  );
}

/** What may change about a tenant; what is undefined stays. */
export interface TenantChange {
  readonly name?: string | undefined;
  readonly isEnabled?: boolean | undefined;
}

/** Changes a tenant. Tells whether there is one. */
export async function saveTenant(tx: Tx, id: string, { name, isEnabled }: TenantChange): Promise<boolean> {
  const rows = await tx.query(
    "update tenants set name = coalesce($2, name), is_enabled = coalesce($3, is_enabled) where id = $1 returning id",
    [id, name ?? null, isEnabled ?? null],
  );
  return rows.length > 0;
}
