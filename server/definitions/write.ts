import { newId } from "../base/id.ts";
import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import type { Tx } from "../db/transact.ts";
import type { Definition } from "../engine/types.ts";
import { nameOf, sha256Of } from "./parts.ts";
import type { Part, PartKey } from "./parts.ts";
import { formBindingsOf } from "./resources.ts";
import { tableOf } from "./versions.ts";

/** On whose account a version comes to be, and as part of what. */
export interface Imprint {
  readonly releaseId: string;
  readonly author: string;
  readonly approver?: string | undefined;
  readonly reason?: string | undefined;
  readonly draftId?: string | undefined;
}

/** A version as it was written, or the one that held the same already. */
export interface Written extends PartKey {
  /** Of processes and rule sets. */
  readonly id: string | null;
  readonly version: number;
  readonly sha256: string;
  readonly isNew: boolean;
}

/** A part to be written, with what a process says of itself. */
export interface Writable extends Part {
  readonly name?: string;
  /** What it is called in other languages. */
  readonly names?: Readonly<Record<string, string>>;
  /** By element: `latest`, `release` or the number of a version. */
  readonly formBindings?: Readonly<Record<string, string>>;
  /** The version of its upstream that it is, or that a merge has taken into it. */
  readonly upstreamVersion?: number | undefined;
  readonly isCarried?: boolean;
}

/** A process of a BPMN file as it is to be written. */
export function writable(definition: Definition, xml: string): Writable {
  const formBindings = formBindingsOf(definition);
  const { processId: key, name } = definition;
  const names = definition.elements.get(key)?.names ?? {};
  return { kind: "process", key, body: xml, name, names, ...(formBindings === undefined ? {} : { formBindings }) };
}

/**
 * Writes parts as the next versions of their keys, each key once. What the newest version holds already is no new version,
 * unless it `isCarried`: then it is published again because something it is released with has changed. As many statements
 * for a hundred parts as for one.
 */
export async function writeVersions(
  tx: Tx,
  parts: readonly Writable[],
  imprint: Imprint,
  now: Date,
): Promise<readonly Written[]> {
  const newest = await newestOf(tx, parts);
  const plans = parts.map((part) => planOf(part, newest.get(nameOf(part)), now));
  const rows = plans.flatMap(({ part, written }) =>
    written.isNew ? [{ table: tableOf(part.kind).table, row: rowOf(part, written, { imprint, now }) }] : [],
  );
  for (const [table, of] of Map.groupBy(rows, (each) => each.table)) {
    await tx.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
      JSON.stringify(of.map(({ row }) => ({ tenant_id: tx.tenantId, ...row }))),
    ]);
  }
  return plans.map(({ written }) => written);
}

/** What the newest version of a key is. */
interface Newest extends PartKey {
  readonly id: string | null;
  readonly version: number;
  readonly sha256: string;
  readonly state: string;
}

function select(kind: string, id: string, table: string): string {
  return `select ${kind} as kind, key, ${id} as id, version, sha256, state from ${table}
    where tenant_id = $1 and key = any ($3)`;
}

/** The newest version of each key, retired or not, by name. */
async function newestOf(tx: Tx, parts: readonly PartKey[]): Promise<ReadonlyMap<string, Newest>> {
  if (parts.length === 0) return new Map();
  const rows = await tx.query<Newest>(
    `select distinct on (v.kind, v.key) v.* from (${select("'process'", "id", "definitions")}
       union all ${select("'ruleSet'", "id", "rule_sets")} union all ${select("kind", "null::uuid", "resources")}) as v
     join unnest($2::text[], $3::text[]) as wanted(kind, key) using (kind, key) order by v.kind, v.key, v.version desc`,
    [tx.tenantId, parts.map(({ kind }) => kind), parts.map(({ key }) => key)],
  );
  return new Map(rows.map((row) => [nameOf(row), row]));
}

interface Plan {
  readonly part: Writable;
  readonly written: Written;
}

function planOf(part: Writable, newest: Newest | undefined, now: Date): Plan {
  const { kind, key } = part;
  const sha256 = sha256Of(kind, part.body);
  const isSame = newest?.state === "published" && newest.sha256 === sha256;
  if (isSame && part.isCarried !== true)
    return { part, written: { kind, key, id: newest.id, version: newest.version, sha256, isNew: false } };
  const id = kind === "process" || kind === "ruleSet" ? newId(now) : null;
  return { part, written: { kind, key, id, version: (newest?.version ?? 0) + 1, sha256, isNew: true } };
}

function rowOf(
  part: Writable,
  { key, id, version, sha256 }: Written,
  { imprint, now }: { readonly imprint: Imprint; readonly now: Date },
): object {
  const { kind, body, name = key, names = {}, formBindings = null } = part;
  const common = {
    key,
    version,
    sha256,
    state: "published",
    release_id: imprint.releaseId,
    author: imprint.author,
    approver: imprint.approver ?? null,
    reason: imprint.reason ?? null,
    draft_id: imprint.draftId ?? null,
    upstream_version: part.upstreamVersion ?? null,
    created_at: now,
  };
  if (kind === "process") return { ...common, id, name, names, xml: body, form_bindings: formBindings };
  if (kind === "ruleSet") return { ...common, id, body: numbered(body, version) };
  return { ...common, kind, body: kind === "form" ? numbered(body, version) : body };
}

/** Rule sets and forms say their version themselves. */
function numbered(body: Json, version: number): Json {
  return isObject(body) ? { ...body, version } : body;
}
