import { createHash } from "node:crypto";
import { canonical } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import type { Tx } from "../db/transact.ts";
import type { Publication } from "./ruleSets.ts";

/** Forms and templates are versioned like processes and published with them. */
export type ResourceKind = "form" | "template";

/** A published form or template. */
export interface Resource {
  readonly key: string;
  readonly version: number;
  readonly body: Json;
}

/** Publishes a form or template; the same content again is no new version. */
export async function publishResource(
  tx: Tx,
  kind: ResourceKind,
  publication: Publication,
  now: Date,
): Promise<number> {
  const { key, body, author, releaseId } = publication;
  const sha256 = createHash("sha256").update(canonical(body)).digest("hex");
  const [latest] = await tx.query<{ version: number; sha256: string }>(
    "select version, sha256 from resources where tenant_id = $1 and kind = $2 and key = $3 order by version desc limit 1",
    [tx.tenantId, kind, key],
  );
  if (latest?.sha256 === sha256) return latest.version;
  const version = (latest?.version ?? 0) + 1;
  await tx.query(
    `insert into resources (tenant_id, kind, key, version, body, sha256, release_id, author, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.tenantId, kind, key, version, JSON.stringify(body), sha256, releaseId, author, now],
  );
  return version;
}

/** The body of the latest form or template, as a value within a statement of another room. `key` is a column of it. */
export function latestBody(kind: ResourceKind, tenantId: string, key: string): string {
  return `(select body from resources where tenant_id = ${tenantId} and kind = '${kind}' and key = ${key}
    order by version desc limit 1)`;
}

/** The latest form or template of a key, if there is one. */
export async function latestResource(tx: Tx, kind: ResourceKind, key: string): Promise<Resource | undefined> {
  const [row] = await tx.query<{ key: string; version: number; body: Json }>(
    "select key, version, body from resources where tenant_id = $1 and kind = $2 and key = $3 order by version desc limit 1",
    [tx.tenantId, kind, key],
  );
  return row;
}
