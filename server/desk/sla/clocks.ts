import { Refusal } from "../../base/refusal.ts";
import type { SlaClock } from "../../calendar/slaClock.ts";
import type { Tx } from "../../db/transact.ts";
import { pausesOf } from "./round.ts";

export type ClockKind = "response" | "resolution";

/** A stored clock of the ticket's present round; a reopened ticket begins the next round. */
export interface StoredClock extends SlaClock {
  readonly kind: ClockKind;
  readonly round: number;
  readonly calendarKey: string;
  /** The last threshold that was told, in percent. */
  readonly lastWarned: number;
  readonly isBreached: boolean;
  readonly stopReason: "met" | "merged" | "cancelled" | null;
}

interface ClockRow {
  readonly kind: ClockKind;
  readonly round: number;
  readonly calendar_key: string;
  readonly started_at: Date;
  readonly target_minutes: number;
  readonly pauses: unknown;
  readonly last_warned: number;
  readonly is_breached: boolean;
  readonly stop_reason: StoredClock["stopReason"];
}

/** The clocks of the present round, response first. The caller holds the ticket's lock. */
export async function readClocks(tx: Tx, ticketId: string): Promise<readonly StoredClock[]> {
  const rows = await tx.query<ClockRow>(
    `select c.kind, c.round, c.calendar_key, c.started_at, c.target_minutes, c.pauses, c.last_warned, c.is_breached, c.stop_reason
     from sla_clocks c join tickets t on t.tenant_id = c.tenant_id and t.id = c.ticket_id and t.reopened = c.round
     where c.tenant_id = $1 and c.ticket_id = $2 order by c.kind`,
    [tx.tenantId, ticketId],
  );
  return rows.toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === "response" ? -1 : 1)).map(clockOf);
}

export function clockOf(row: ClockRow): StoredClock {
  return {
    kind: row.kind,
    round: row.round,
    calendarKey: row.calendar_key,
    startedAt: row.started_at,
    targetMinutes: row.target_minutes,
    pauses: pausesOf(row.pauses),
    lastWarned: row.last_warned,
    isBreached: row.is_breached,
    stopReason: row.stop_reason,
  };
}

/** Writes a clock with what lists and searches need: its due time, and since when it stands. */
export async function saveClock(
  tx: Tx,
  ticketId: string,
  clock: StoredClock,
  at: { readonly dueAt: Date; readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into sla_clocks (tenant_id, ticket_id, kind, round, calendar_key, started_at, target_minutes, due_at, pauses, paused_at,
       last_warned, is_breached, stopped_at, stop_reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, case when $13::text is null then null else $14::timestamptz end, $13)
     on conflict (tenant_id, ticket_id, kind, round) do update set calendar_key = excluded.calendar_key,
       target_minutes = excluded.target_minutes, due_at = excluded.due_at, pauses = excluded.pauses, paused_at = excluded.paused_at,
       last_warned = excluded.last_warned, is_breached = excluded.is_breached,
       stopped_at = case when excluded.stop_reason is not null then coalesce(sla_clocks.stopped_at, excluded.stopped_at) end,
       stop_reason = excluded.stop_reason`,
    [tx.tenantId, ticketId, clock.kind, clock.round, clock.calendarKey, clock.startedAt, clock.targetMinutes, at.dueAt,
      JSON.stringify(clock.pauses), clock.pauses.find((each) => each.to === undefined)?.from ?? null, clock.lastWarned,
      clock.isBreached, clock.stopReason, at.now], // prettier-ignore
  );
}

/**
 * The key of the calendar a target is counted in: `business` is the one agreed in the contract, else the customer's, else
 * the tenant's default; any other name is a calendar's own key.
 *
 * @throws {Refusal} `calendar.missing`
 */
export async function calendarKeyOf(tx: Tx, ticketId: string, name: string): Promise<string> {
  const [row] = await tx.query<{ key: string | null }>(
    `select case when $3 <> 'business' then (select key from service_calendars where tenant_id = $1 and key = $3)
       else coalesce(k.calendar_key, c.calendar_key, (select key from service_calendars where tenant_id = $1 and is_default)) end as key
     from tickets t left join contracts k on k.tenant_id = t.tenant_id and k.id = t.contract_id
     left join customers c on c.tenant_id = t.tenant_id and c.id = t.customer_id where t.tenant_id = $1 and t.id = $2`,
    [tx.tenantId, ticketId, name],
  );
  if (row?.key) return row.key;
  throw new Refusal("unprocessable", "calendar.missing", `Expected a service calendar "${name}", but there is none`);
}
