/** A cron expression, field by field: which seconds, minutes, hours … it names. */
export interface Cron {
  readonly seconds: ReadonlySet<number>;
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
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

/** Reads five fields (minute hour day month weekday) or six (seconds first); `undefined` when the text is no cron. */
export function parseCron(text: string): Cron | undefined {
  const fields = (macros.get(text.trim()) ?? text).trim().split(/\s+/);
  const six = fields.length === 5 ? ["0", ...fields] : fields;
  if (six.length !== 6) return undefined;
  const [second = "", minute = "", hour = "", day = "", month = "", weekday = ""] = six;
  const seconds = parseField(second, 0, 59);
  const minutes = parseField(minute, 0, 59);
  const hours = parseField(hour, 0, 23);
  const days = parseField(day, 1, 31);
  const months = parseField(named(month, monthNames, 1), 1, 12);
  const weekdays = parseField(named(weekday, dayNames, 0), 0, 7);
  if (!seconds || !minutes || !hours || !days || !months || !weekdays) return undefined;
  if (weekdays.has(7)) weekdays.add(0);
  return { seconds, minutes, hours, days, months, weekdays, eitherDay: restricts(day) && restricts(weekday) };
}

function restricts(field: string): boolean {
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
    const match = /^(?:(\*|\?)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) return undefined;
    const step = match[4] === undefined ? 1 : Number(match[4]);
    const from = match[1] === undefined ? Number(match[2]) : min;
    const open = match[1] !== undefined || (match[3] === undefined && match[4] !== undefined);
    const to = match[3] === undefined ? (open ? max : from) : Number(match[3]);
    if (step < 1 || from < min || to > max || from > to) return undefined;
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}

/** The next instant after `after` that the expression names, in UTC; `undefined` when there is none within eight years. */
export function nextCron(cron: Cron, after: Date): Date | undefined {
  const at = new Date(after.getTime());
  at.setUTCMilliseconds(0);
  at.setUTCSeconds(at.getUTCSeconds() + 1);
  const limit = after.getTime() + 8 * 366 * 86_400_000;
  while (at.getTime() <= limit) {
    if (!cron.months.has(at.getUTCMonth() + 1)) {
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
  const byDate = cron.days.has(at.getUTCDate());
  const byWeekday = cron.weekdays.has(at.getUTCDay());
  return cron.eitherDay ? byDate || byWeekday : byDate && byWeekday;
}
