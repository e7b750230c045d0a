import type { Database } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import type { Tx } from "../db/transact.ts";
import { chainStart, firstBroken } from "./chain.ts";
import type { ChainedEvent } from "./chain.ts";
import { manifestHash, leafOf } from "./manifest.ts";
import { rootOf } from "./merkle.ts";
import { readHeads, readSeals } from "./seals.ts";
import type { Seal } from "./seals.ts";
import { isSigned } from "./signer.ts";
import { eventOf } from "./trail.ts";
import type { TrailRow } from "./trail.ts";

/** Something about the trail that is not as it was sealed. */
export type Finding =
  /** An event does not follow from the one before it. */
  | { readonly kind: "event"; readonly streamId: string; readonly seq: number }
  /** An event that a seal names is gone or another. */
  | { readonly kind: "head"; readonly streamId: string; readonly seq: number; readonly sealNo: number }
  /** An instance knows of a later event than its stream has. */
  | { readonly kind: "tail"; readonly streamId: string; readonly seq: number }
  /** A seal is missing, or its hash, its predecessor, its signature or its root is not right. */
  | {
      readonly kind: "seal";
      readonly sealNo: number;
      readonly what: "missing" | "hash" | "previous" | "signature" | "root";
    };

/** What a check of a whole trail came to. */
export interface Verification {
  readonly events: number;
  readonly streams: number;
  readonly seals: number;
  readonly stamped: number;
  /** Streams with events after their last seal. */
  readonly unsealed: number;
  /** Instant of the last seal. */
  readonly sealedAt: Date | null;
  /** At most a hundred. */
  readonly findings: readonly Finding[];
}

const page = 5_000;
const mostFindings = 100;

/**
 * Checks the whole trail of a tenant: every event against the one before it, every seal against the one before it and its
 * signature, every sealed head against its event, every instance against its stream. Reads page by page, so that a large
 * trail holds nothing up. `progress` hears of each page.
 */
export async function verifyTrail(
  database: Database,
  tenantId: string,
  progress: (done: { readonly events: number; readonly of: number }) => void = () => undefined,
): Promise<Verification> {
  const inside = <T>(work: (tx: Tx) => Promise<T>) => transact(database, tenantId, work);
  const seals = (await inside((tx) => readSeals(tx, { limit: 1_000_000 }))).toReversed();
  const findings: Finding[] = [];
  for (const [index, seal] of seals.entries()) {
    const heads = await inside((tx) => readHeads(tx, seal.no));
    findings.push(...sealFindings(seal, seals[index - 1], rootOf(heads.map((head) => leafOf(head)))));
  }
  const of = await inside(countEvents);
  const walk = new Walk();
  for (;;) {
    const events = await inside((tx) => readPage(tx, walk.last));
    findings.push(...walk.follow(events));
    progress({ events: walk.events, of });
    if (events.length < page) break;
  }
  findings.push(...(await inside(lostHeads)), ...(await inside(lostTails)));
  return {
    events: walk.events,
    streams: walk.streams,
    seals: seals.length,
    stamped: seals.filter(({ timeStamp }) => timeStamp !== null).length,
    unsealed: await inside(countUnsealed),
    sealedAt: seals.at(-1)?.at ?? null,
    findings: findings.slice(0, mostFindings),
  };
}

/** Follows the chains of all streams, page after page. */
class Walk {
  last: ChainedEvent | undefined;
  events = 0;
  streams = 0;

  follow(events: readonly ChainedEvent[]): Finding[] {
    const findings: Finding[] = [];
    for (const event of events) {
      const isNext = this.last?.streamId === event.streamId;
      if (!isNext) this.streams += 1;
      const expected = isNext ? (this.last?.seq ?? 0) + 1 : 1;
      const head = isNext ? (this.last?.hash ?? chainStart) : chainStart;
      if (event.seq !== expected || firstBroken([event], head) !== undefined)
        findings.push({ kind: "event", streamId: event.streamId, seq: event.seq });
      this.last = event;
      this.events += 1;
    }
    return findings;
  }
}

function sealFindings(seal: Seal, before: Seal | undefined, root: string): Finding[] {
  const said = manifestOf(seal);
  const found: Finding[] = [];
  const find = (what: (Finding & { kind: "seal" })["what"], isRight: boolean): void => {
    if (!isRight) found.push({ kind: "seal", sealNo: seal.no, what });
  };
  find("missing", seal.no === (before?.no ?? 0) + 1);
  find("hash", seal.sha256 === manifestHash(seal.manifest));
  find("previous", said["previous"] === (before?.sha256 ?? chainStart) && said["no"] === seal.no);
  find("signature", isSigned(seal.manifest, seal.signature, seal.publicKey));
  find("root", said["merkleRoot"] === root);
  return found;
}

function manifestOf({ manifest }: Seal): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(manifest)) as Record<string, unknown>; // whatever it is, its members are looked up
  } catch {
    return {};
  }
}

async function countEvents(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ count: string }>("select count(*) from trail where tenant_id = $1", [tx.tenantId]);
  return Number(row?.count ?? 0);
}

async function readPage(tx: Tx, after: ChainedEvent | undefined): Promise<ChainedEvent[]> {
  const rows = await tx.query<TrailRow>(
    `select * from trail where tenant_id = $1 and (stream_id, seq) > ($2, $3) order by stream_id, seq limit $4`,
    [tx.tenantId, after?.streamId ?? "", after?.seq ?? 0, page],
  );
  return rows.map(eventOf);
}

async function lostHeads(tx: Tx): Promise<Finding[]> {
  const rows = await tx.query<{ stream_id: string; seq: string; seal_no: string }>(
    `select h.stream_id, h.seq, h.seal_no from seal_heads h
       left join trail t on t.tenant_id = h.tenant_id and t.stream_id = h.stream_id and t.seq = h.seq
     where h.tenant_id = $1 and t.hash is distinct from h.hash order by h.seal_no, h.stream_id limit $2`,
    [tx.tenantId, mostFindings],
  );
  return rows.map((row) => ({
    kind: "head",
    streamId: row.stream_id,
    seq: Number(row.seq),
    sealNo: Number(row.seal_no),
  }));
}

async function lostTails(tx: Tx): Promise<Finding[]> {
  const rows = await tx.query<{ id: string; trail_seq: string }>(
    `select i.id, i.trail_seq from instances i
       left join trail t on t.tenant_id = i.tenant_id and t.stream_id = i.id::text and t.seq = i.trail_seq
     where i.tenant_id = $1 and i.trail_seq > 0 and t.hash is distinct from i.trail_hash limit $2`,
    [tx.tenantId, mostFindings],
  );
  return rows.map((row) => ({ kind: "tail", streamId: row.id, seq: Number(row.trail_seq) }));
}

async function countUnsealed(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ count: string }>(
    `select count(*) from (select stream_id, max(seq) as seq from trail where tenant_id = $1 group by stream_id) t
     where t.seq > coalesce((select max(h.seq) from seal_heads h where h.tenant_id = $1 and h.stream_id = t.stream_id), 0)`,
    [tx.tenantId],
  );
  return Number(row?.count ?? 0);
}
