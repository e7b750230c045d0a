import type { ServiceCalendar } from "./calendar.ts";
import { addServiceTime, serviceMinutesBetween } from "./serviceTime.ts";

/** A time the clock stood still; without `to` it still does. */
export interface Pause {
  readonly from: Date;
  readonly to?: Date;
}

/**
 * One clock of a service level agreement: a target in service minutes counted from its start. Pauses are kept as they
 * happened and not as minutes, so that another calendar (a change of priority) counts them anew.
 */
export interface SlaClock {
  readonly startedAt: Date;
  readonly targetMinutes: number;
  readonly pauses: readonly Pause[];
}

/** Whatever can stand still. */
type Pausable = Pick<SlaClock, "pauses">;

/** Stops the clock. A clock that stands already stays as it is. */
export function pause<Clock extends Pausable>(clock: Clock, now: Date): Clock {
  if (isPaused(clock)) return clock;
  return { ...clock, pauses: [...clock.pauses, { from: now }] };
}

/** Lets the clock run on: its due time moves by the service minutes of the pause; a weekend costs nothing. */
export function resume<Clock extends Pausable>(clock: Clock, now: Date): Clock {
  return { ...clock, pauses: clock.pauses.map((each) => (each.to ? each : { from: each.from, to: now })) };
}

export function isPaused(clock: Pausable): boolean {
  return clock.pauses.some((each) => each.to === undefined);
}

/** When the target is reached if the clock runs on from now; for a clock that stands, as if it were resumed at `now`. */
export function dueAt(calendar: ServiceCalendar, clock: SlaClock, now: Date): Date {
  return instantOfPercent(calendar, clock, { percent: 100, now });
}

/** When the given share of the target is used, pauses of the past included. */
export function instantOfPercent(
  calendar: ServiceCalendar,
  clock: SlaClock,
  at: { readonly percent: number; readonly now: Date },
): Date {
  const wanted = (clock.targetMinutes * at.percent) / 100;
  let reached = 0;
  let from = clock.startedAt;
  for (const each of clock.pauses) {
    const ran = serviceMinutesBetween(calendar, from, each.from);
    if (reached + ran >= wanted) break;
    reached += ran;
    from = each.to ?? (at.now > each.from ? at.now : each.from);
  }
  return addServiceTime(calendar, from, wanted - reached);
}

/** Service minutes the clock has run until `now`, pauses left out. */
export function minutesUsed(calendar: ServiceCalendar, clock: SlaClock, now: Date): number {
  let used = serviceMinutesBetween(calendar, clock.startedAt, now);
  for (const each of clock.pauses) {
    const to = each.to !== undefined && each.to < now ? each.to : now;
    if (each.from < to) used -= serviceMinutesBetween(calendar, each.from, to);
  }
  return Math.max(0, used);
}

/** Share of the target used until `now`, in percent with fractions; may exceed 100. */
export function percentUsed(calendar: ServiceCalendar, clock: SlaClock, now: Date): number {
  return (100 * minutesUsed(calendar, clock, now)) / clock.targetMinutes;
}
