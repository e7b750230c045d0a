import type { Json, JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import type { PartKey } from "./parts.ts";

/** What is known of a merge for ever: what went in, what was decided, what came out, by which engine. */
export interface MergeRow extends PartKey {
  readonly id: string;
  readonly draftId: string;
  readonly upstreamTenant: string;
  readonly upstreamKey: string;
  readonly baseVersion: number;
  readonly upstreamVersion: number;
  readonly baseSha256: string;
  readonly oursSha256: string;
  readonly theirsSha256: string;
  readonly resultSha256: string;
  readonly resolutions: JsonObject;
  readonly engineVersion: string;
  readonly mergedBy: string;
  readonly mergedAt: Date;
}

/** A merge with our side as it was; base and theirs are published versions, which never change. */
export interface MergeBody extends MergeRow {
  readonly ours: Json;
}

const columns = `m.id, m.draft_id as "draftId", m.kind, m.key, m.upstream_tenant as "upstreamTenant",
  m.upstream_key as "upstreamKey", m.base_version as "baseVersion", m.upstream_version as "upstreamVersion",
  m.base_sha256 as "baseSha256", m.ours_sha256 as "oursSha256", m.theirs_sha256 as "theirsSha256",
  m.result_sha256 as "resultSha256", m.resolutions, m.engine_version as "engineVersion", m.merged_by as "mergedBy",
  m.merged_at as "mergedAt"`;

/** Merges of a draft, or all of a key, the newest first. */
export function listMerges(
  tx: Tx,
  filter: { readonly draftId: string } | { readonly part: PartKey },
): Promise<MergeRow[]> {
  const { draftId, part } = "part" in filter ? { draftId: null, part: filter.part } : { ...filter, part: null };
  return tx.query<MergeRow>(
    `select ${columns} from merges m where m.tenant_id = $1 and ($2::uuid is null or m.draft_id = $2)
       and ($3::text is null or m.kind = $3 and m.key = $4) order by m.merged_at desc, m.id desc limit 500`,
    [tx.tenantId, draftId, part?.kind ?? null, part?.key ?? null],
  );
}

/** One merge. @throws {Refusal} `merge.missing` */
export async function readMerge(tx: Tx, id: string): Promise<MergeBody> {
  const [row] = await tx.query<MergeBody>(
    `select ${columns}, m.ours from merges m where m.tenant_id = $1 and m.id = $2`,
    [tx.tenantId, id],
  );
  if (row !== undefined) return row;
  throw new Refusal("missing", "merge.missing", `Expected a merge with id ${id}, but there is none`);
}

/** Writes a merge, for ever. */
export async function insertMerge(tx: Tx, merge: MergeBody): Promise<void> {
  await tx.query(
    `insert into merges (tenant_id, id, draft_id, kind, key, upstream_tenant, upstream_key, base_version, upstream_version,
       base_sha256, ours_sha256, theirs_sha256, result_sha256, ours, resolutions, engine_version, merged_by, merged_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      tx.tenantId,
      merge.id,
      merge.draftId,
      merge.kind,
      merge.key,
      merge.upstreamTenant,
      merge.upstreamKey,
      merge.baseVersion,
      merge.upstreamVersion,
      merge.baseSha256,
      merge.oursSha256,
      merge.theirsSha256,
      merge.resultSha256,
      JSON.stringify(merge.ours),
      JSON.stringify(merge.resolutions),
      merge.engineVersion,
      merge.mergedBy,
      merge.mergedAt,
    ],
  );
}
