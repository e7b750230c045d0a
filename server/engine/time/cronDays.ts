/** Whether a day (UTC) is meant by a part of a cron expression that only its month can tell. */
export type DayOfMonth = (at: Date) => boolean;

/** `L`, `L-3`, `LW`, `15W` in the field of days; `undefined` for any other part. */
export function ofDay(part: string): DayOfMonth | undefined {
  const last = /^L(?:-(\d{1,2}))?(W)?$/i.exec(part);
  if (last) return lastDay(Number(last[1] ?? 0), last[2] !== undefined);
  const [, near] = /^(\d{1,2})W$/i.exec(part) ?? [];
  const wanted = Number(near);
  return wanted >= 1 && wanted <= 31 ? (at) => at.getUTCDate() === nearestWorkday(at, wanted) : undefined;
}

function lastDay(before: number, onWorkday: boolean): DayOfMonth {
  return (at) => {
    const day = daysIn(at) - before;
    return at.getUTCDate() === (onWorkday ? nearestWorkday(at, day) : day);
  };
}

/** `5#3` the third Friday, `5L` the last one, `L` every Saturday, with weekdays as numbers; else `undefined`. */
export function ofWeekday(part: string): DayOfMonth | undefined {
  if (/^L$/i.test(part)) return (at) => at.getUTCDay() === 6;
  const [, weekday, last, nth] = /^([0-7])(?:(L)|#([1-5]))$/i.exec(part) ?? [];
  if (weekday === undefined) return undefined;
  const isWeekday = (at: Date): boolean => at.getUTCDay() === Number(weekday) % 7;
  if (last !== undefined) return (at) => isWeekday(at) && at.getUTCDate() > daysIn(at) - 7;
  return (at) => isWeekday(at) && Math.ceil(at.getUTCDate() / 7) === Number(nth);
}

function daysIn(at: Date): number {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
}

/** The Monday to Friday nearest to a day, in the same month. */
function nearestWorkday(at: Date, wanted: number): number {
  const last = daysIn(at);
  const day = Math.min(wanted, last);
  const weekday = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), day)).getUTCDay();
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 0) return day === last ? day - 2 : day + 1;
  return day;
}

const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * A cron expression of Quartz (six or seven fields) with its weekdays by name, since Quartz counts them from Sunday as 1.
 * Any other text stays as it is.
 */
export function fromQuartz(text: string): string {
  const fields = text.trim().split(/\s+/);
  const field = fields[5];
  if (field === undefined || fields.length > 7) return text;
  fields[5] = field.replace(/(?<![#/\d])[1-7](?!\d)/g, (digit) => weekdays[Number(digit) - 1] ?? digit);
  return fields.join(" ");
}
