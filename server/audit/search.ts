import type { Tx } from "../db/transact.ts";
import { eventOf } from "./trail.ts";
import type { TrailRow } from "./trail.ts";
import type { ChainedEvent } from "./chain.ts";

/** What of a trail is looked for. */
export interface TrailQuery {
  /** A business key, a stream, or the key of a process: whatever the event is about. */
  readonly object?: string | undefined;
  readonly actor?: string | undefined;
  /** The command, e.g. `completeTask`. */
  readonly type?: string | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
  /** Position of the last row of the page before. */
  readonly after?: { readonly at: Date; readonly streamId: string; readonly seq: number } | undefined;
  readonly limit: number;
}

/** An event that was found, with the case that it belongs to. */
export interface FoundEvent {
  readonly event: ChainedEvent;
  readonly case: {
    readonly instanceId: string;
    readonly definitionId: string;
    readonly processKey: string;
    readonly businessKey: string | null;
    readonly title: string | null;
  } | null;
  /** Whether a seal covers it. */
  readonly isSealed: boolean;
}

type Row = TrailRow & {
  readonly instance_id: string | null;
  readonly definition_id: string | null;
  readonly definition_key: string | null;
  readonly business_key: string | null;
  readonly title: string | null;
  readonly is_sealed: boolean;
};

/**
 * Events of all streams, newest first. With an object the streams are found first, so that a case of years ago costs no
 * more than one of today.
 */
export async function searchTrail(tx: Tx, query: TrailQuery): Promise<FoundEvent[]> {
  const { object, after } = query;
  const rows = await tx.query<Row>(
    `with streams as (${streams})
     select t.*, i.id as instance_id, i.definition_id, i.definition_key, i.business_key, i.title,
       exists (select 1 from seal_heads h where h.tenant_id = t.tenant_id and h.stream_id = t.stream_id and h.seq >= t.seq) as is_sealed
     from trail t left join instances i on i.tenant_id = t.tenant_id and i.id::text = t.stream_id
     where t.tenant_id = $1 and ($2::text is null or t.stream_id in (select id from streams))
       and ($3::text is null or t.actor = $3) and ($4::text is null or t.type = $4)
       and ($5::timestamptz is null or t.at >= $5) and ($6::timestamptz is null or t.at < $6)
       and ($7::timestamptz is null or (t.at, t.stream_id, t.seq) < ($7, $8, $9::bigint))
     order by t.at desc, t.stream_id desc, t.seq desc limit $10`,
    [
      tx.tenantId,
      object ?? null,
      query.actor ?? null,
      query.type ?? null,
      query.from ?? null,
      query.to ?? null,
      after?.at ?? null,
      after?.streamId ?? null,
      after?.seq ?? null,
      query.limit,
    ],
  );
  return rows.map(foundOf);
}

/** The streams that an object has: its instances and what they called, its case, itself, its versions and drafts. */
const streams = `
  select id::text as id from instances where tenant_id = $1 and root_id in
    (select root_id from instances where tenant_id = $1 and (business_key = $2 or id::text = $2))
  union select 'case:' || $2 union select $2
  union select prefix || $2 from unnest(array['process:','ruleSet:','form:','template:','scenario:','message:']) as prefix
  union select id::text from definitions where tenant_id = $1 and key = $2
  union select draft_id::text from draft_parts where tenant_id = $1 and key = $2`;

/** The streams of an object, for whoever wants all of their events. */
export async function streamsOf(tx: Tx, object: string): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `with streams as (${streams}) select s.id from streams s
     where exists (select 1 from trail t where t.tenant_id = $1 and t.stream_id = s.id) order by s.id`,
    [tx.tenantId, object],
  );
  return rows.map(({ id }) => id);
}

/** The streams that have events in a span of time, at most `limit`. */
export async function streamsBetween(tx: Tx, from: Date, to: Date, limit: number): Promise<readonly string[]> {
  const rows = await tx.query<{ stream_id: string }>(
    "select distinct stream_id from trail where tenant_id = $1 and at >= $2 and at < $3 order by stream_id limit $4",
    [tx.tenantId, from, to, limit],
  );
  return rows.map(({ stream_id: id }) => id);
}

function foundOf(row: Row): FoundEvent {
  const { instance_id: instanceId, definition_id: definitionId, definition_key: processKey } = row;
  const isOfCase = instanceId !== null && definitionId !== null && processKey !== null;
  return {
    event: eventOf(row),
    case: isOfCase ? { instanceId, definitionId, processKey, businessKey: row.business_key, title: row.title } : null,
    isSealed: row.is_sealed,
  };
}
