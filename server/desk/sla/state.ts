import type { JsonObject } from "../../base/json.ts";
import type { ServiceCalendar } from "../../calendar/calendar.ts";
import { dueAt, isPaused } from "../../calendar/slaClock.ts";
import type { OperationContext, OperationResult } from "../operation.ts";
import { readTicketRow, ticketVariable } from "../tickets/ticket.ts";
import { nextThreshold } from "./changes.ts";
import type { CalendarOf } from "./changes.ts";
import { saveClock } from "./clocks.ts";
import type { ClockKind, StoredClock } from "./clocks.ts";

/** The calendars that clocks are counted in. @throws {Refusal} `calendar.missing` */
export async function calendarsFor(context: OperationContext, clocks: readonly StoredClock[]): Promise<CalendarOf> {
  const known = new Map<string, ServiceCalendar>();
  for (const { calendarKey } of clocks)
    if (!known.has(calendarKey)) known.set(calendarKey, await context.calendarOf(calendarKey));
  return (key) => {
    const calendar = known.get(key);
    if (calendar === undefined) throw new Error(`Expected the calendar ${key} of these clocks`);
    return calendar;
  };
}

/**
 * Saves the clocks and tells how they stand: the variables `sla` and `ticket`, and when the ticket's tasks are due now.
 * `clocks` are all of the ticket's round.
 *
 * @param passed the threshold that has just been reached, for the escalation rule
 */
export async function settleClocks(
  context: OperationContext,
  ticketId: string,
  clocks: readonly StoredClock[],
  passed?: { readonly clock: ClockKind; readonly percent: number },
): Promise<OperationResult> {
  const calendarOf = await calendarsFor(context, clocks);
  const due = await saveAll(context, ticketId, clocks, calendarOf);
  const next = nextThreshold(clocks, calendarOf, context.now);
  const sla: JsonObject = {
    responseDueAt: textOf(due.get("response")),
    resolutionDueAt: textOf(due.get("resolution")),
    nextThresholdAt: textOf(next?.at),
    nextPercent: next?.percent ?? null,
    nextClock: next?.clock ?? null,
    percent: passed?.percent ?? null,
    clock: passed?.clock ?? null,
    breached: clocks.some((clock) => clock.isBreached),
    paused: clocks.some((clock) => clock.stopReason === null && isPaused(clock)),
  };
  const { number } = await readTicketRow(context.tx, ticketId);
  return {
    variables: { sla, ticket: await ticketVariable(context.tx, ticketId) },
    effects: [{ kind: "rescheduleTasks", businessKey: number, dueAt: earliestDue(clocks, due) }],
  };
}

async function saveAll(
  context: OperationContext,
  ticketId: string,
  clocks: readonly StoredClock[],
  calendarOf: CalendarOf,
): Promise<ReadonlyMap<ClockKind, Date>> {
  const due = new Map<ClockKind, Date>();
  for (const clock of clocks) {
    const at = dueAt(calendarOf(clock.calendarKey), clock, context.now);
    due.set(clock.kind, at);
    await saveClock(context.tx, ticketId, clock, { dueAt: at, now: context.now });
  }
  return due;
}

function earliestDue(clocks: readonly StoredClock[], due: ReadonlyMap<ClockKind, Date>): Date | null {
  const running = clocks.filter((clock) => clock.stopReason === null && !isPaused(clock));
  const instants = running.flatMap((clock) => due.get(clock.kind)?.getTime() ?? []);
  return instants.length === 0 ? null : new Date(Math.min(...instants));
}

function textOf(instant: Date | undefined): string | null {
  return instant?.toISOString() ?? null;
}
