import { calendarDefinition, serviceCalendar } from "./calendar.ts";
import { holidayNames } from "./holidays.ts";

/** A day as the calendar sees it: `open` and `rest` follow the week, the others are exceptions. */
export interface CalendarDay {
  readonly date: string;
  readonly kind: "open" | "rest" | "holiday" | "closed" | "extra";
  /** Minutes of service. */
  readonly minutes: number;
  /** Of a holiday. */
  readonly name: string | null;
}

/**
 * Every day of a year as a calendar of this definition sees it.
 *
 * @throws {Refusal} `calendar.shape`, `calendar.zone`, `calendar.never`
 */
export function calendarYear(definition: unknown, year: number, language: "de" | "en"): readonly CalendarDay[] {
  const calendar = serviceCalendar(definition);
  const parsed = calendarDefinition.parse(definition);
  const holidays = holidayNames(parsed, year, language);
  const closed = new Set(parsed.closedDays);
  const extra = new Set(parsed.extraOpen.map(({ date }) => date));
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
  return Array.from({ length: first.daysInYear }, (_, offset) => {
    const day = first.add({ days: offset });
    const date = day.toString();
    const minutes = calendar.spansOn(day).reduce((sum, { from, to }) => sum + (to - from) / 60_000, 0);
    const usual = minutes > 0 ? "open" : "rest";
    const kind = extra.has(date) ? "extra" : closed.has(date) ? "closed" : holidays.has(date) ? "holiday" : usual;
    return { date, kind, minutes, name: holidays.get(date) ?? null };
  });
}
