import { newId } from "../base/id.ts";
import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import type { Tx } from "../db/transact.ts";
import type { Definition } from "../engine/types.ts";
import { sha256Of } from "./parts.ts";
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
  readonly upstreamVersion?: number | undefined;
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
  /** By element: `latest`, `release` or the number of a version. */
  readonly formBindings?: Readonly<Record<string, string>>;
  readonly isCarried?: boolean;
}

/** What the newest version of a key is. */
interface Newest {
  readonly id: string | null;
  readonly version: number;
  readonly sha256: string;
  readonly state: string;
}

/** The newest version of a key, retired or not. */
export async function newestOf(tx: Tx, { kind, key }: PartKey): Promise<Newest | undefined> {
  const { table, only } = tableOf(kind);
  const [row] = await tx.query<Newest>(
    `select ${table === "resources" ? "null" : "v.id"} as id, v.version, v.sha256, v.state from ${table} v
     where v.tenant_id = $1 and ${only} and v.key = $2 order by v.version desc limit 1`,
    [tx.tenantId, key],
  );
  return row;
}

/**
 * Writes a part as the next version of its key. What the newest version holds already is no new version, unless it
 * `isCarried`: then it is published again because something it is released with has changed.
 */
export async function writeVersion(tx: Tx, part: Writable, imprint: Imprint, now: Date): Promise<Written> {
  const { kind, key } = part;
  const sha256 = sha256Of(kind, part.body);
  const newest = await newestOf(tx, part);
  const isSame = newest?.state === "published" && newest.sha256 === sha256;
  if (isSame && part.isCarried !== true) {
    return { kind, key, id: newest.id, version: newest.version, sha256, isNew: false };
  }
  const version = (newest?.version ?? 0) + 1;
  const id = newId(now);
  const columns = { ...columnsOf(part, version, id), ...imprintOf(imprint), key, version, sha256, created_at: now };
  const names = Object.keys(columns);
  await tx.query(
    `insert into ${tableOf(kind).table} (tenant_id, ${names.join(", ")})
     values ($1, ${names.map((_, index) => `$${index + 2}`).join(", ")})`,
    [tx.tenantId, ...Object.values(columns)],
  );
  return { kind, key, id: kind === "process" || kind === "ruleSet" ? id : null, version, sha256, isNew: true };
}

function columnsOf({ kind, key, body, name = key, formBindings }: Writable, version: number, id: string): object {
  if (kind === "process") {
    const bindings = formBindings === undefined ? null : JSON.stringify(formBindings);
    return { id, name, xml: body, form_bindings: bindings };
  }
  if (kind === "ruleSet") return { id, body: numbered(body, version) };
  return { kind, body: kind === "form" ? numbered(body, version) : JSON.stringify(body) };
}

/** Rule sets and forms say their version themselves. */
function numbered(body: Json, version: number): string {
  return JSON.stringify(isObject(body) ? { ...body, version } : body);
}

/** A process of a BPMN file as it is to be written. */
export function writable(definition: Definition, xml: string): Writable {
  const formBindings = formBindingsOf(definition);
  const { processId: key, name } = definition;
  return { kind: "process", key, body: xml, name, ...(formBindings === undefined ? {} : { formBindings }) };
}

function imprintOf({ releaseId, author, approver, reason, draftId, upstreamVersion }: Imprint): object {
  return {
    release_id: releaseId,
    author,
    approver: approver ?? null,
    reason: reason ?? null,
    draft_id: draftId ?? null,
    upstream_version: upstreamVersion ?? null,
  };
}
