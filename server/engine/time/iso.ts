/** A duration of ISO 8601 (clause 4.4.2.4), field by field; `businessDays` is ours (`P3BD`). */
export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly businessDays: number;
  /** Hours, minutes and seconds, in milliseconds. */
  readonly time: number;
  readonly sign: 1 | -1;
}

const pattern =
  /^([+-])?P(?!$)(?:(\d+(?:[.,]\d+)?)Y)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+)BD)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?=\d)(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Reads a duration such as `P1DT4H`; `undefined` when the text is none. */
export function parseDuration(text: string): Duration | undefined {
  const match = pattern.exec(text.trim());
  if (!match) return undefined;
  const field = (index: number): number => Number((match[index] ?? "0").replace(",", "."));
  const time = field(7) * hour + field(8) * minute + field(9) * second;
  return {
    years: field(2),
    months: field(3),
    weeks: field(4),
    businessDays: field(5),
    days: field(6),
    time: Math.round(time),
    sign: match[1] === "-" ? -1 : 1,
  };
}

/** Whether a duration is nothing at all (a cycle of it would never rest). */
export function isEmpty(duration: Duration): boolean {
  const { years, months, weeks, days, businessDays, time } = duration;
  return years + months + weeks + days + businessDays + time === 0;
}

/**
 * A date and `times` durations later, by the calendar (UTC): months keep their day where they have it, so that the third
 * month after January 31st is April 30th, whatever February did.
 */
export function addDuration(start: Date, duration: Duration, times = 1): Date {
  const factor = times * duration.sign;
  const months = (duration.years * 12 + duration.months) * factor;
  const whole = Math.trunc(months);
  const moved = new Date(start.getTime());
  const wanted = moved.getUTCDate();
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + whole);
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(wanted, last));
  const days = (duration.weeks * 7 + duration.days + duration.businessDays) * factor + (months - whole) * 30;
  return new Date(moved.getTime() + Math.round(days * day) + duration.time * factor);
}

const dateTime =
  /^([+-]\d{6}|\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?(?:\[[^\]]*\])?$/;

/** Reads a date or date-time of ISO 8601. Without an offset it is UTC, so that a model means the same on every server. */
export function parseDate(text: string): Date | undefined {
  const match = dateTime.exec(text.trim());
  if (!match) return undefined;
  const [, year = "", month = "", date = "", hours = "00", minutes = "00", seconds = "00", fraction = "0", zone = "Z"] =
    match;
  const millis = fraction.slice(0, 3).padEnd(3, "0");
  const offset = zone === "Z" ? "Z" : normalOffset(zone);
  const read = new Date(`${year}-${month}-${date}T${hours}:${minutes}:${seconds}.${millis}${offset}`);
  return Number.isNaN(read.getTime()) ? undefined : read;
}

function normalOffset(zone: string): string {
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  return `${zone.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

/** A repeating interval (ISO 8601, clause 4.5): `R3/PT10H`, `R/2030-01-01T00:00:00Z/P1M`, `R5/<start>/<end>`. */
export interface Cycle {
  /** How often; `undefined`: without end. */
  readonly times?: number;
  readonly start?: Date;
  readonly interval: Duration;
}

/** Reads a repeating interval; `undefined` when the text is none. */
export function parseCycle(text: string): Cycle | undefined {
  const parts = text.trim().split("/");
  const [head = "", ...rest] = parts;
  const repeat = /^R(\d*)$/.exec(head);
  if (!repeat) return undefined;
  const times = repeat[1] === "" ? undefined : Number(repeat[1]);
  const range = parseRange(rest);
  if (!range) return undefined;
  return times === undefined ? range : { ...range, times };
}

function parseRange(parts: readonly string[]): { interval: Duration; start?: Date } | undefined {
  const [first = "", second_ = ""] = parts;
  if (parts.length === 1) {
    const interval = parseDuration(first);
    return interval && { interval };
  }
  if (parts.length !== 2) return undefined;
  const start = parseDate(first);
  const interval = parseDuration(second_);
  if (start && interval) return { start, interval };
  return start ? span(start, parseDate(second_)) : spanBefore(parseDuration(first), parseDate(second_));
}

/** `R/<start>/<end>`: the interval is what lies between them. */
function span(start: Date, end: Date | undefined): { interval: Duration; start: Date } | undefined {
  if (!end || end <= start) return undefined;
  const time = end.getTime() - start.getTime();
  return { start, interval: { years: 0, months: 0, weeks: 0, days: 0, businessDays: 0, time, sign: 1 } };
}

/** `R/<duration>/<end>`: begins one duration before its end. */
function spanBefore(
  interval: Duration | undefined,
  end: Date | undefined,
): { interval: Duration; start: Date } | undefined {
  if (!interval || !end) return undefined;
  return { interval, start: addDuration(end, interval, -1) };
}
