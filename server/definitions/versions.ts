import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { anywhere } from "../db/pattern.ts";
import type { Tx } from "../db/transact.ts";
import type { PartKey, PartKind } from "./parts.ts";

/** A published version of anything, without what it holds. */
export interface VersionRow {
  readonly kind: PartKind;
  readonly key: string;
  readonly version: number;
  /** Of processes and rule sets. */
  readonly id: string | null;
  readonly name: string;
  readonly state: "published" | "retired";
  readonly sha256: string;
  readonly releaseId: string;
  readonly draftId: string | null;
  readonly author: string;
  readonly approver: string | null;
  readonly reason: string | null;
  /** The version of the standard that this one was taken over from. */
  readonly upstreamVersion: number | null;
  readonly at: Date;
  readonly retiredAt: Date | null;
  readonly retiredBy: string | null;
  readonly retireReason: string | null;
}

/** A published version with what it holds. */
export interface VersionBody extends VersionRow {
  readonly body: Json;
}

/** Where versions of a kind are kept: `name` and `body` are expressions over the table. */
interface Source {
  readonly table: string;
  readonly id: string;
  readonly name: string;
  readonly body: string;
  readonly only: string;
}

const resource = (kind: PartKind, name: string): Source => ({
  table: "resources",
  id: "null::uuid",
  name,
  body: "v.body",
  only: `v.kind = '${kind}'`,
});

const sources: Readonly<Record<PartKind, Source>> = {
  process: {
    table: "definitions",
    id: "v.id",
    name: "coalesce(v.names ->> $2, v.name)",
    body: "to_jsonb(v.xml)",
    only: "true",
  },
  ruleSet: {
    table: "rule_sets",
    id: "v.id",
    name: "coalesce(v.body -> 'label' ->> $2, v.key)",
    body: "v.body",
    only: "true",
  },
  form: resource("form", "coalesce(v.body -> 'title' ->> $2, v.key)"),
  template: resource("template", "v.key"),
  scenario: resource("scenario", "coalesce(v.body -> 'title' ->> $2, v.key)"),
};

/** The table that keeps versions of a kind, and what narrows it to the kind. Its alias is `v`. */
export function tableOf(kind: PartKind): { readonly table: string; readonly only: string } {
  return sources[kind];
}

function columnsOf(kind: PartKind): string {
  const { id, name } = sources[kind];
  return `'${kind}' as kind, v.key, v.version, ${id} as id, ${name} as name, v.state, v.sha256, v.release_id as "releaseId",
    v.draft_id as "draftId", v.author, v.approver, v.reason, v.upstream_version as "upstreamVersion", v.created_at as at,
    v.retired_at as "retiredAt", v.retired_by as "retiredBy", v.retire_reason as "retireReason"`;
}

/** Every text uses both parameters, or PostgreSQL would not know their types. */
const typed = "v.tenant_id = $1 and $2::text is not null";

/** The newest version of each key of a kind that is not retired; of keys that have no other, the newest retired one. */
export function newestOfAll(tx: Tx, kind: PartKind, language: "de" | "en"): Promise<VersionRow[]> {
  const { table, only } = sources[kind];
  return tx.query<VersionRow>(
    `select distinct on (v.key) ${columnsOf(kind)} from ${table} v where ${typed} and ${only}
     order by v.key, v.state, v.version desc limit 2000`,
    [tx.tenantId, language],
  );
}

/** All versions of a key, the newest first. */
export function versionsOf(tx: Tx, part: PartKey, language: "de" | "en"): Promise<VersionRow[]> {
  const { table, only } = sources[part.kind];
  return tx.query<VersionRow>(
    `select ${columnsOf(part.kind)} from ${table} v where ${typed} and ${only} and v.key = $3
     order by v.version desc limit 1000`,
    [tx.tenantId, language, part.key],
  );
}

/** A version of a process as evidence: also what it followed. */
export interface FollowingVersion extends VersionRow {
  readonly id: string;
  /** The version of the same process before it; null of the first. */
  readonly previousVersion: number | null;
}

/** Which versions of processes are looked for, and where the page before ended. */
export interface VersionsWanted {
  /** Part of a name or key, a person who made or approved it, or how its hash begins. */
  readonly search?: string | undefined;
  /** The key of one process. */
  readonly key?: string | undefined;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
  readonly limit: number;
}

/** The versions of all processes, the newest first, page by page. */
export function processVersions(tx: Tx, language: "de" | "en", wanted: VersionsWanted): Promise<FollowingVersion[]> {
  const { search, key, after, limit } = wanted;
  return tx.query<FollowingVersion>(
    `select ${columnsOf("process")}, (select max(b.version) from definitions b
         where b.tenant_id = v.tenant_id and b.key = v.key and b.version < v.version) as "previousVersion"
     from definitions v where ${typed}
       and ($3::text is null or v.key ilike $3 or coalesce(v.names ->> $2, v.name) ilike $3 or v.author ilike $3
         or v.approver ilike $3 or starts_with(v.sha256, lower($4)))
       and ($5::timestamptz is null or (v.created_at, v.id) < ($5, $6::uuid))
       and ($8::text is null or v.key = $8)
     order by v.created_at desc, v.id desc limit $7`,
    [tx.tenantId, language, anywhere(search), search ?? null, after?.at ?? null, after?.id ?? null, limit, key ?? null],
  );
}

/** Which version of a key, and whose: without a version the newest published one, without a tenant the transaction's. */
export interface VersionChoice extends PartKey {
  readonly version?: number | undefined;
  readonly tenantId?: string;
}

/** One version with what it holds, if there is such a one. */
export async function findVersion(tx: Tx, choice: VersionChoice): Promise<VersionBody | undefined> {
  const { table, only, body } = sources[choice.kind];
  const [row] = await tx.query<VersionBody>(
    `select ${columnsOf(choice.kind)}, ${body} as body from ${table} v
     where ${typed} and ${only} and v.key = $3 and ($4::int is null and v.state = 'published' or v.version = $4)
     order by v.version desc limit 1`,
    [choice.tenantId ?? tx.tenantId, "en", choice.key, choice.version ?? null],
  );
  return row;
}

/** The same. @throws {Refusal} `version.missing` */
export async function readVersion(tx: Tx, choice: VersionChoice): Promise<VersionBody> {
  const found = await findVersion(tx, choice);
  if (found !== undefined) return found;
  const which = choice.version === undefined ? "a published version" : `version ${choice.version}`;
  throw new Refusal(
    "missing",
    "version.missing",
    `Expected ${which} of the ${choice.kind} ${choice.key}, but there is none`,
  );
}
