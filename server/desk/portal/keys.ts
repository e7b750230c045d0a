import { createHash, randomBytes } from "node:crypto";
import type { Tx } from "../../db/transact.ts";

/** How long a link waits to be followed, and how long a session lasts after it. Milliseconds. */
const lasts = { link: 30 * 60_000, session: 8 * 3_600_000 } as const;
export type PortalKeyKind = keyof typeof lasts;

/** Links that a contact may have sent within an hour: more fill somebody's mailbox. */
const mostLinks = 5;
const hour = 3_600_000;

/** Who holds a key. */
export interface KeyHolder {
  readonly tenantId: string;
  readonly contactId: string;
}

/** Makes a key for a contact and gives its secret, of which only the hash is kept. Those that ran out are forgotten. */
export async function makeKey(tx: Tx, kind: PortalKeyKind, contactId: string, now: Date): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  await tx.query("delete from portal_keys where tenant_id = $1 and expires_at < $2", [
    tx.tenantId,
    new Date(now.getTime() - hour),
  ]);
  await tx.query(
    "insert into portal_keys (tenant_id, sha256, kind, contact_id, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)",
    [tx.tenantId, hashOf(secret), kind, contactId, now, new Date(now.getTime() + lasts[kind])],
  );
  return secret;
}

/** Whether a contact may have another link sent. */
export async function mayHaveLink(tx: Tx, contactId: string, now: Date): Promise<boolean> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from portal_keys where tenant_id = $1 and contact_id = $2 and kind = 'link' and created_at > $3`,
    [tx.tenantId, contactId, new Date(now.getTime() - hour)],
  );
  return (row?.count ?? 0) < mostLinks;
}

/** Who holds the key with this secret, in whatever tenant; undefined when there is none, or it ran out. */
export async function holderOf(tx: Tx, kind: PortalKeyKind, secret: string, now: Date): Promise<KeyHolder | undefined> {
  if (!isSecret(secret)) return undefined;
  const [row] = await tx.query<KeyHolder & Record<string, unknown>>(
    `select k.tenant_id as "tenantId", k.contact_id as "contactId" from portal_keys k
     join contacts c on c.tenant_id = k.tenant_id and c.id = k.contact_id and c.erased_at is null
     join tenants t on t.id = k.tenant_id and t.is_enabled
     where k.sha256 = $1 and k.kind = $2 and k.expires_at > $3`,
    [hashOf(secret), kind, now],
  );
  return row;
}

/** Uses a key up, so that it opens nothing any more. Tells whether it did. */
export async function useUp(tx: Tx, kind: PortalKeyKind, secret: string): Promise<boolean> {
  // that it was made stays for an hour, to count it
  const rows = await tx.query(
    `update portal_keys set expires_at = created_at where tenant_id = $1 and sha256 = $2 and kind = $3 and expires_at > created_at returning sha256`,
    [tx.tenantId, hashOf(secret), kind],
  );
  return rows.length > 0;
}

function isSecret(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
