import type { Tx } from "../db/transact.ts";
import { readHoldings } from "./holdings.ts";
import { nameOf, standardTenant } from "./parts.ts";
import type { PartKey } from "./parts.ts";
import type { Publishable } from "./publish.ts";

/** A newer version in the standard catalogue. */
export interface News extends PartKey {
  readonly version: number;
}

/** What is new in the standard catalogue for a tenant. */
export interface StandardNews {
  /** To be taken over, by release of the standard, the oldest first. */
  readonly toFollow: readonly { readonly title: string; readonly parts: readonly Publishable[] }[];
  /** Newer versions of what goes its own way here, under the tenant's own keys. */
  readonly toAnnounce: readonly News[];
}

interface NewestRow extends News {
  readonly releaseId: string;
  readonly title: string;
  readonly sha256: string;
}

/** Looks through the standard catalogue with the eyes of the transaction's tenant. */
export async function newsFor(tx: Tx): Promise<StandardNews> {
  const newest = await newestOfStandard(tx);
  const lineages = await tx.query<PartKey & { upstreamKey: string; baseVersion: number; isForked: boolean }>(
    `select kind, key, upstream_key as "upstreamKey", base_version as "baseVersion", is_forked as "isForked"
     from lineages where tenant_id = $1 and upstream_tenant = $2`,
    [tx.tenantId, standardTenant],
  );
  const own = await ownKeys(tx);
  const following = new Map(lineages.filter(({ isForked }) => !isForked).map((each) => [nameOf(each), each]));
  const toFollow = newest.filter((each) => {
    const lineage = following.get(nameOf(each));
    return lineage === undefined ? !own.has(nameOf(each)) : lineage.baseVersion < each.version;
  });
  const versions = new Map(newest.map((each) => [nameOf(each), each.version]));
  const toAnnounce = lineages.flatMap(({ kind, key, upstreamKey, baseVersion, isForked }) => {
    const version = versions.get(nameOf({ kind, key: upstreamKey }));
    return isForked && version !== undefined && version > baseVersion ? [{ kind, key, version }] : [];
  });
  return { toFollow: await byRelease(tx, toFollow), toAnnounce };
}

function select(kind: string, table: string): string {
  return `select ${kind} as kind, key, version, sha256, release_id from ${table}
    where tenant_id = $1 and state = 'published'`;
}

/** The newest published version of each key of the catalogue, in the order they were released. */
function newestOfStandard(tx: Tx): Promise<NewestRow[]> {
  return tx.query<NewestRow>(
    `select n.kind, n.key, n.version, n.sha256, n.release_id as "releaseId", r.title from (
       select distinct on (kind, key) * from (${select("'process'", "definitions")} union all
         ${select("'ruleSet'", "rule_sets")} union all ${select("kind", "resources")}) as v
       order by kind, key, version desc) as n
     join releases r on r.tenant_id = $1 and r.id = n.release_id order by r.position, n.kind, n.key`,
    [standardTenant],
  );
}

function selectBy(kind: string, table: string): string {
  return `select ${kind} as kind, key, version, sha256 from ${table} where tenant_id = $1 and author = $2`;
}

/** What the last version of each key held that an author has published, as hashes by name. */
export async function lastBy(tx: Tx, author: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<PartKey & { sha256: string }>(
    `select distinct on (kind, key) kind, key, sha256 from (${selectBy("'process'", "definitions")} union all
       ${selectBy("'ruleSet'", "rule_sets")} union all ${selectBy("kind", "resources")}) as v
     order by kind, key, version desc`,
    [tx.tenantId, author],
  );
  return new Map(rows.map((row) => [nameOf(row), row.sha256]));
}

/** Keys that the tenant has for itself, or has from the time before lineages were kept. */
async function ownKeys(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.query<PartKey>(
    `select 'process' as kind, key from definitions where tenant_id = $1 and author <> $2
     union select 'ruleSet', key from rule_sets where tenant_id = $1 and author <> $2
     union select kind, key from resources where tenant_id = $1 and author <> $2
     union select kind, key from lineages where tenant_id = $1`,
    [tx.tenantId, "standard"],
  );
  return new Set(rows.map(nameOf));
}

async function byRelease(tx: Tx, rows: readonly NewestRow[]): Promise<StandardNews["toFollow"]> {
  if (rows.length === 0) return [];
  const holdings = await readHoldings(tx, standardTenant);
  const releases = new Map<string, { title: string; parts: Publishable[] }>();
  for (const { kind, key, version, releaseId, title } of rows) {
    const held = holdings.get(nameOf({ kind, key }));
    if (held === undefined) continue;
    const found = releases.get(releaseId) ?? { title, parts: [] };
    found.parts.push({ kind, key, body: held.body, upstreamVersion: version });
    releases.set(releaseId, found);
  }
  return [...releases.values()];
}
