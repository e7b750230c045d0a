import { randomBytes } from "node:crypto";
import { newId } from "../base/id.ts";
import type { Tx } from "../db/transact.ts";
import type { Person } from "./person.ts";
import { grantedTo } from "./roles.ts";
import { hashSecret, personOf } from "./users.ts";
import type { UserRow } from "./users.ts";

/** Whose planned work a feed tells: of the one who made it, or of the whole house. */
export type FeedScope = "own" | "house";

/** A feed of planned work as its owner sees it. */
export interface Feed {
  readonly id: string;
  readonly scope: FeedScope;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/**
 * Makes a feed and tells its secret, which is stored nowhere. It is a token that opens nothing else: administrators see it among
 * the others and may revoke it, and it ends with its owner's account.
 */
export async function createFeed(tx: Tx, login: string, scope: FeedScope, now: Date): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  await tx.query(
    `insert into api_tokens (tenant_id, id, name, token_hash, permissions, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.tenantId, newId(now), `calendar ${login}`, hashSecret(secret), [`calendar.${scope}`], now, login],
  );
  return secret;
}

const isFeed = "permissions && '{calendar.own,calendar.house}'";

/** Somebody's feeds that still work, newest first. */
export function listFeeds(tx: Tx, login: string): Promise<Feed[]> {
  return tx.query<Feed>(
    `select id, split_part(permissions[1], '.', 2) as scope, created_at as "createdAt", last_used_at as "lastUsedAt"
     from api_tokens where tenant_id = $1 and created_by = $2 and revoked_at is null and ${isFeed} order by created_at desc, id`,
    [tx.tenantId, login],
  );
}

/** Ends one of somebody's feeds. Tells whether there was such a feed. */
export async function endFeed(tx: Tx, login: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `update api_tokens set revoked_at = $4
     where tenant_id = $1 and created_by = $2 and id = $3 and revoked_at is null and ${isFeed} returning id`,
    [tx.tenantId, login, id, now],
  );
  return rows.length > 0;
}

/** Whose feed a secret opens and what it tells, if it has not ended and its owner may still come in. */
export async function ownerOfFeed(
  tx: Tx,
  secret: string,
  now: Date,
): Promise<{ readonly person: Person; readonly scope: FeedScope } | undefined> {
  const hash = hashSecret(secret);
  const [row] = await tx.query<UserRow & { scope: FeedScope; isNews: boolean }>(
    `select u.tenant_id, u.login, u.name, u.email, u.language, u.roles, ${grantedTo("u")}, split_part(k.permissions[1], '.', 2) as scope,
       coalesce(k.last_used_at < $2::timestamptz - interval '1 minute', true) as "isNews"
     from api_tokens k join tenants t on t.id = k.tenant_id and t.is_enabled
       join users u on u.tenant_id = k.tenant_id and u.login = k.created_by and u.is_active
     where k.token_hash = $1 and k.revoked_at is null and ${isFeed}`,
    [hash, now],
  );
  if (row === undefined) return undefined;
  if (row.isNews) await tx.query("update api_tokens set last_used_at = $2 where token_hash = $1", [hash, now]);
  return { person: personOf(row), scope: row.scope };
}
