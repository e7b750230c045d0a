import type { JsonObject } from "../../base/json.ts";
import { dueAt, instantOfPercent, isPaused } from "../../calendar/slaClock.ts";
import type { OperationContext, OperationResult } from "../operation.ts";
import { readTicketRow, ticketVariable } from "../tickets/ticket.ts";
import { saveClock } from "./clocks.ts";
import type { ClockKind, StoredClock } from "./clocks.ts";

/** The shares of a target, in percent, at which something may have to happen. */
export const thresholds = [50, 75, 90, 100] as const;

/** The next moment a clock has to be looked at. */
export interface NextThreshold {
  readonly clock: ClockKind;
  readonly percent: number;
  readonly at: Date;
}

/** Of all clocks that run, the threshold that comes first and was not told yet. */
export async function nextThreshold(
  context: OperationContext,
  clocks: readonly StoredClock[],
): Promise<NextThreshold | undefined> {
  const next: NextThreshold[] = [];
  for (const clock of clocks.filter((each) => each.stopReason === null && !isPaused(each))) {
    const percent = thresholds.find((each) => each > clock.lastWarned);
    if (percent === undefined) continue;
    const calendar = await context.calendarOf(clock.calendarKey);
    next.push({ clock: clock.kind, percent, at: instantOfPercent(calendar, clock, { percent, now: context.now }) });
  }
  return next.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];
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
  const due = await saveAll(context, ticketId, clocks);
  const next = await nextThreshold(context, clocks);
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
): Promise<ReadonlyMap<ClockKind, Date>> {
  const due = new Map<ClockKind, Date>();
  for (const clock of clocks) {
    const at = dueAt(await context.calendarOf(clock.calendarKey), clock, context.now);
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
