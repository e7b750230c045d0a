import type { Json } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { latestCheck } from "../checks.ts";
import type { CheckRow } from "../checks.ts";
import { listEditors, readDraft } from "../drafts.ts";
import type { DraftRow } from "../drafts.ts";
import type { Lineage } from "../lineage.ts";
import { listMerges } from "../merges.ts";
import type { MergeRow } from "../merges.ts";
import { standardTenant } from "../parts.ts";
import { readRelease } from "../releases.ts";
import type { Pin, ReleaseRow } from "../releases.ts";

/** A part that a release pins, with what it holds. */
export interface PinnedPart extends Pin {
  readonly body: Json;
  readonly name: string;
  /** What the version before it held; null for the first, and for parts that the release only was tested with. */
  readonly before: Json;
  readonly upstreamVersion: number | null;
}

/** How a draft became a release: who worked on it, what the check said, who approved. */
export interface Approval {
  readonly draft: DraftRow;
  readonly editors: readonly string[];
  readonly check: CheckRow | null;
}

/** All that is known of a release. */
export interface Contents {
  readonly release: ReleaseRow;
  readonly tenantId: string;
  readonly parts: readonly PinnedPart[];
  /** Null for a release that came from no draft, and for one of the standard catalogue, whose drafts are its own affair. */
  readonly approval: Approval | null;
  readonly lineages: readonly Lineage[];
  readonly merges: readonly MergeRow[];
}

/** Reads a release of the tenant, or one of the standard catalogue. @throws {Refusal} `release.missing` */
export async function readContents(tx: Tx, id: string): Promise<Contents> {
  const [own] = await tx.query<{ tenantId: string }>(
    `select tenant_id as "tenantId" from releases where id = $1 and tenant_id = any ($2) order by tenant_id = $3 desc limit 1`,
    [id, [tx.tenantId, standardTenant], tx.tenantId],
  );
  const tenantId = own?.tenantId ?? tx.tenantId;
  const release = await readRelease(tx, id, tenantId);
  const parts = await readParts(tx, id, tenantId);
  const isOwn = tenantId === tx.tenantId;
  const draftId = isOwn ? release.draftId : null;
  return {
    release,
    tenantId,
    parts,
    approval: draftId === null ? null : await readApproval(tx, draftId),
    lineages: isOwn ? await readLineages(tx, id) : [],
    merges: draftId === null ? [] : await listMerges(tx, { draftId }),
  };
}

const versions = `
  select tenant_id, 'process' as kind, key, version, to_jsonb(xml) as body, name, upstream_version from definitions
  union all select tenant_id, 'ruleSet', key, version, body, coalesce(body -> 'label' ->> 'de', key), upstream_version from rule_sets
  union all select tenant_id, kind, key, version, body, coalesce(body -> 'title' ->> 'de', key), upstream_version from resources`;

function readParts(tx: Tx, releaseId: string, tenantId: string): Promise<PinnedPart[]> {
  return tx.query<PinnedPart>(
    `with v as (${versions})
     select p.kind, p.key, p.version, p.sha256, p.is_own as "isOwn", v.body, v.name, v.upstream_version as "upstreamVersion",
       b.body as before
     from release_pins p
     join v on v.tenant_id = p.tenant_id and v.kind = p.kind and v.key = p.key and v.version = p.version
     left join v b on p.is_own and b.tenant_id = p.tenant_id and b.kind = p.kind and b.key = p.key and b.version = p.version - 1
     where p.tenant_id = $1 and p.release_id = $2 order by p.kind, p.key`,
    [tenantId, releaseId],
  );
}

async function readApproval(tx: Tx, draftId: string): Promise<Approval> {
  const draft = await readDraft(tx, draftId);
  const editors = await listEditors(tx, [draftId]);
  return { draft, editors: editors.map(({ login }) => login), check: (await latestCheck(tx, draftId)) ?? null };
}

function readLineages(tx: Tx, releaseId: string): Promise<Lineage[]> {
  return tx.query<Lineage>(
    `select l.kind, l.key, l.upstream_tenant as "upstreamTenant", l.upstream_key as "upstreamKey",
       l.base_version as "baseVersion", l.base_sha256 as "baseSha256", l.is_forked as "isForked", l.forked_by as "forkedBy",
       l.forked_at as "forkedAt"
     from lineages l join release_pins p on p.tenant_id = l.tenant_id and p.kind = l.kind and p.key = l.key
     where l.tenant_id = $1 and p.release_id = $2 order by l.kind, l.key`,
    [tx.tenantId, releaseId],
  );
}
