import { anywhere } from "../../db/pattern.ts";
import type { Tx } from "../../db/transact.ts";
import type { AlertAnswer, AnswerOutcome } from "../intake/answers.ts";

/**
 * How an answer to an alert stands: `waiting` for its job, `failed` with a job that is out of retries, or what came of
 * telling the source.
 */
export type AnswerState = "waiting" | "failed" | AnswerOutcome;

/** What the source of an alert was told, or is to be told, about its ticket. */
export interface ListedAnswer {
  readonly id: string;
  readonly source: string;
  readonly alert: string;
  readonly ticketNumber: string;
  readonly customer: string | null;
  readonly answer: AlertAnswer;
  readonly state: AnswerState;
  readonly connector: string | null;
  /** What the source said, or what the last attempt failed with. */
  readonly detail: string;
  /** When it was told, or asked for. */
  readonly at: Date;
  /** The instance that tells it; unknown of some that were told long ago. */
  readonly instanceId: string | null;
  /** Where that instance waits while the source is not told. */
  readonly waitId: string | null;
  /** The cause of its fault, shared by alike ones. */
  readonly cause: string | null;
}

/** Narrows the list of answers. `search`: text in alert, ticket or detail; `after`: instant and id of the last one seen. */
export interface AnswerFilter {
  readonly state?: AnswerState | undefined;
  readonly source?: string | undefined;
  readonly customer?: string | undefined;
  readonly search?: string | undefined;
  readonly ticketNumber?: string | undefined;
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

const said = `select a.id || '~' || r.answer as id, a.source, a.title as alert, t.number as "ticketNumber", c.name as customer,
    r.answer, r.outcome as state, r.connector, r.detail, r.answered_at as at, r.instance_id as "instanceId",
    null as "waitId", null as cause
  from alert_answers r join alerts a on a.tenant_id = r.tenant_id and a.id = r.alert_id
    join tickets t on t.tenant_id = r.tenant_id and t.id = r.ticket_id
    left join customers c on c.tenant_id = t.tenant_id and c.id = t.customer_id
  where r.tenant_id = $1`;

/** The alerts that a job of the type `alert.answer` has still to tell about. The ticket is named by the job's input. */
const unsaid = (state: "waiting" | "failed", retries: string) => `
  select a.id || '~' || w.answer || '~' || j.instance_id as id, a.source, a.title as alert, t.number as "ticketNumber",
    u.name as customer, w.answer, '${state}' as state, null as connector, coalesce(j.last_error, '') as detail,
    j.created_at as at, j.instance_id as "instanceId", j.wait_id as "waitId", f.cause
  from jobs j cross join lateral (select j.input->>'answer' as answer) as w
    join tickets t on t.tenant_id = j.tenant_id and t.number = j.input #>> '{ticket,number}'
    join alert_conditions c on c.tenant_id = t.tenant_id and c.ticket_id = t.id
    join alerts a on a.tenant_id = c.tenant_id and a.dedup_key = c.dedup_key and a.kind in ('triggered','updated')
    left join customers u on u.tenant_id = t.tenant_id and u.id = t.customer_id
    left join faults f on f.tenant_id = j.tenant_id and f.instance_id = j.instance_id and f.wait_id = j.wait_id
  where j.tenant_id = $1 and j.type = 'alert.answer' and ${retries} and not exists (
    select from alert_answers r where r.tenant_id = a.tenant_id and r.alert_id = a.id and r.answer = w.answer)`;

/** Each along its index: one condition over all of them would read every job. */
const parts: readonly { readonly states: readonly AnswerState[]; readonly rows: string }[] = [
  { states: ["told", "over", "declined", "unheard"], rows: said },
  { states: ["waiting"], rows: unsaid("waiting", "j.retries_left > 0") },
  { states: ["failed"], rows: unsaid("failed", "j.retries_left = 0") },
];

/** A page of answers to the sources of alerts, newest first. */
export function listAnswers(tx: Tx, filter: AnswerFilter): Promise<ListedAnswer[]> {
  const { state, source, customer, search, ticketNumber, after, limit } = filter;
  const page = parts
    .filter(({ states }) => state === undefined || states.includes(state))
    .map(
      ({ rows }) => `(select * from (${rows}) as part
        where ($2::text is null or state = $2) and ($3::text is null or source = $3) and ($4::text is null or customer = $4)
          and ($5::text is null or alert ilike $5 or "ticketNumber" ilike $5 or detail ilike $5)
          and ($6::text is null or "ticketNumber" = $6) and ($7::timestamptz is null or (at, id) < ($7, $8))
        order by at desc, id desc limit $9)`,
    );
  return tx.query<ListedAnswer>(
    `select * from (${page.join(" union all ")}) as page order by at desc, id desc limit $9`,
    [
      tx.tenantId,
      state ?? null,
      source ?? null,
      customer ?? null,
      anywhere(search),
      ticketNumber ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit,
    ],
  );
}
