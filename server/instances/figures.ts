import type { Tx } from "../db/transact.ts";

/** What the figures of a process are asked for: whole days, both included, as a time zone counts them. */
export interface ProcessQuestion {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly customer?: string | undefined;
}

/** An element: how often tokens came, and how long they waited there. Times in milliseconds. */
export interface ElementFigures {
  readonly elementId: string;
  readonly entered: number;
  readonly waited: number;
  readonly waiting: number;
  readonly median: number | null;
  readonly p90: number | null;
}

export interface ProcessFigures {
  /** The newest version that the instances looked at run in; null when there are none. */
  readonly definitionId: string | null;
  readonly days: readonly { readonly day: string; readonly started: number; readonly ended: number }[];
  readonly started: number;
  /** By how they ended. */
  readonly ended: Readonly<Record<string, number>>;
  readonly running: number;
  /** How long those took that came to an end of the model. Milliseconds. */
  readonly duration: { readonly count: number; readonly median: number | null; readonly p90: number | null };
  /** Instances whose trail was read for the elements; at most {@link mostInstances}. */
  readonly instances: number;
  readonly elements: readonly ElementFigures[];
}

/** Of how many instances the trail is read; the last ones that lived in the span. */
export const mostInstances = 5_000;

/** `$1` to `$6`: tenant, key, first and last day, time zone, customer. */
const mine = `
  bounds as (select $3::date::timestamp at time zone $5 as from_at, ($4::date + 1)::timestamp at time zone $5 as to_at),
  mine as materialized (select i.id, i.definition_id, i.started_at, i.ended_at, i.status,
      i.started_at >= b.from_at as is_new, coalesce(i.ended_at < b.to_at, false) as is_over
    from instances i cross join bounds b where i.tenant_id = $1 and i.definition_key = $2 and i.started_at < b.to_at
      and (i.ended_at is null or i.ended_at >= b.from_at) and ($6::text is null or i.customer = $6)),
  chosen as materialized (select * from mine order by started_at desc limit ${mostInstances})`;

/** The figures of a process over all of its versions. */
export async function readProcessFigures(tx: Tx, question: ProcessQuestion): Promise<ProcessFigures> {
  const { key, from, to, timeZone, customer = null } = question;
  const values = [tx.tenantId, key, from, to, timeZone, customer];
  const days = await tx.query<ProcessFigures["days"][number]>(daysOf, values);
  const elements = await tx.query<ElementFigures>(elementsOf, values);
  const [totals] = await tx.query<Totals>(totalsOf, values);
  if (totals === undefined) throw new TypeError("Expected one row of totals, but there is none");
  const { count, median, p90, ...rest } = totals;
  return { ...rest, duration: { count, median, p90 }, days, elements };
}

type Totals = Omit<ProcessFigures, "days" | "elements" | "duration"> & ProcessFigures["duration"];

const daysOf = `with ${mine},
  moves as (
    select (started_at at time zone $5)::date as day, 1 as started, 0 as ended from mine where is_new
    union all select (ended_at at time zone $5)::date, 0, 1 from mine where is_over)
  select d::date::text as day, coalesce(sum(v.started), 0)::int as started, coalesce(sum(v.ended), 0)::int as ended
  from generate_series($3::date, $4::date, interval '1 day') d left join moves v on v.day = d::date group by d order by d`;

const totalsOf = `with ${mine},
  lasting as (select extract(epoch from ended_at - started_at) * 1000 as ms from mine where is_over and status in ('completed','terminated'))
  select (select c.definition_id from chosen c join definitions d on d.id = c.definition_id order by d.version desc, c.started_at desc limit 1) as "definitionId",
    (select count(*)::int from mine where is_new) as started,
    (select coalesce(jsonb_object_agg(s.status, s.count), '{}') from (select status, count(*)::int as count from mine where is_over group by status) s) as ended,
    (select count(*)::int from mine where not is_over) as running,
    (select count(*)::int from lasting) as count,
    (select percentile_cont(0.5) within group (order by ms)::float8 from lasting) as median,
    (select percentile_cont(0.9) within group (order by ms)::float8 from lasting) as p90,
    (select count(*)::int from chosen) as instances`;

/** A wait's end follows its beginning in the same stream under the same number; one without end still waits, or died with its instance. */
const elementsOf = `with ${mine},
  facts as materialized (
    select t.stream_id, t.seq, f.position, t.at, c.ended_at, f.fact->>'type' as type, f.fact->>'elementId' as element_id, f.fact->'detail'->>'wait' as wait
    from chosen c join trail t on t.tenant_id = $1 and t.stream_id = c.id::text
    cross join lateral jsonb_array_elements(t.data->'facts') with ordinality as f(fact, position)
    where t.data ? 'facts' and f.fact->>'type' in ('element.entered', 'wait.opened', 'wait.closed')),
  spans as (select type, element_id, ended_at, at, lead(at) over (partition by stream_id, wait order by seq, position) as until
    from facts where type <> 'element.entered'),
  waits as (select element_id, count(until)::int as waited, count(*) filter (where until is null and ended_at is null)::int as waiting,
      percentile_cont(0.5) within group (order by extract(epoch from until - at) * 1000) as median,
      percentile_cont(0.9) within group (order by extract(epoch from until - at) * 1000) as p90
    from spans where type = 'wait.opened' and element_id is not null group by element_id),
  visits as (select element_id, count(*)::int as entered from facts where type = 'element.entered' and element_id is not null group by element_id)
  select element_id as "elementId", coalesce(v.entered, 0) as entered, coalesce(w.waited, 0) as waited, coalesce(w.waiting, 0) as waiting,
    w.median::float8 as median, w.p90::float8 as p90
  from visits v full join waits w using (element_id) order by w.median desc nulls last, entered desc, element_id`;
