import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import { permissions, roles } from "./person.ts";
import type { Permission } from "./person.ts";

/** A role that a tenant has made. Without permissions it is a group: tasks can be offered to it, and it allows nothing. */
export interface OwnRole {
  readonly key: string;
  readonly names: { readonly de: string; readonly en: string };
  readonly permissions: readonly Permission[];
}

/** Built-in groups that carry no permissions of their own. */
export const groupsWithoutRights: readonly string[] = ["purchasing"];

/** Whether a role is built in: it stays as it is. */
export function isBuiltIn(key: string): boolean {
  return Object.hasOwn(roles, key) || groupsWithoutRights.includes(key);
}

/** The keys of all built-in roles and groups. */
export const builtInRoles: readonly string[] = [...Object.keys(roles), ...groupsWithoutRights];

/** The roles that the tenant has made, by key. */
export function listOwnRoles(tx: Tx): Promise<OwnRole[]> {
  return tx.query<OwnRole>("select key, names, permissions from roles where tenant_id = $1 order by key limit 1000", [
    tx.tenantId,
  ]);
}

/** One of them. @throws {Refusal} `role.missing`, `role.builtIn` */
export async function readOwnRole(tx: Tx, key: string): Promise<OwnRole> {
  if (isBuiltIn(key))
    throw new Refusal("conflict", "role.builtIn", `Expected a role of one's own, but ${key} is built in and stays`);
  const [role] = await tx.query<OwnRole>(
    "select key, names, permissions from roles where tenant_id = $1 and key = $2 for update",
    [tx.tenantId, key],
  );
  if (role === undefined) throw new Refusal("missing", "role.missing", `Expected a role ${key}, but there is none`);
  return role;
}

/** Makes a role. @throws {Refusal} `role.exists` */
export async function createRole(tx: Tx, role: OwnRole, by: string, now: Date): Promise<void> {
  const made = isBuiltIn(role.key)
    ? []
    : await tx.query(
        `insert into roles (tenant_id, key, names, permissions, created_at, created_by) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing returning key`,
        [tx.tenantId, role.key, JSON.stringify(role.names), role.permissions, now, by],
      );
  if (made.length === 0)
    throw new Refusal("conflict", "role.exists", `Expected a new role, but ${role.key} exists already`);
}

/** Gives a role other names or permissions. */
export async function saveRole(tx: Tx, { key, names, permissions: allowed }: OwnRole): Promise<void> {
  await tx.query("update roles set names = $3, permissions = $4 where tenant_id = $1 and key = $2", [
    tx.tenantId,
    key,
    JSON.stringify(names),
    allowed,
  ]);
}

/** Whoever has a role, by login: those who have no other role as well. */
export function holdersOf(tx: Tx, key: string): Promise<{ login: string; name: string; isOnly: boolean }[]> {
  return tx.query(
    `select login, name, cardinality(roles) = 1 as "isOnly" from users
     where tenant_id = $1 and $2 = any (roles) order by name limit 1000`,
    [tx.tenantId, key],
  );
}

/** Deletes a role and takes it from everybody who has it. */
export async function deleteRole(tx: Tx, key: string): Promise<void> {
  await tx.query("update users set roles = array_remove(roles, $2) where tenant_id = $1 and $2 = any (roles)", [
    tx.tenantId,
    key,
  ]);
  await tx.query("delete from roles where tenant_id = $1 and key = $2", [tx.tenantId, key]);
}

/** What the own roles of somebody grant, for statements over `users` under an alias. */
export function grantedTo(alias: string): string {
  return `array(select distinct p from roles r, unnest(r.permissions) as p
    where r.tenant_id = ${alias}.tenant_id and r.key = any (${alias}.roles)) as granted`;
}

/** Those of stored permissions that this version knows. */
export function knownPermissions(stored: readonly string[]): readonly Permission[] {
  return permissions.filter((one) => stored.includes(one));
}
