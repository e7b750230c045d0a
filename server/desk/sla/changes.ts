import type { ServiceCalendar } from "../../calendar/calendar.ts";
import { dueAt, instantOfPercent, isPaused, pause, resume } from "../../calendar/slaClock.ts";
import type { Pause } from "../../calendar/slaClock.ts";
import type { ClockKind, StoredClock } from "./clocks.ts";

/** The shares of a target, in percent, at which something may have to happen. */
export const thresholds = [50, 75, 90, 100] as const;

/** A round of a ticket: from its creation, or from its last reopening, with what happened since, clock or no clock. */
export interface Round {
  readonly no: number;
  readonly startedAt: Date;
  readonly firstResponseAt: Date | null;
  /** When the ticket waited for others. A clock that comes later knows of it from here. */
  readonly pauses: readonly Pause[];
}

/** What is promised for a ticket, in service minutes; null is no promise. */
export interface Promised {
  readonly response: number | null;
  readonly resolution: number | null;
  readonly calendarKey: string;
}

/** The calendars that clocks are counted in, by key. */
export type CalendarOf = (key: string) => ServiceCalendar;

/**
 * The clocks under other promises, counted anew from the start of the round; what was reached stays reached. A promise that
 * is taken back stops its clock, and one that is given again lets it run on as if it had never stopped.
 */
export function withPromises(before: readonly StoredClock[], wanted: Promised, round: Round, now: Date): StoredClock[] {
  return (["response", "resolution"] as const).flatMap((kind) => {
    const clock = before.find((each) => each.kind === kind);
    const target = wanted[kind];
    if (target === null) return clock === undefined ? [] : [stopped(clock, "cancelled", now)];
    const running = clock === undefined ? fresh(kind, round) : taken(clock, round);
    return [{ ...running, targetMinutes: Math.round(target), calendarKey: wanted.calendarKey }];
  });
}

/** Who has been answered already needs no response clock again, but a reopened ticket asks for a new solution. */
function fresh(kind: ClockKind, round: Round): Omit<StoredClock, "targetMinutes" | "calendarKey"> {
  return { kind, round: round.no, startedAt: round.startedAt, pauses: round.pauses, lastWarned: 0, isBreached: false, stopReason: stopOf(kind, round) }; // prettier-ignore
}

/** A clock whose promise was taken back has not heard of the pauses since. */
function taken(clock: StoredClock, round: Round): StoredClock {
  if (clock.stopReason !== "cancelled") return clock;
  return { ...clock, pauses: round.pauses, stopReason: stopOf(clock.kind, round) };
}

function stopOf(kind: ClockKind, { firstResponseAt }: Round): StoredClock["stopReason"] {
  return kind === "response" && firstResponseAt !== null ? "met" : null;
}

/** Clocks that run stand still. */
export function paused(clocks: readonly StoredClock[], now: Date): StoredClock[] {
  return clocks.map((clock) => (clock.stopReason === null ? pause(clock, now) : clock));
}

/** Clocks run on; their due times move by the service minutes they stood. */
export function resumed(clocks: readonly StoredClock[], now: Date): StoredClock[] {
  return clocks.map((clock) => resume(clock, now));
}

/** A clock at its end: a solution in time meets the target, a late one breaks it; merged and cancelled tickets do neither. */
export function ended(
  clock: StoredClock,
  reason: "met" | "merged" | "cancelled",
  { calendarOf, now }: { readonly calendarOf: CalendarOf; readonly now: Date },
): StoredClock {
  if (clock.stopReason !== null) return clock;
  const isLate = reason === "met" && dueAt(calendarOf(clock.calendarKey), clock, now) < now;
  return { ...stopped(clock, reason, now), isBreached: clock.isBreached || isLate };
}

function stopped(clock: StoredClock, reason: "met" | "merged" | "cancelled", now: Date): StoredClock {
  return clock.stopReason === null ? { ...resume(clock, now), stopReason: reason } : clock;
}

/** The next moment a clock has to be looked at. */
export interface NextThreshold {
  readonly clock: ClockKind;
  readonly percent: number;
  readonly at: Date;
}

/** Of all clocks that run, the threshold that comes first and was not told yet. */
export function nextThreshold(
  clocks: readonly StoredClock[],
  calendarOf: CalendarOf,
  now: Date,
): NextThreshold | undefined {
  return clocks
    .filter((clock) => clock.stopReason === null && !isPaused(clock))
    .flatMap((clock): NextThreshold[] => {
      const percent = thresholds.find((each) => each > clock.lastWarned);
      if (percent === undefined) return [];
      const at = instantOfPercent(calendarOf(clock.calendarKey), clock, { percent, now });
      return [{ clock: clock.kind, percent, at }];
    })
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];
}

/** The clocks when a threshold counts as told; at 100 % the clock is breached. */
export function told(clocks: readonly StoredClock[], { clock: kind, percent }: NextThreshold): StoredClock[] {
  return clocks.map((clock) =>
    clock.kind === kind ? { ...clock, lastWarned: percent, isBreached: clock.isBreached || percent >= 100 } : clock,
  );
}
