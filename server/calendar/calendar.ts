import { z } from "zod";
import { Refusal } from "../base/refusal.ts";
import { publicHolidays } from "./holidays.ts";

/** A span of opening: from `from` (inclusive) to `to` (exclusive), both milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * When service is rendered. Built once from its definition; it works out each day at most once and keeps it, so that
 * arithmetic over months stays cheap. It answers from its definition alone: no clock, no I/O.
 */
export interface ServiceCalendar {
  readonly timeZone: string;
  /** The openings of a local day in order, without overlap; empty when closed. */
  spansOn(date: Temporal.PlainDate): readonly Span[];
}

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const opening = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "Expected HH:MM-HH:MM");
const openings = z.array(opening).max(12).readonly();
const isoDate = z.iso.date();

/**
 * What a calendar is made of. `all` opens every day alike; a weekday that is named overrides it. Without `country` there
 * are no public holidays; `region` is the code of date-holidays (`BY` of `DE`, `9` of `AT`). `extraOpen` beats
 * everything: holiday, closing day and weekday.
 */
export const calendarDefinition = z.object({
  timeZone: z.string().min(1).max(64),
  country: z.string().length(2).nullable().default(null),
  region: z.string().max(16).nullable().default(null),
  hours: z.strictObject({
    all: openings.optional(),
    mon: openings.optional(),
    tue: openings.optional(),
    wed: openings.optional(),
    thu: openings.optional(),
    fri: openings.optional(),
    sat: openings.optional(),
    sun: openings.optional(),
  }),
  closedDays: z.array(isoDate).max(400).readonly().default([]),
  extraOpen: z
    .array(z.object({ date: isoDate, hours: openings }))
    .max(400)
    .readonly()
    .default([]),
});
export type CalendarDefinition = z.input<typeof calendarDefinition>;

/**
 * Builds a calendar.
 *
 * @throws {Refusal} `calendar.shape` with the place of each mistake, `calendar.zone` when the time zone or the holiday
 * country is unknown, `calendar.never` when it never opens
 */
export function serviceCalendar(definition: unknown): ServiceCalendar {
  const parsed = parse(definition);
  const isHoliday = publicHolidays(parsed.country, parsed.region);
  const closed = new Set(parsed.closedDays);
  const extra = new Map(parsed.extraOpen.map((day) => [day.date, day.hours]));
  const known = new Map<string, readonly Span[]>();

  const hoursOn = (date: Temporal.PlainDate, iso: string): readonly string[] => {
    const exception = extra.get(iso);
    if (exception) return exception;
    if (closed.has(iso) || isHoliday(date)) return [];
    return weeklyHours(parsed, date);
  };
  return {
    timeZone: parsed.timeZone,
    spansOn: (date) => {
      const iso = date.toString();
      const before = known.get(iso);
      if (before) return before;
      const spans = hoursOn(date, iso).map((text) => spanOf(date, text, parsed.timeZone));
      const merged = mergeSpans(spans);
      known.set(iso, merged);
      return merged;
    },
  };
}

function parse(definition: unknown): z.output<typeof calendarDefinition> {
  const result = calendarDefinition.safeParse(definition);
  if (!result.success) {
    const complaints = result.error.issues.map((issue) => ({
      place: `/${issue.path.join("/")}`,
      code: "calendar.shape",
      message: issue.message,
    }));
    throw new Refusal("invalid", "calendar.shape", "Expected a service calendar, but its shape is wrong", complaints);
  }
  const calendar = result.data;
  assertZone(calendar.timeZone);
  const opens = [calendar.hours.all, ...weekdays.map((day) => calendar.hours[day])].some((hours) => hours?.length);
  if (!opens)
    throw new Refusal("invalid", "calendar.never", "Expected opening hours on some weekday, but there are none");
  return calendar;
}

function assertZone(timeZone: string): void {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
  } catch {
    throw new Refusal("invalid", "calendar.zone", `Expected an IANA time zone, but "${timeZone}" is none`);
  }
}

function weeklyHours(calendar: z.output<typeof calendarDefinition>, date: Temporal.PlainDate): readonly string[] {
  const day = weekdays[date.dayOfWeek - 1] ?? "sun"; // ISO 8601: Monday is 1, Sunday 7
  return calendar.hours[day] ?? calendar.hours.all ?? [];
}

/** A wall-clock time that daylight saving skips moves later, one that comes twice means the first (RFC 5545, 3.3.5). */
function spanOf(date: Temporal.PlainDate, text: string, timeZone: string): Span {
  const from = text.slice(0, 5);
  const to = text.slice(6);
  const instantOf = (time: string) =>
    time === "24:00"
      ? date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds
      : date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
  return { from: instantOf(from), to: instantOf(to) };
}

function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans.filter(({ from, to }) => from < to).toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else merged.push(span);
  }
  return merged;
}
