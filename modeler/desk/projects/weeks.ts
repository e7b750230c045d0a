const day = 86_400_000;

/** A span of days, as milliseconds of its first midnight and of the midnight after its last day (UTC). */
export type Span = { readonly from: number; readonly to: number };

/** The days of a plan in whole weeks. */
export function weeksOf(days: readonly string[]): Span {
  const times = days.map(timeOf);
  return { from: mondayOf(Math.min(...times)), to: mondayOf(Math.max(...times)) + 7 * day };
}

/** The Mondays of a span; only every nth where there are many. */
export function mondaysOf({ from, to }: Span, most = 6): readonly string[] {
  const count = Math.round((to - from) / (7 * day));
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) =>
    new Date(from + index * step * 7 * day).toISOString().slice(0, 10),
  );
}

/** Where a stretch of days lies within a span, in percent. */
export function placeIn(
  { from, to }: Span,
  first: string,
  last: string,
): { readonly left: number; readonly width: number } {
  const whole = to - from;
  const left = ((timeOf(first) - from) / whole) * 100;
  return { left, width: Math.max(0.6, ((timeOf(last) + day - timeOf(first)) / whole) * 100) };
}

function timeOf(text: string): number {
  return Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
}

function mondayOf(time: number): number {
  return time - ((new Date(time).getUTCDay() + 6) % 7) * day;
}
