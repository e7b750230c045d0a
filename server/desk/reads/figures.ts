import { minutesUsed } from "../../calendar/slaClock.ts";
import type { Tx } from "../../db/transact.ts";
import type { Calendars } from "../calendars.ts";
import { clockOf } from "../sla/clocks.ts";
import type { ClockKind } from "../sla/clocks.ts";

/** What the figures of the desk are asked for: whole days, both included, as the desk's time zone counts them. */
export interface ServiceQuestion {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  /** The name of a customer. */
  readonly customer?: string | undefined;
  /** The level of support that has the ticket. */
  readonly team?: number | undefined;
  readonly now: Date;
}

/** How often targets were kept by clocks that stopped in the span. */
export interface Attainment {
  readonly kind: ClockKind;
  readonly priority: string | null;
  readonly met: number;
  readonly breached: number;
}

/** Service minutes that clocks ran, pauses left out. `count` says of how many. */
export interface Pace {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
}

/** One day: what came, what went, and what was open when it was over. */
export interface ServiceDay {
  readonly day: string;
  readonly opened: number;
  readonly ended: number;
  readonly open: number;
}

export interface Age {
  readonly bucket: "1" | "3" | "7" | "30" | "more";
  readonly count: number;
}

export interface ServiceFigures {
  readonly attainment: readonly Attainment[];
  readonly response: Pace;
  readonly resolution: Pace;
  readonly days: readonly ServiceDay[];
  readonly ages: readonly Age[];
  readonly solved: number;
  readonly reopened: number;
  readonly workedMinutes: number;
}

/** How many clocks of a kind are counted through their calendars; the newest of the span. */
const mostClocks = 2_000;

/** `$1` to `$6`: tenant, first and last day, time zone, customer, level. */
const mine = `
  bounds as (select $2::date::timestamp at time zone $4 as from_at, ($3::date + 1)::timestamp at time zone $4 as to_at),
  mine as (select t.id, t.priority, t.created_at, t.status, t.resolved_at, t.reopened, t.reopened_at, coalesce(t.resolved_at, t.closed_at) as ended_at
    from tickets t left join customers c on c.tenant_id = t.tenant_id and c.id = t.customer_id
    where t.tenant_id = $1 and ($5::text is null or c.name = $5) and ($6::int is null or t.level = $6))`;

/**
 * The figures of the desk. A ticket that was reopened counts as open from its beginning until it was solved at last: that it
 * was solved in between is told by its clocks and the reopen rate, not by the backlog.
 */
export async function readServiceFigures(
  tx: Tx,
  calendars: Calendars,
  question: ServiceQuestion,
): Promise<ServiceFigures> {
  const { from, to, timeZone, customer = null, team = null } = question;
  const values = [tx.tenantId, from, to, timeZone, customer, team];
  const attainment = await tx.query<Attainment>(attainmentOf, values);
  const days = await tx.query<ServiceDay>(daysOf, values);
  const ages = await tx.query<Age>(agesOf, [...values, question.now]);
  const [totals] = await tx.query<Pick<ServiceFigures, "solved" | "reopened" | "workedMinutes">>(totalsOf, values);
  if (totals === undefined) throw new TypeError("Expected one row of totals, but there is none");
  return {
    attainment,
    response: await paceOf(tx, calendars, { kind: "response", values }),
    resolution: await paceOf(tx, calendars, { kind: "resolution", values }),
    days,
    ages,
    ...totals,
  };
}

const stopped = "c.stop_reason = 'met' and c.stopped_at >= b.from_at and c.stopped_at < b.to_at";

const attainmentOf = `with ${mine}
  select c.kind, m.priority, count(*) filter (where not c.is_breached)::int as met, count(*) filter (where c.is_breached)::int as breached
  from sla_clocks c join mine m on m.id = c.ticket_id cross join bounds b where c.tenant_id = $1 and ${stopped}
  group by c.kind, m.priority order by c.kind, m.priority nulls last`;

const daysOf = `with ${mine},
  moves as (
    select (created_at at time zone $4)::date as day, 1 as opened, 0 as ended from mine
    union all select (ended_at at time zone $4)::date, 0, 1 from mine where ended_at is not null),
  before as (select coalesce(sum(opened - ended), 0) as open from moves where day < $2::date),
  days as (select d::date as day, coalesce(sum(v.opened), 0) as opened, coalesce(sum(v.ended), 0) as ended
    from generate_series($2::date, $3::date, interval '1 day') d left join moves v on v.day = d::date group by 1)
  select d.day::text as day, d.opened::int as opened, d.ended::int as ended,
    (before.open + sum(d.opened - d.ended) over (order by d.day))::int as open
  from days d cross join before order by d.day`;

/** How old what was open at the end of the span was then; a span that is not over ends now. */
const agesOf = `with ${mine},
  standing as (select extract(epoch from least(b.to_at, $7::timestamptz) - m.created_at) / 86400 as days from mine m cross join bounds b
    where m.created_at < least(b.to_at, $7) and (m.ended_at is null or m.ended_at >= least(b.to_at, $7)))
  select g.bucket, count(s.days)::int as count
  from (values ('1', -1, 1), ('3', 1, 3), ('7', 3, 7), ('30', 7, 30), ('more', 30, 1000000)) as g(bucket, low, high)
  left join standing s on s.days >= g.low and s.days < g.high group by g.bucket, g.low order by g.low`;

/** Solved are those solved in the span, and those that came back in it and are not solved again yet. */
const totalsOf = `with ${mine},
  solved as (select m.reopened from mine m cross join bounds b where m.status not in ('merged','cancelled')
    and ((m.resolved_at >= b.from_at and m.resolved_at < b.to_at)
      or (m.resolved_at is null and m.reopened_at >= b.from_at and m.reopened_at < b.to_at)))
  select (select count(*)::int from solved) as solved, (select count(*)::int from solved where reopened > 0) as reopened,
    (select coalesce(sum(e.minutes), 0)::int from time_entries e join mine m on m.id = e.ticket_id cross join bounds b
     where e.tenant_id = $1 and e.started_at >= b.from_at and e.started_at < b.to_at) as "workedMinutes"`;

const clocksOf = `with ${mine}
  select c.kind, c.round, c.calendar_key, c.started_at, c.target_minutes, c.pauses, c.last_warned, c.is_breached, c.stop_reason, c.stopped_at
  from sla_clocks c join mine m on m.id = c.ticket_id cross join bounds b
  where c.tenant_id = $1 and c.kind = $7 and ${stopped} order by c.stopped_at desc limit ${mostClocks}`;

type StoppedRow = Parameters<typeof clockOf>[0] & { readonly stopped_at: Date };

/** Counted in each clock's own calendar, so that a weekend is no slowness. */
async function paceOf(
  tx: Tx,
  calendars: Calendars,
  asked: { readonly kind: ClockKind; readonly values: readonly unknown[] },
): Promise<Pace> {
  const rows = await tx.query<StoppedRow>(clocksOf, [...asked.values, asked.kind]);
  const keys = [...new Set(rows.map((row) => row.calendar_key))];
  const known = new Map(await Promise.all(keys.map(async (key) => [key, await calendars.of(tx, key)] as const)));
  const minutes = rows
    .flatMap((row) => {
      const calendar = known.get(row.calendar_key);
      return calendar === undefined ? [] : [minutesUsed(calendar, clockOf(row), row.stopped_at)];
    })
    .toSorted((one, other) => one - other);
  return { count: minutes.length, median: share(minutes, 0.5), p90: share(minutes, 0.9) };
}

/** The value below which a share of sorted numbers lies, between two of them in proportion (as `percentile_cont`). */
function share(sorted: readonly number[], part: number): number | null {
  const place = (sorted.length - 1) * part;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}
