import type { Tx } from "../db/transact.ts";
import type { PartKey, PartKind } from "./parts.ts";
import { tableOf } from "./versions.ts";

/** Where a key comes from, and how far it has followed. */
export interface Lineage {
  readonly kind: PartKind;
  readonly key: string;
  readonly upstreamTenant: string;
  readonly upstreamKey: string;
  /** The newest upstream version that is taken in. */
  readonly baseVersion: number;
  readonly baseSha256: string;
  /** Whether it goes its own way. Without, new upstream versions are taken over as they come. */
  readonly isForked: boolean;
  readonly forkedBy: string | null;
  readonly forkedAt: Date | null;
}

/** A lineage with the newest version of its upstream, when that is newer than what is taken in. */
export interface LineageNews extends Lineage {
  readonly newerVersion: number | null;
}

const columns = `l.kind, l.key, l.upstream_tenant as "upstreamTenant", l.upstream_key as "upstreamKey",
  l.base_version as "baseVersion", l.base_sha256 as "baseSha256", l.is_forked as "isForked", l.forked_by as "forkedBy",
  l.forked_at as "forkedAt"`;

/** The lineages of a kind by key, each with what is new upstream. */
export async function lineagesOf(tx: Tx, kind: PartKind, key?: string): Promise<ReadonlyMap<string, LineageNews>> {
  const { table, only } = tableOf(kind);
  const rows = await tx.query<LineageNews>(
    `select ${columns}, (select max(v.version) from ${table} v where v.tenant_id = l.upstream_tenant and ${only}
       and v.key = l.upstream_key and v.state = 'published' and v.version > l.base_version) as "newerVersion"
     from lineages l where l.tenant_id = $1 and l.kind = $2 and ($3::text is null or l.key = $3)`,
    [tx.tenantId, kind, key ?? null],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

/** Where one key comes from, if from anywhere. */
export async function lineageOf(tx: Tx, { kind, key }: PartKey): Promise<LineageNews | undefined> {
  return (await lineagesOf(tx, kind, key)).get(key);
}

/** Writes where a key comes from, or how far it has followed now. */
export function saveLineage(tx: Tx, lineage: Lineage): Promise<void> {
  return saveLineages(tx, [lineage]);
}

/** The same of several keys. */
export async function saveLineages(tx: Tx, lineages: readonly Lineage[]): Promise<void> {
  const column = <K extends keyof Lineage>(name: K) => lineages.map((lineage) => lineage[name]);
  await tx.query(
    `insert into lineages (tenant_id, kind, key, upstream_tenant, upstream_key, base_version, base_sha256, is_forked,
       forked_by, forked_at)
     select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::boolean[],
       $9::text[], $10::timestamptz[])
     on conflict (tenant_id, kind, key) do update set base_version = excluded.base_version,
       base_sha256 = excluded.base_sha256, is_forked = excluded.is_forked, forked_by = excluded.forked_by,
       forked_at = excluded.forked_at`,
    [
      tx.tenantId,
      column("kind"),
      column("key"),
      column("upstreamTenant"),
      column("upstreamKey"),
      column("baseVersion"),
      column("baseSha256"),
      column("isForked"),
      column("forkedBy"),
      column("forkedAt"),
    ],
  );
}

/** Keys that have got a content of our own go their own way from now on, if they followed an upstream before. */
export async function forkOwn(
  tx: Tx,
  parts: readonly (PartKey & { readonly sha256: string })[],
  by: string,
  now: Date,
): Promise<void> {
  const column = <K extends "kind" | "key" | "sha256">(name: K) => parts.map((part) => part[name]);
  await tx.query(
    `update lineages set is_forked = true, forked_by = $5, forked_at = $6
     from unnest($2::text[], $3::text[], $4::text[]) as own(own_kind, own_key, own_sha256)
     where tenant_id = $1 and kind = own_kind and key = own_key and base_sha256 <> own_sha256 and not is_forked`,
    [tx.tenantId, column("kind"), column("key"), column("sha256"), by, now],
  );
}

/** A copy that never came to a version leaves no lineage behind. */
export async function forgetLineage(tx: Tx, { kind, key }: PartKey): Promise<void> {
  const { table, only } = tableOf(kind);
  await tx.query(
    `delete from lineages l where l.tenant_id = $1 and l.kind = $2 and l.key = $3 and not exists (
       select from ${table} v where v.tenant_id = $1 and ${only} and v.key = $3)`,
    [tx.tenantId, kind, key],
  );
}
