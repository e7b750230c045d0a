import { everyTenant, transact } from "../db/transact.ts";
import type { House } from "../runtime/house.ts";

/** Kinds of due work, as `pending` names them. */
export type Kind = "jobs" | "letters" | "messages" | "timers" | "starts" | "batches" | "impacts" | "absences";

/**
 * What kinds of work may have something to do by now, asked for in one statement. Never leaves one out that has; may name one
 * whose rows all rest, which then finds nothing.
 */
export async function pending(house: House): Promise<ReadonlySet<Kind>> {
  const rows = await transact(house.database, everyTenant, (tx) =>
    tx.query<{ kind: Kind }>(
      `select kind from (values
         ('jobs', exists (select from jobs where retries_left > 0 and run_at <= $1 and (leased_until is null or leased_until <= $1))),
         ('letters', exists (select from outbox where run_at <= $1 and (leased_until is null or leased_until <= $1))),
         ('messages', exists (select from messages where state = 'buffered' and expires_at <= $1)
           or exists (select from messages m join subscriptions s on s.tenant_id = m.tenant_id and s.kind = 'message' and s.name = m.name
             and s.correlation_key is not distinct from m.correlation_key where m.state = 'buffered')),
         ('timers', exists (select from timers where due_at <= $1 and (leased_until is null or leased_until <= $1))),
         ('starts', exists (select from start_subscriptions where kind = 'timer' and due_at <= $1)),
         ('batches', exists (select from batch_items where state = 'open' and run_at <= $1 and (leased_until is null or leased_until <= $1))),
         ('absences', exists (select from absences where to_at > $1)),
         ('impacts', exists (select from impacts where state = 'running' and (leased_until is null or leased_until <= $1)))
       ) as found(kind, is_there) where is_there`,
      [house.now()],
    ),
  );
  return new Set(rows.map(({ kind }) => kind));
}
