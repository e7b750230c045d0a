import { given } from "../db/given.ts";
import type { Tx } from "../db/transact.ts";
import { chainStart } from "./chain.ts";
import { inLeafOrder, leafOf, manifestHash, manifestText } from "./manifest.ts";
import type { Head, Manifest } from "./manifest.ts";
import { rootOf } from "./merkle.ts";
import type { Signer } from "./signer.ts";

/** A seal as it is kept. */
export interface Seal {
  readonly no: number;
  readonly at: Date;
  /** The signed text. */
  readonly manifest: string;
  readonly sha256: string;
  readonly signature: string;
  readonly publicKey: string;
  readonly timeStamp: { readonly token: Buffer; readonly stampedAt: Date; readonly authority: string } | null;
}

/**
 * How long after its instant an event may still become visible, in milliseconds: transactions live for a minute at most,
 * and the clocks of servers differ by less than that.
 */
const latest = 15 * 60_000;

/**
 * Seals what came to the trail of a tenant since the last seal. One after the other: whoever is second finds nothing new.
 * Undefined when nothing happened.
 */
export async function sealTrail(tx: Tx, signer: Signer, now: Date): Promise<Seal | undefined> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('seal/' || $1, 0))", [tx.tenantId]);
  const [last] = await readSeals(tx, { limit: 1 });
  const heads = inLeafOrder(await freshHeads(tx, last));
  if (heads.length === 0) return undefined;
  const no = (last?.no ?? 0) + 1;
  const manifest: Manifest = {
    format: "ablauf-seal/1",
    tenant: tx.tenantId,
    no,
    at: now.toISOString(),
    previous: last?.sha256 ?? chainStart,
    streams: heads.length,
    merkleRoot: rootOf(heads.map((head) => leafOf(head))),
    keyId: signer.keyId,
  };
  const text = manifestText(manifest);
  const seal: Seal = {
    no,
    at: now,
    manifest: text,
    sha256: manifestHash(text),
    signature: signer.sign(text),
    publicKey: signer.publicKey,
    timeStamp: null,
  };
  await insert(tx, seal, heads);
  return seal;
}

/** The heads of streams that went on since the last seal; a little before it, too, for what became visible late. */
async function freshHeads(tx: Tx, last: Seal | undefined): Promise<Head[]> {
  const rows = await tx.query<{ stream_id: string; seq: string; hash: string }>(
    `with touched as (select distinct stream_id from trail where tenant_id = $1 and ($2::timestamptz is null or at > $2)),
       heads as (select distinct on (t.stream_id) t.stream_id, t.seq, t.hash from touched
         join trail t on t.tenant_id = $1 and t.stream_id = touched.stream_id order by t.stream_id, t.seq desc)
     select h.stream_id, h.seq, h.hash from heads h
     where h.seq > coalesce((select max(s.seq) from seal_heads s where s.tenant_id = $1 and s.stream_id = h.stream_id), 0)`,
    [tx.tenantId, last === undefined ? null : new Date(last.at.getTime() - latest)],
  );
  return rows.map((row) => ({ streamId: row.stream_id, seq: Number(row.seq), hash: row.hash }));
}

async function insert(tx: Tx, seal: Seal, heads: readonly Head[]): Promise<void> {
  await tx.query(
    `insert into seals (tenant_id, no, at, manifest, sha256, signature, public_key) values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.tenantId, seal.no, seal.at, seal.manifest, seal.sha256, seal.signature, seal.publicKey],
  );
  const columns = { stream_id: "text", seq: "bigint", hash: "text" } as const;
  const rows = heads.map(({ streamId, seq, hash }) => ({ stream_id: streamId, seq, hash }));
  const { table, values } = given(columns, rows, 3);
  await tx.query(
    `insert into seal_heads (tenant_id, seal_no, stream_id, seq, hash) select $1, $2, r.stream_id, r.seq, r.hash from ${table}`,
    [tx.tenantId, seal.no, ...values],
  );
}

interface SealRow {
  readonly no: string;
  readonly at: Date;
  readonly manifest: string;
  readonly sha256: string;
  readonly signature: string;
  readonly public_key: string;
  readonly token: Buffer | null;
  readonly stamped_at: Date | null;
  readonly authority: string | null;
}

/** Seals, newest first; those before a number when one is given. */
export async function readSeals(
  tx: Tx,
  { limit, before = null }: { readonly limit: number; readonly before?: number | null },
): Promise<Seal[]> {
  const rows = await tx.query<SealRow>(
    `select s.no, s.at, s.manifest, s.sha256, s.signature, s.public_key, z.token, z.stamped_at, z.authority
     from seals s left join seal_time_stamps z on z.tenant_id = s.tenant_id and z.seal_no = s.no
     where s.tenant_id = $1 and ($2::bigint is null or s.no < $2) order by s.no desc limit $3`,
    [tx.tenantId, before, limit],
  );
  return rows.map(sealOf);
}

function sealOf(row: SealRow): Seal {
  const { token, stamped_at: stampedAt, authority } = row;
  return {
    no: Number(row.no),
    at: row.at,
    manifest: row.manifest,
    sha256: row.sha256,
    signature: row.signature,
    publicKey: row.public_key,
    timeStamp: token && stampedAt ? { token, stampedAt, authority: authority ?? "" } : null,
  };
}

/** The heads of one seal in the order of its leaves. */
export async function readHeads(tx: Tx, no: number): Promise<Head[]> {
  const rows = await tx.query<{ stream_id: string; seq: string; hash: string }>(
    `select stream_id, seq, hash from seal_heads where tenant_id = $1 and seal_no = $2 order by stream_id collate "C"`,
    [tx.tenantId, no],
  );
  return [...inLeafOrder(rows.map((row) => ({ streamId: row.stream_id, seq: Number(row.seq), hash: row.hash })))];
}

/** Numbers and hashes of seals that no authority has stamped yet, oldest first. */
export async function unstampedSeals(
  tx: Tx,
  limit: number,
): Promise<{ readonly no: number; readonly sha256: string }[]> {
  const rows = await tx.query<{ no: string; sha256: string }>(
    `select s.no, s.sha256 from seals s left join seal_time_stamps z on z.tenant_id = s.tenant_id and z.seal_no = s.no
     where s.tenant_id = $1 and z.seal_no is null order by s.no limit $2`,
    [tx.tenantId, limit],
  );
  return rows.map(({ no, sha256 }) => ({ no: Number(no), sha256 }));
}

/** Keeps the stamp of a seal; the first one stays. */
export async function keepTimeStamp(
  tx: Tx,
  no: number,
  stamp: { readonly token: Buffer; readonly stampedAt: Date; readonly authority: string },
): Promise<void> {
  await tx.query(
    `insert into seal_time_stamps (tenant_id, seal_no, token, stamped_at, authority) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [tx.tenantId, no, stamp.token, stamp.stampedAt, stamp.authority],
  );
}
