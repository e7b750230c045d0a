import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import type { JsonObject } from "../../base/json.ts";
import { serviceMinutesBetween } from "../../calendar/serviceTime.ts";
import { expectInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { lockReview } from "./review.ts";
import type { LockedReview } from "./review.ts";

const sources = ["tickets", "projects", "assets", "monitoring", "billing"] as const;
type Source = (typeof sources)[number];
const input = z.object({ review: z.object({ id: z.uuid() }).loose(), source: z.enum(sources) });

/**
 * `desk.qbr.collect`: what one source tells of a customer's period, frozen in the review.
 *
 * @throws {BpmnError} `source.failed` it has nothing to tell; the reason is said in the review
 */
export const collectSource: Operation = async (context, given) => {
  const { review, source } = expectInput(input, given);
  const locked = await lockReview(context.tx, review.id);
  const facts = await collectors[source](context, locked);
  await context.tx.query(
    `update reviews set facts = facts || jsonb_build_object($3::text, $4::jsonb),
       gaps = (select coalesce(jsonb_agg(g), '[]') from jsonb_array_elements(gaps) g where g->>'source' <> $3) where tenant_id = $1 and id = $2`,
    [context.tx.tenantId, review.id, source, JSON.stringify(facts)],
  );
  return { variables: {} };
};

const gap = input.extend({ reason: z.string().max(1_000).nullish() });

/** `desk.qbr.gap`: a source that failed is a gap with a name: what hangs on it is grey, never nought. */
export const recordGap: Operation = async ({ tx }, given) => {
  const { review, source, reason } = expectInput(gap, given);
  await lockReview(tx, review.id);
  await tx.query(
    `update reviews set facts = facts - $3, gaps = (select coalesce(jsonb_agg(g), '[]') from jsonb_array_elements(gaps) g where g->>'source' <> $3)
       || jsonb_build_array(jsonb_build_object('source', $3::text, 'reason', $4::text)) where tenant_id = $1 and id = $2`,
    [tx.tenantId, review.id, source, reason ?? "?"],
  );
  return { variables: {} };
};

type Collect = (context: OperationContext, review: LockedReview) => Promise<JsonObject>;

const tickets = `
  with mine as (select * from tickets where tenant_id = $1 and customer_id = $2 and status not in ('merged','cancelled')),
    clocks as (select s.kind, s.is_breached, s.stopped_at from sla_clocks s join mine m on m.id = s.ticket_id
      where s.tenant_id = $1 and s.stopped_at >= $3::date and s.stopped_at < $4::date and s.stop_reason = 'met'),
    solved as (select m.*, (select count(distinct e.technician) from time_entries e where e.tenant_id = $1 and e.ticket_id = m.id) as people
      from mine m where m.resolved_at >= $3::date and m.resolved_at < $4::date)
  select jsonb_build_object(
    'opened', (select count(*) from mine where created_at >= $3::date and created_at < $4::date),
    'solved', (select count(*) from solved),
    'reopened', (select count(*) from solved where reopened > 0),
    'byOne', (select count(*) from solved where reopened = 0 and people = 1),
    'response', jsonb_build_object('met', (select count(*) from clocks where kind = 'response' and not is_breached), 'all', (select count(*) from clocks where kind = 'response')),
    'resolution', jsonb_build_object('met', (select count(*) from clocks where kind = 'resolution' and not is_breached), 'all', (select count(*) from clocks where kind = 'resolution')),
    'csat', jsonb_build_object('sum', (select coalesce(sum(csat), 0) from solved), 'all', (select count(csat) from solved)),
    'reactiveMinutes', (select coalesce(sum(e.minutes), 0) from time_entries e join mine m on m.id = e.ticket_id
      where e.tenant_id = $1 and m.kind in ('incident','problem','security') and e.started_at >= $3::date and e.started_at < $4::date),
    'months', (select coalesce(jsonb_agg(jsonb_build_object('month', to_char(month, 'YYYY-MM'),
        'opened', (select count(*) from mine where date_trunc('month', created_at at time zone 'UTC') = month),
        'solved', (select count(*) from mine where date_trunc('month', resolved_at at time zone 'UTC') = month)) order by month), '[]')
      from generate_series($3::date, $4::date - 1, interval '1 month') as month)) as facts`;

const times = `
  select t.created_at, t.first_response_at, t.resolved_at,
    (select coalesce(jsonb_agg(p), '[]') from sla_clocks s, jsonb_array_elements(s.pauses) p
     where s.tenant_id = $1 and s.ticket_id = t.id and s.kind = 'resolution') as pauses
  from tickets t where t.tenant_id = $1 and t.customer_id = $2 and t.status not in ('merged','cancelled')
    and t.created_at >= $3::date and t.created_at < $4::date order by t.created_at limit 5000`;

interface Times {
  readonly created_at: Date;
  readonly first_response_at: Date | null;
  readonly resolved_at: Date | null;
  readonly pauses: readonly { readonly from: string; readonly to?: string | null }[];
}

const collectors: Readonly<Record<Source, Collect>> = {
  tickets: async (context, review) => {
    const facts = await one(context, review, tickets);
    return { ...facts, ...(await minutes(context, review)) };
  },
  projects: (context, review) =>
    one(
      context,
      review,
      `select jsonb_build_object('open', count(*) filter (where state in ('planned','active','acceptance')),
         'closed', count(*) filter (where closed_at >= $3::date and closed_at < $4::date)) as facts
       from projects where tenant_id = $1 and customer_id = $2`,
    ),
  assets: (context, review) =>
    one(
      context,
      review,
      `with mine as (select *, least(os_eol_on, eol_on) as support from assets where tenant_id = $1 and customer_id = $2 and state in ('in_use','in_repair','rma') and $3::date < $4::date)
       select jsonb_build_object('total', count(*), 'managed', count(*) filter (where is_managed),
         'withoutWarranty', count(*) filter (where coalesce(warranty_until < $4::date, true)), 'unsupported', count(*) filter (where support < $4::date),
         'ending', (select coalesce(jsonb_agg(jsonb_build_object('quarter', q.quarter, 'count', q.count) order by q.quarter), '[]') from (
            select to_char(warranty_until, 'YYYY-"Q"Q') as quarter, count(*) as count from mine
            where warranty_until >= $4::date and warranty_until < $4::date + interval '2 years' group by 1) q)) as facts from mine`,
    ),
  monitoring: async (context, review) => {
    const facts = await one(
      context,
      review,
      `select jsonb_build_object('seen', count(*) filter (where last_seen_at > $5::timestamptz - interval '30 days'),
         'known', count(*) filter (where last_seen_at > $5::timestamptz - interval '30 days' and is_patched is not null),
         'patched', count(*) filter (where last_seen_at > $5::timestamptz - interval '30 days' and is_patched),
         'lastSeenAt', to_char(max(last_seen_at), 'YYYY-MM-DD')) as facts
       from assets where tenant_id = $1 and customer_id = $2 and state = 'in_use' and $3::date < $4::date`,
      context.now,
    );
    if (Number(facts["seen"]) > 0) return facts;
    throw failed(silence(review.language, facts["lastSeenAt"]));
  },
  billing: (context, review) =>
    one(
      context,
      review,
      `with latest as (select distinct on (s.id) license_quantity(s, $4::date - 1) as quantity, n.active from license_subscriptions s
         join license_counts n on n.tenant_id = s.tenant_id and n.subscription_id = s.id
         where s.tenant_id = $1 and s.customer_id = $2 and s.is_active and n.counted_at < $4::date order by s.id, n.counted_at desc)
       select jsonb_build_object('bought', coalesce(sum(quantity), 0), 'active', coalesce(sum(active), 0),
         'netCents', (select coalesce(sum(i.net_cents), 0) from invoices i where i.tenant_id = $1 and i.customer_id = $2
            and i.issued_on >= $3::date and i.issued_on < $4::date)) as facts from latest`,
    ),
};

async function one(
  { tx }: OperationContext,
  review: LockedReview,
  text: string,
  ...more: readonly unknown[]
): Promise<JsonObject> {
  const [row] = await tx.query<{ facts: JsonObject }>(text, [
    tx.tenantId,
    review.customer_id,
    review.period_from,
    review.period_to,
    ...more,
  ]);
  if (row !== undefined) return row.facts;
  throw new Error("Expected a row of figures, but there is none"); // an aggregate always gives one
}

/** First response and solution in service minutes, without the time that a ticket waited for others. */
async function minutes({ tx, calendarOf }: OperationContext, review: LockedReview): Promise<JsonObject> {
  const rows = await tx.query<Times>(times, [tx.tenantId, review.customer_id, review.period_from, review.period_to]);
  const calendar = await calendarOf();
  const between = (from: Date, to: Date) => serviceMinutesBetween(calendar, from, to);
  const answered = rows.flatMap(({ created_at: from, first_response_at: to }) =>
    to === null ? [] : [between(from, to)],
  );
  const solved = rows.flatMap(({ created_at: from, resolved_at: to, pauses }) => {
    if (to === null) return [];
    const waited = pauses.map((pause) => between(new Date(pause.from), pause.to ? new Date(pause.to) : to));
    return [Math.max(0, between(from, to) - waited.reduce((sum, each) => sum + each, 0))];
  });
  return { firstResponse: total(answered), solution: total(solved) };
}

function total(all: readonly number[]): JsonObject {
  return { sum: all.reduce((sum, each) => sum + each, 0), all: all.length };
}

/** Why there are no figures from monitoring, in the language of the customer who reads it. */
function silence(language: "de" | "en", lastSeenOn: unknown): string {
  if (typeof lastSeenOn !== "string")
    return language === "de" ? "Das RMM hat noch kein Gerät gemeldet." : "The RMM has not reported any device yet.";
  const day = new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", { dateStyle: "medium", timeZone: "UTC" });
  const since = day.format(new Date(`${lastSeenOn}T00:00:00Z`));
  return language === "de"
    ? `Das RMM hat zuletzt am ${since} Geräte gemeldet.`
    : `The RMM last reported devices on ${since}.`;
}

function failed(reason: string): BpmnError {
  return new BpmnError("source.failed", reason, { reason });
}
