import { createHash, randomBytes } from "node:crypto";
import { newId } from "../base/id.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import { hashPassword, isPassword } from "./password.ts";
import { permissionsOf, sightOf } from "./person.ts";
import { grantedTo, knownPermissions } from "./roles.ts";
import type { Permission, Person } from "./person.ts";

/** An account as the database has it. */
export interface UserRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: "de" | "en";
  readonly roles: readonly string[];
  readonly password_hash: string | null;
  /** What roles of the tenant's own grant. */
  readonly granted: readonly string[];
}

/** A person to be let in. Without a password the account cannot sign in. */
export interface NewUser {
  readonly login: string;
  readonly name: string;
  readonly email?: string;
  readonly language?: "de" | "en";
  readonly roles: readonly string[];
  readonly password?: string;
  /** Accounts of the demo have known passwords and rest when the server runs without it. */
  readonly isDemo?: boolean;
}

/** How long a session lasts after sign-in, in milliseconds: half a day. */
const sessionLength = 12 * 3_600_000;

/** Creates the tenant if it is new. Tells whether it is. */
export async function createTenant(tx: Tx, id: string, name: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    "insert into tenants (id, name, created_at) values ($1, $2, $3) on conflict (id) do nothing returning id",
    [id, name, now],
  );
  return rows.length > 0;
}

/** Creates an account; an existing one with the same login is left alone. Tells whether it is new. */
export async function createUser(tx: Tx, user: NewUser, now: Date): Promise<boolean> {
  const hash = user.password === undefined ? null : await hashPassword(user.password);
  const rows = await tx.query(
    `insert into users (tenant_id, id, login, name, email, language, roles, password_hash, preferences, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (login) do nothing returning id`,
    [
      tx.tenantId,
      newId(now),
      user.login,
      user.name,
      user.email ?? null,
      user.language ?? "de",
      user.roles,
      hash,
      JSON.stringify({ isDemo: user.isDemo ?? false }),
      now,
    ],
  );
  return rows.length > 0;
}

/** Creates the account `admin`, in place of the demo's if that rests; an account of that name in use is left alone. */
export async function createAdministrator(tx: Tx, password: string, now: Date): Promise<void> {
  await tx.query(
    `insert into users (tenant_id, id, login, name, roles, password_hash, created_at)
     values ($1, $2, 'admin', 'Administrator', '{administrator}', $3, $4)
     on conflict (login) do update set name = excluded.name, roles = excluded.roles, password_hash = excluded.password_hash,
       preferences = '{}', is_active = true
     where users.tenant_id = excluded.tenant_id and not users.is_active and users.preferences @> '{"isDemo": true}'`,
    [tx.tenantId, newId(now), await hashPassword(password), now],
  );
}

/** Lets the accounts and tokens of the demo in, or shuts them out and ends their sessions. */
export async function admitDemo(tx: Tx, isAdmitted: boolean, now: Date): Promise<void> {
  await tx.query("update users set is_active = $2 where tenant_id = $1 and preferences @> '{\"isDemo\": true}'", [
    tx.tenantId,
    isAdmitted,
  ]);
  await tx.query("update api_tokens set revoked_at = $2 where tenant_id = $1 and created_by = 'demo'", [
    tx.tenantId,
    isAdmitted ? null : now,
  ]);
}

/** Whether anybody can sign in. */
export async function hasUsers(tx: Tx): Promise<boolean> {
  const rows = await tx.query("select 1 from users where tenant_id = $1 and is_active limit 1", [tx.tenantId]);
  return rows.length > 0;
}

/**
 * Checks a login and begins a session. Unknown logins cost the same time as wrong passwords.
 *
 * @returns the person and the session's secret for the cookie
 * @throws {Refusal} `session.credentials`
 */
export async function signIn(
  tx: Tx,
  login: string,
  password: string,
  now: Date,
): Promise<{ person: Person; secret: string }> {
  const [row] = await tx.query<UserRow>(
    `select u.tenant_id, u.id, u.login, u.name, u.email, u.language, u.roles, u.password_hash, ${grantedTo("u")}
     from users u join tenants t on t.id = u.tenant_id and t.is_enabled where u.login = $1 and u.is_active`,
    [login],
  );
  const fits = await isPassword(password, row?.password_hash ?? decoy);
  if (row === undefined || !fits) {
    throw new Refusal(
      "unauthenticated",
      "session.credentials",
      "Expected a known login with its password, but they do not fit",
    );
  }
  const secret = randomBytes(32).toString("base64url");
  await tx.query(
    "insert into sessions (tenant_id, token_hash, user_id, created_at, expires_at) values ($1, $2, $3, $4, $5)",
    [row.tenant_id, hashSecret(secret), row.id, now, new Date(now.getTime() + sessionLength)],
  );
  return { person: personOf(row), secret };
}

/** Who a session belongs to, if it has not ended. */
export async function personOfSession(tx: Tx, secret: string, now: Date): Promise<Person | undefined> {
  const [row] = await tx.query<UserRow>(
    `select u.tenant_id, u.id, u.login, u.name, u.email, u.language, u.roles, u.password_hash, ${grantedTo("u")}
     from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
       join tenants t on t.id = s.tenant_id and t.is_enabled
     where s.token_hash = $1 and s.expires_at > $2 and u.is_active`,
    [hashSecret(secret), now],
  );
  return row === undefined ? undefined : personOf(row);
}

/** Ends a session. */
export async function signOut(tx: Tx, secret: string): Promise<void> {
  await tx.query("delete from sessions where token_hash = $1", [hashSecret(secret)]);
}

/** Creates an API token for a system and tells its secret, which is stored nowhere. */
export async function createToken(
  tx: Tx,
  token: {
    readonly name: string;
    readonly permissions: readonly Permission[];
    readonly createdBy: string;
    readonly secret?: string;
  },
  now: Date,
): Promise<string> {
  const secret = token.secret ?? `abl_${randomBytes(32).toString("base64url")}`;
  await tx.query(
    `insert into api_tokens (tenant_id, id, name, token_hash, permissions, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (token_hash) do nothing`,
    [tx.tenantId, newId(now), token.name, hashSecret(secret), token.permissions, now, token.createdBy],
  );
  return secret;
}

/** An API token as administrators see it. */
export interface ListedToken {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** The tokens of the tenant, newest first. */
export function listTokens(tx: Tx): Promise<ListedToken[]> {
  return tx.query<ListedToken>(
    `select id, name, permissions, created_by as "createdBy", created_at as "createdAt",
       last_used_at as "lastUsedAt", revoked_at as "revokedAt"
     from api_tokens where tenant_id = $1 order by created_at desc, id limit 1000`,
    [tx.tenantId],
  );
}

/** Who made the API tokens of these names, revoked ones too. */
export async function makersOf(tx: Tx, tokenNames: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.query<{ login: string }>(
    "select distinct created_by as login from api_tokens where tenant_id = $1 and name = any ($2)",
    [tx.tenantId, tokenNames],
  );
  return rows.map(({ login }) => login);
}

/** Revokes a token. Tells whether there was a valid one. */
export async function revokeToken(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    "update api_tokens set revoked_at = $3 where tenant_id = $1 and id = $2 and revoked_at is null returning id",
    [tx.tenantId, id, now],
  );
  return rows.length > 0;
}

/** What may change about an account; what is undefined stays. */
export interface UserChange {
  readonly roles?: readonly string[] | undefined;
  readonly password?: string | undefined;
  readonly language?: "de" | "en" | undefined;
  readonly isActive?: boolean | undefined;
}

/** Changes an account; a new password or shutting out ends its sessions. Tells whether there is such an account. */
export async function saveUser(tx: Tx, login: string, change: UserChange): Promise<boolean> {
  const hash = change.password === undefined ? null : await hashPassword(change.password);
  const rows = await tx.query<{ id: string }>(
    `update users set roles = coalesce($3, roles), password_hash = coalesce($4, password_hash), is_active = coalesce($5, is_active),
       language = coalesce($6, language)
     where tenant_id = $1 and login = $2 returning id`,
    [tx.tenantId, login, change.roles ?? null, hash, change.isActive ?? null, change.language ?? null],
  );
  const [row] = rows;
  if (row === undefined) return false;
  const endsSessions = hash !== null || change.isActive === false;
  if (endsSessions) await tx.query("delete from sessions where tenant_id = $1 and user_id = $2", [tx.tenantId, row.id]);
  return true;
}

/** The system that an API token stands for, if the token is valid. */
export async function personOfToken(tx: Tx, secret: string, now: Date): Promise<Person | undefined> {
  const hash = hashSecret(secret);
  const [row] = await tx.query<{ tenant_id: string; name: string; permissions: Permission[]; isNews: boolean }>(
    `select k.tenant_id, k.name, k.permissions, coalesce(k.last_used_at < $2::timestamptz - interval '1 minute', true) as "isNews"
     from api_tokens k join tenants t on t.id = k.tenant_id and t.is_enabled
     where k.token_hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2)`,
    [hash, now],
  );
  if (row === undefined) return undefined;
  // to the minute, so that a busy system does not write with every request
  if (row.isNews) await tx.query("update api_tokens set last_used_at = $2 where token_hash = $1", [hash, now]);
  const permissions = new Set(row.permissions);
  return {
    tenantId: row.tenant_id,
    login: row.name,
    name: row.name,
    email: null,
    language: "en",
    roles: [],
    permissions,
    kind: "token",
    sight: permissions.has("administration") ? "cleared" : "named",
  };
}

/** People of the tenant, for choosing an assignee. */
export async function listPeople(
  tx: Tx,
  role: string | undefined,
): Promise<{ login: string; name: string; roles: readonly string[]; granted: readonly string[] }[]> {
  return tx.query(
    `select login, name, roles, ${grantedTo("u")} from users u
     where tenant_id = $1 and is_active and ($2::text is null or $2 = any (roles)) order by name limit 1000`,
    [tx.tenantId, role ?? null],
  );
}

/** Remembers the language somebody works in. */
export async function saveLanguage(tx: Tx, login: string, language: "de" | "en"): Promise<void> {
  await tx.query("update users set language = $3 where tenant_id = $1 and login = $2", [tx.tenantId, login, language]);
}

/** A hash that no password fits. */
const decoy = `scrypt$${"A".repeat(22)}$${"A".repeat(43)}`;

/** What is kept of a secret: whoever reads the database cannot use it. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** The person of an account. */
export function personOf(row: Omit<UserRow, "id" | "password_hash">): Person {
  const { tenant_id: tenantId, login, name, email, language, roles, granted } = row;
  const permissions = permissionsOf(roles).union(new Set(knownPermissions(granted)));
  const allowed = { permissions, sight: sightOf(roles) };
  return { tenantId, login, name, email, language, roles, ...allowed, kind: "user" };
}
