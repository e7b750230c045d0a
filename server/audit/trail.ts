import { given } from "../db/given.ts";
import type { Columns } from "../db/given.ts";
import type { Tx } from "../db/transact.ts";
import { chain, chainStart } from "./chain.ts";
import type { ChainedEvent, TrailEvent } from "./chain.ts";

/** The columns of {@link trailRows}. */
export const trailColumns: Columns = {
  stream_id: "text",
  seq: "bigint",
  at: "timestamptz",
  type: "text",
  actor: "text",
  request_id: "text",
  data: "jsonb",
  previous: "text",
  hash: "text",
};

/** The part of a step's one statement that writes its trail. `rows` is a table with the alias `r`. */
export function insertTrail(rows: string): string {
  return `insert into trail (tenant_id, stream_id, seq, at, type, actor, request_id, data, previous, hash)
    select $1, r.stream_id, r.seq, r.at, r.type, r.actor, r.request_id, r.data, r.previous, r.hash from ${rows}`;
}

/** The rows for {@link insertTrail}. */
export function trailRows(events: readonly ChainedEvent[]): readonly object[] {
  return events.map((event) => ({
    stream_id: event.streamId,
    seq: event.seq,
    at: event.at,
    type: event.type,
    actor: event.actor,
    request_id: event.requestId,
    data: event.data,
    previous: event.previous,
    hash: event.hash,
  }));
}

/**
 * Appends one event to a stream that has no row of its own to keep the chain's head (deployments, sign-ins,
 * administration). Two writers meet on the primary key; the loser's command is tried again by its caller's transaction.
 */
export async function appendTrail(tx: Tx, event: Omit<TrailEvent, "seq">): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1 || $2, 0))", [tx.tenantId, event.streamId]);
  const [last] = await tx.query<{ seq: string; hash: string }>(
    "select seq, hash from trail where tenant_id = $1 and stream_id = $2 order by seq desc limit 1",
    [tx.tenantId, event.streamId],
  );
  const seq = last === undefined ? 1 : Number(last.seq) + 1;
  const chained = chain(last?.hash ?? chainStart, { ...event, seq });
  const { table, values } = given(trailColumns, trailRows([chained]), 2);
  await tx.query(insertTrail(table), [tx.tenantId, ...values]);
}

/** An event as it is stored. */
export interface TrailRow {
  readonly stream_id: string;
  readonly seq: string;
  readonly at: Date;
  readonly type: string;
  readonly actor: string;
  readonly request_id: string | null;
  readonly data: TrailEvent["data"];
  readonly previous: string;
  readonly hash: string;
}

/** Events of one stream after `after`, oldest first; at most `limit`. */
export async function readTrail(tx: Tx, streamId: string, after: number, limit: number): Promise<ChainedEvent[]> {
  const rows = await tx.query<TrailRow>(
    `select * from trail where tenant_id = $1 and stream_id = $2 and seq > $3 order by seq limit $4`,
    [tx.tenantId, streamId, after, limit],
  );
  return rows.map(eventOf);
}

/** The event that a row is. */
export function eventOf(row: TrailRow): ChainedEvent {
  return {
    streamId: row.stream_id,
    seq: Number(row.seq),
    at: row.at,
    type: row.type,
    actor: row.actor,
    requestId: row.request_id,
    data: row.data,
    previous: row.previous,
    hash: row.hash,
  };
}
