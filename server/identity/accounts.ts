import type { Tx } from "../db/transact.ts";

/** An account as administrators see it. */
export interface Account {
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: "de" | "en";
  readonly roles: readonly string[];
  readonly isActive: boolean;
  readonly hasPassword: boolean;
  readonly createdAt: Date;
}

/** All accounts of the tenant, by name; those that are locked too. */
export function listAccounts(tx: Tx): Promise<Account[]> {
  return tx.query<Account>(
    `select login, name, email, language, roles, is_active as "isActive", password_hash is not null as "hasPassword",
       created_at as "createdAt"
     from users where tenant_id = $1 order by name, login limit 1000`,
    [tx.tenantId],
  );
}

/** Whether nobody but this account could administer the tenant. */
export async function isLastAdministrator(tx: Tx, login: string): Promise<boolean> {
  const rows = await tx.query<{ login: string }>(
    "select login from users where tenant_id = $1 and is_active and 'administrator' = any (roles) limit 2",
    [tx.tenantId],
  );
  return rows.length === 1 && rows[0]?.login === login;
}
