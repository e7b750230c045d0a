import { Refusal } from "../base/refusal.ts";
import type { ServiceCalendar, Span } from "./calendar.ts";
import { serviceDuration } from "./duration.ts";

const minute = 60_000;
/** Three years without the wanted opening: the calendar is wrong, not the ticket slow. */
const horizonDays = 3 * 366;

/**
 * The first instant at which `duration` of opening time has passed since `from`. `PT4H` counts opened minutes; `P3BD`
 * goes to the same time of day three open days later, brought into the opening hours of that day. A number is minutes.
 * What ends exactly at closing time is due at closing time, not the next morning.
 *
 * @throws {Refusal} `calendar.duration`, `calendar.never` when the calendar does not open often enough
 */
export function addServiceTime(calendar: ServiceCalendar, from: Date, duration: string | number): Date {
  const { businessDays, minutes } = serviceDuration(duration);
  const start = businessDays === 0 ? from.getTime() : addBusinessDays(calendar, from.getTime(), businessDays);
  return new Date(addOpenTime(calendar, start, minutes * minute));
}

/**
 * When a duration in service time is over that began at `from` and stood still meanwhile: after each pause it has as much
 * opening time to go as before. Pauses after the beginning, in their order, without overlap.
 *
 * @throws {Refusal} `calendar.duration`, `calendar.never`
 */
export function addServiceTimeWithPauses(
  calendar: ServiceCalendar,
  from: Date,
  duration: string | number,
  pauses: readonly { readonly from: Date; readonly to: Date }[],
): Date {
  return pauses.reduce((due, pause) => afterPause(calendar, due, pause), addServiceTime(calendar, from, duration));
}

/** A duration in service time, and when it began and stood still if that was not now and never. */
export interface ServiceTime {
  readonly duration: string | number;
  readonly ran?: { readonly since: Date; readonly pauses: readonly { readonly from: Date; readonly to: Date }[] };
}

/** When a duration in service time is over that is told at `now`. @throws {Refusal} `calendar.duration`, `calendar.never` */
export function dueInServiceTime(calendar: ServiceCalendar, { duration, ran }: ServiceTime, now: Date): Date {
  return addServiceTimeWithPauses(calendar, ran?.since ?? now, duration, ran?.pauses ?? []);
}

/** When something is due that was due at `due` and stood still meanwhile. What was due before the pause stays so. */
export function afterPause(
  calendar: ServiceCalendar,
  due: Date,
  pause: { readonly from: Date; readonly to: Date },
): Date {
  const left = serviceMinutesBetween(calendar, pause.from, due);
  return due <= pause.from ? due : addServiceTime(calendar, pause.to, left);
}

/** Opened minutes from `from` to `to`, with fractions; negative when `to` lies before `from`. */
export function serviceMinutesBetween(calendar: ServiceCalendar, from: Date, to: Date): number {
  if (to < from) return -serviceMinutesBetween(calendar, to, from);
  const last = to.getTime();
  let open = 0;
  for (let date = dateOf(calendar, from.getTime()); ; date = date.add({ days: 1 })) {
    if (startOf(calendar, date) >= last) return open / minute;
    for (const span of calendar.spansOn(date)) {
      open += Math.max(0, Math.min(span.to, last) - Math.max(span.from, from.getTime()));
    }
  }
}

/** Whether the calendar is open at an instant. */
export function isOpen(calendar: ServiceCalendar, at: Date): boolean {
  const instant = at.getTime();
  return calendar.spansOn(dateOf(calendar, instant)).some((span) => span.from <= instant && instant < span.to);
}

function addOpenTime(calendar: ServiceCalendar, from: number, milliseconds: number): number {
  if (milliseconds <= 0) return from;
  let left = milliseconds;
  let closedDays = 0;
  for (let date = dateOf(calendar, from); closedDays < horizonDays; date = date.add({ days: 1 })) {
    const before = left;
    for (const span of calendar.spansOn(date)) {
      const start = Math.max(span.from, from);
      if (span.to - start >= left) return start + left;
      left -= Math.max(0, span.to - start);
    }
    closedDays = left === before ? closedDays + 1 : 0;
  }
  throw never();
}

function addBusinessDays(calendar: ServiceCalendar, from: number, days: number): number {
  const start = nextOpenInstant(calendar, from);
  const zoned = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(calendar.timeZone);
  let date = zoned.toPlainDate();
  let closedDays = 0;
  for (let left = days; left > 0;) {
    date = date.add({ days: 1 });
    const open = calendar.spansOn(date).length > 0;
    closedDays = open ? 0 : closedDays + 1;
    if (open) left -= 1;
    if (closedDays > horizonDays) throw never();
  }
  const sameTime = date.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: zoned.toPlainTime() });
  return within(calendar.spansOn(date), sameTime.epochMilliseconds);
}

function nextOpenInstant(calendar: ServiceCalendar, from: number): number {
  let date = dateOf(calendar, from);
  for (let day = 0; day < horizonDays; day += 1) {
    const span = calendar.spansOn(date).find(({ to }) => to > from);
    if (span) return Math.max(span.from, from);
    date = date.add({ days: 1 });
  }
  throw never();
}

/** The instant itself when open; else the next opening of that day, else its closing time. */
function within(spans: readonly Span[], instant: number): number {
  const span = spans.find(({ to }) => to >= instant);
  return span ? Math.max(span.from, instant) : (spans.at(-1)?.to ?? instant);
}

function dateOf(calendar: ServiceCalendar, instant: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(calendar.timeZone).toPlainDate();
}

function startOf(calendar: ServiceCalendar, date: Temporal.PlainDate): number {
  return date.toZonedDateTime(calendar.timeZone).epochMilliseconds;
}

function never(): Refusal {
  return new Refusal(
    "unprocessable",
    "calendar.never",
    "Expected the calendar to open again, but it stays closed for three years",
  );
}
