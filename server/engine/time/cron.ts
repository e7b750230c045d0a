import { ofDay, ofWeekday } from "./cronDays.ts";
import type { DayOfMonth } from "./cronDays.ts";

/** A cron expression, field by field: which seconds, minutes, hours … it names. */
export interface Cron {
  readonly seconds: ReadonlySet<number>;
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** `L`, `LW`, `15W`, `FRI#3`, `FRIL`: days that only a month tells. */
  readonly daysOfMonth: readonly DayOfMonth[];
  readonly weekdaysOfMonth: readonly DayOfMonth[];
  /** Of a seventh field, as Quartz has it. */
  readonly years?: ReadonlySet<number>;
  /** Day of month and day of week both restrict: either may match, as cron has always done it. */
  readonly eitherDay: boolean;
}

const monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const macros = new Map([
  ["@yearly", "0 0 1 1 *"],
  ["@annually", "0 0 1 1 *"],
  ["@monthly", "0 0 1 * *"],
  ["@weekly", "0 0 * * 0"],
  ["@daily", "0 0 * * *"],
  ["@midnight", "0 0 * * *"],
  ["@hourly", "0 * * * *"],
]);

/** Smallest and largest value of each field, seconds first. */
const bounds = [
  [0, 59],
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

/**
 * Reads five fields (minute hour day month weekday), six (seconds first) or seven (a year last); `undefined` when the text
 * is no cron. `L`, `W` and `#` mean what they mean to Quartz and Spring; weekdays count from Sunday, which is 0 and 7.
 */
export function parseCron(text: string): Cron | undefined {
  const fields = (macros.get(text.trim()) ?? text).trim().split(/\s+/);
  const [year] = fields.length === 7 ? fields.splice(6) : [];
  const six = fields.length === 5 ? ["0", ...fields] : fields;
  const sets = six.length === bounds.length ? parseSix(six) : undefined;
  if (year === undefined) return sets;
  const years = parseField(year, 1970, 2199);
  return sets && years ? { ...sets, years } : undefined;
}

function parseSix(fields: readonly string[]): Cron | undefined {
  const ofMonth = split(numbered(fields, 3), ofDay);
  const ofWeek = split(numbered(fields, 5), ofWeekday);
  const plain = fields.map((_, at) => (at === 3 ? ofMonth.rest : at === 5 ? ofWeek.rest : numbered(fields, at)));
  const sets = bounds.flatMap(
    ([min, max], at) => (plain[at] === "" ? new Set<number>() : parseField(plain[at] ?? "", min, max)) ?? [],
  );
  const [seconds, minutes, hours, days, months, weekdays] = sets;
  if (!seconds || !minutes || !hours || !days || !months || !weekdays) return undefined;
  // Sunday is 0 and 7
  if (weekdays.has(7)) weekdays.add(0);
  const eitherDay = restricts(fields, 3) && restricts(fields, 5);
  const special = { daysOfMonth: ofMonth.found, weekdaysOfMonth: ofWeek.found };
  return { seconds, minutes, hours, days, months, weekdays, eitherDay, ...special };
}

/** Cuts what only a month tells out of the list of a field. */
function split(
  field: string,
  read: (part: string) => DayOfMonth | undefined,
): { rest: string; found: readonly DayOfMonth[] } {
  const rest: string[] = [];
  const found: DayOfMonth[] = [];
  for (const part of field.split(",")) {
    const day = read(part);
    if (day) found.push(day);
    else rest.push(part);
  }
  return { rest: rest.join(","), found };
}

/** A field with its names of months or days as numbers. */
function numbered(fields: readonly string[], at: number): string {
  const field = fields[at] ?? "";
  if (at === 4) return named(field, monthNames, 1);
  return at === 5 ? named(field, dayNames, 0) : field;
}

function restricts(fields: readonly string[], at: number): boolean {
  const field = fields[at] ?? "*";
  return !field.startsWith("*") && field !== "?";
}

function named(field: string, names: readonly string[], base: number): string {
  return field.toUpperCase().replace(/[A-Z]{3}/g, (name) => {
    const index = names.indexOf(name);
    return index < 0 ? name : String(index + base);
  });
}

function parseField(field: string, min: number, max: number): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const range = parseRange(part, min, max);
    if (!range) return undefined;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  return values;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** `*`, `5`, `1-5`, `0/15`, `3/2`: a number with a step runs to the end of its field. */
function parseRange(part: string, min: number, max: number): Range | undefined {
  const match = /^(?:(\*|\?)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
  if (!match) return undefined;
  const [, any, first, last, every] = match;
  const step = Number(every ?? 1);
  const from = any === undefined ? Number(first) : min;
  const open = any !== undefined || every !== undefined;
  const to = last === undefined ? (open ? max : from) : Number(last);
  return step >= 1 && from >= min && to <= max && from <= to ? { from, to, step } : undefined;
}

/** The next instant after `after` that the expression names, in UTC; `undefined` when there is none within eight years. */
export function nextCron(cron: Cron, after: Date): Date | undefined {
  const at = new Date(after.getTime());
  at.setUTCMilliseconds(0);
  at.setUTCSeconds(at.getUTCSeconds() + 1);
  const limit = after.getTime() + 8 * 366 * 86_400_000;
  while (at.getTime() <= limit) {
    if (cron.years?.has(at.getUTCFullYear()) === false) {
      at.setUTCFullYear(at.getUTCFullYear() + 1, 0, 1);
      at.setUTCHours(0, 0, 0);
    } else if (!cron.months.has(at.getUTCMonth() + 1)) {
      at.setUTCMonth(at.getUTCMonth() + 1, 1);
      at.setUTCHours(0, 0, 0);
    } else if (!isDay(cron, at)) {
      at.setUTCDate(at.getUTCDate() + 1);
      at.setUTCHours(0, 0, 0);
    } else if (!cron.hours.has(at.getUTCHours())) at.setUTCHours(at.getUTCHours() + 1, 0, 0);
    else if (!cron.minutes.has(at.getUTCMinutes())) at.setUTCMinutes(at.getUTCMinutes() + 1, 0);
    else if (!cron.seconds.has(at.getUTCSeconds())) at.setUTCSeconds(at.getUTCSeconds() + 1);
    else return at;
  }
  return undefined;
}

function isDay(cron: Cron, at: Date): boolean {
  const byDate = cron.days.has(at.getUTCDate()) || cron.daysOfMonth.some((is) => is(at));
  const byWeekday = cron.weekdays.has(at.getUTCDay()) || cron.weekdaysOfMonth.some((is) => is(at));
  return cron.eitherDay ? byDate || byWeekday : byDate && byWeekday;
}
