import { leafOf } from "../../audit/manifest.ts";
import { proofOf } from "../../audit/merkle.ts";
import type { Proof } from "../../audit/package.ts";
import { readHeads, readSeals } from "../../audit/seals.ts";
import type { Seal } from "../../audit/seals.ts";
import { streamsBetween, streamsOf } from "../../audit/search.ts";
import type { ChainedEvent } from "../../audit/chain.ts";
import { readTrail } from "../../audit/trail.ts";
import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** What evidence is wanted of: an object (a case, a process, a stream), or all that happened in a span of time. */
export type Selection =
  | { readonly kind: "object"; readonly object: string }
  | { readonly kind: "time"; readonly from: Date; readonly to: Date };

/** All that a package holds. */
export interface Evidence {
  readonly events: readonly ChainedEvent[];
  readonly proofs: readonly Proof[];
  readonly seals: readonly Seal[];
  readonly definitions: readonly {
    readonly key: string;
    readonly version: number;
    readonly name: string;
    readonly xml: string;
  }[];
  readonly ruleSets: readonly { readonly key: string; readonly version: number; readonly body: Json }[];
  readonly decisions: readonly Json[];
  readonly files: readonly Json[];
}

const mostStreams = 2_000;
const mostEvents = 100_000;

/**
 * Reads evidence: whole streams from their first event, since a chain can only be checked from its beginning.
 *
 * @throws {Refusal} `evidence.nothing`, `evidence.size`
 */
export async function readEvidence(tx: Tx, selection: Selection): Promise<Evidence> {
  const streams =
    selection.kind === "object"
      ? await streamsOf(tx, selection.object)
      : await streamsBetween(tx, selection.from, selection.to, mostStreams + 1);
  if (streams.length === 0)
    throw new Refusal("missing", "evidence.nothing", "Expected something that left a trail, but there is nothing");
  if (streams.length > mostStreams) throw tooMuch(`${mostStreams} streams`);
  const events = await readAll(tx, streams);
  const proofs = await readProofs(tx, streams);
  return {
    events,
    proofs,
    seals: await sealsFor(tx, proofs),
    ...(await readModels(tx, streams)),
    files: await readFiles(tx, streams),
  };
}

async function readAll(tx: Tx, streams: readonly string[]): Promise<readonly ChainedEvent[]> {
  const events: ChainedEvent[] = [];
  for (const stream of streams) {
    events.push(...(await readTrail(tx, stream, 0, mostEvents + 1 - events.length)));
    if (events.length > mostEvents) throw tooMuch(`${mostEvents} events`);
  }
  return events;
}

function tooMuch(limit: string): Refusal {
  return new Refusal(
    "tooLarge",
    "evidence.size",
    `Expected at most ${limit} in a package, but there are more; choose less`,
  );
}

/** The last seal of each stream, and the way from its head to the root. */
async function readProofs(tx: Tx, streams: readonly string[]): Promise<readonly Proof[]> {
  const last = await tx.query<{ stream_id: string; seal_no: string }>(
    `select stream_id, max(seal_no) as seal_no from seal_heads where tenant_id = $1 and stream_id = any ($2) group by stream_id`,
    [tx.tenantId, streams],
  );
  const proofs: Proof[] = [];
  for (const [no, rows] of Map.groupBy(last, (row) => Number(row.seal_no))) {
    const wanted = new Set(rows.map((row) => row.stream_id));
    const heads = await readHeads(tx, no);
    const leaves = heads.map((head) => leafOf(head));
    for (const [index, head] of heads.entries())
      if (wanted.has(head.streamId))
        proofs.push({ ...head, sealNo: no, index, size: leaves.length, path: proofOf(leaves, index) });
  }
  return proofs.toSorted((one, other) => (one.streamId < other.streamId ? -1 : 1));
}

/** Every seal from the first that is needed to the newest: a reader can follow their chain to one that they know. */
async function sealsFor(tx: Tx, proofs: readonly Proof[]): Promise<readonly Seal[]> {
  const first = Math.min(...proofs.map(({ sealNo }) => sealNo));
  const seals = await readSeals(tx, { limit: 1_000_000 });
  return seals.filter(({ no }) => no >= first).toReversed();
}

async function readModels(
  tx: Tx,
  streams: readonly string[],
): Promise<Pick<Evidence, "definitions" | "ruleSets" | "decisions">> {
  const definitions = await tx.query<{ key: string; version: number; name: string; xml: string }>(
    `select key, version, name, xml from definitions where tenant_id = $1 and (id::text = any ($2) or id in
       (select definition_id from instances where tenant_id = $1 and id::text = any ($2))) order by key, version`,
    [tx.tenantId, streams],
  );
  const decisions = await tx.query<{ decision: Json; rule_set_key: string; rule_set_version: number }>(
    `select to_jsonb(d) - 'tenant_id' as decision, rule_set_key, rule_set_version from decisions d
     where tenant_id = $1 and instance_id::text = any ($2) order by decided_at, id`,
    [tx.tenantId, streams],
  );
  const used = decisions.map(({ rule_set_key: key, rule_set_version: version }) => ({ key, version }));
  const ruleSets = await tx.query<{ key: string; version: number; body: Json }>(
    `select r.key, r.version, r.body from rule_sets r where r.tenant_id = $1 and (r.key, r.version) in
       (select u.key, u.version from jsonb_to_recordset($2::jsonb) as u(key text, version int)) order by r.key, r.version`,
    [tx.tenantId, JSON.stringify(used)],
  );
  return { definitions, ruleSets, decisions: decisions.map(({ decision }) => decision) };
}

/** Attached files by name and hash; their bytes stay where those may read them who may see the case. */
async function readFiles(tx: Tx, streams: readonly string[]): Promise<readonly Json[]> {
  const keys = streams.flatMap((stream) => (stream.startsWith("case:") ? [stream.slice(5)] : []));
  const rows = await tx.query<{ file: Json }>(
    `select jsonb_build_object('name', name, 'mediaType', media_type, 'bytes', bytes, 'sha256', sha256, 'createdAt', created_at,
       'createdBy', created_by) as file from files where tenant_id = $1 and subject_kind = 'case' and subject_id = any ($2) order by created_at`,
    [tx.tenantId, keys],
  );
  return rows.map(({ file }) => file);
}
