import { isPaused, percentUsed } from "../../calendar/slaClock.ts";
import type { Tx } from "../../db/transact.ts";
import type { Calendars } from "../calendars.ts";
import { clockOf } from "./clocks.ts";
import type { ClockKind } from "./clocks.ts";

/** How the clock of a ticket stands that matters now: the one due first of those that run. */
export interface Standing {
  readonly kind: ClockKind;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly pausedAt: Date | null;
  /** Share of the target used, in percent of service time. */
  readonly percent: number;
  readonly isBreached: boolean;
}

type Row = Parameters<typeof clockOf>[0] & {
  readonly number: string;
  readonly due_at: Date;
  readonly paused_at: Date | null;
};

/** The standings of tickets by number; tickets without a running clock are left out. */
export async function readStandings(
  tx: Tx,
  calendars: Calendars,
  numbers: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Standing>> {
  const rows = await tx.query<Row>(
    `select distinct on (t.number) t.number, c.kind, c.round, c.calendar_key, c.started_at, c.target_minutes, c.pauses,
       c.last_warned, c.is_breached, c.stop_reason, c.due_at, c.paused_at
     from tickets t join sla_clocks c on c.tenant_id = t.tenant_id and c.ticket_id = t.id and c.round = t.reopened
     where t.tenant_id = $1 and t.number = any ($2) and c.stop_reason is null
     order by t.number, c.due_at`,
    [tx.tenantId, numbers],
  );
  const standings = new Map<string, Standing>();
  for (const row of rows) {
    const clock = clockOf(row);
    const percent = percentUsed(await calendars.of(tx, clock.calendarKey), clock, now);
    standings.set(row.number, {
      kind: clock.kind,
      startedAt: clock.startedAt,
      dueAt: row.due_at,
      pausedAt: isPaused(clock) ? row.paused_at : null,
      percent: Math.round(percent),
      // what is not over yet is not broken, however near
      isBreached: clock.isBreached || percent >= 100,
    });
  }
  return standings;
}
