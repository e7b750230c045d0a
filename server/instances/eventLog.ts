import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import type { ProcessQuestion } from "./figures.ts";

/** A case of an event log: an instance with all that happened to its elements, in order. */
export interface LoggedCase {
  readonly id: string;
  readonly definitionId: string;
  readonly businessKey: string | null;
  readonly customer: string | null;
  readonly priority: string | null;
  readonly status: string;
  readonly startedAt: Date;
  readonly events: readonly LoggedEvent[];
}

export interface LoggedEvent {
  readonly type: "element.entered" | "element.completed" | "element.cancelled";
  readonly elementId: string;
  readonly actor: string;
  /** ISO 8601. */
  readonly at: string;
}

/** How many cases one log has. */
export const mostCases = 5_000;

const started = `i.tenant_id = $1 and i.definition_key = $2 and i.started_at >= $3::date::timestamp at time zone $5
  and i.started_at < ($4::date + 1)::timestamp at time zone $5 and ($6::text is null or i.customer = $6)`;

/** Makes sure that the cases begun in the span fit into one log. @throws {Refusal} `log.size` */
export async function expectLogSize(tx: Tx, question: ProcessQuestion): Promise<void> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from instances i where ${started}`,
    valuesOf(tx, question),
  );
  const count = row?.count ?? 0;
  if (count > mostCases)
    throw new Refusal(
      "unprocessable",
      "log.size",
      `Expected at most ${mostCases} cases in a log, but the span has ${count}; choose a shorter one`,
    );
}

/** A page of the cases begun in the span, in the order they began; whole ones, also when they go on after it. */
export function readCases(
  tx: Tx,
  question: ProcessQuestion,
  page: { readonly after?: LoggedCase | undefined; readonly limit: number },
): Promise<LoggedCase[]> {
  return tx.query<LoggedCase>(
    `select i.id, i.definition_id as "definitionId", i.business_key as "businessKey", i.customer, i.priority, i.status, i.started_at as "startedAt",
       (select coalesce(jsonb_agg(jsonb_build_object('type', f.fact->>'type', 'elementId', f.fact->>'elementId', 'actor', t.actor,
            'at', to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by t.seq, f.position), '[]')
        from trail t cross join lateral jsonb_array_elements(t.data->'facts') with ordinality as f(fact, position)
        where t.tenant_id = $1 and t.stream_id = i.id::text and t.data ? 'facts' and f.fact ? 'elementId'
          and f.fact->>'type' in ('element.entered', 'element.completed', 'element.cancelled')) as events
     from instances i where ${started} and ($7::uuid is null or (i.started_at, i.id) > ((select l.started_at from instances l where l.tenant_id = $1 and l.id = $7), $7))
     order by i.started_at, i.id limit $8`,
    [...valuesOf(tx, question), page.after?.id ?? null, page.limit],
  );
}

function valuesOf(tx: Tx, { key, from, to, timeZone, customer }: ProcessQuestion): readonly unknown[] {
  return [tx.tenantId, key, from, to, timeZone, customer ?? null];
}
