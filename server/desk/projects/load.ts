import type { ServiceCalendar } from "../../calendar/calendar.ts";

const minute = 60_000;

/** Somebody who can be planned for projects. */
export interface Resource {
  readonly login: string;
  readonly name: string;
  readonly calendar: ServiceCalendar;
  /** How much of the working time is for projects. */
  readonly projectPercent: number;
  /** Instants in milliseconds. */
  readonly absences: readonly { readonly from: number; readonly to: number }[];
}

/** A task that somebody is planned for. Days as ISO dates. */
export interface Booking {
  readonly login: string;
  readonly projectId: string;
  readonly projectNumber: string;
  readonly projectName: string;
  readonly taskNo: number;
  readonly taskName: string;
  readonly minutes: number;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** A part of a task that falls into one week. */
export interface BookedPart {
  readonly projectId: string;
  readonly projectNumber: string;
  readonly projectName: string;
  readonly taskNo: number;
  readonly taskName: string;
  readonly minutes: number;
}

/** One week of one person: what is there and what books it. */
export interface WeekLoad {
  readonly login: string;
  readonly name: string;
  /** The Monday, ISO 8601. */
  readonly weekOf: string;
  readonly availableMinutes: number;
  readonly bookedMinutes: number;
  readonly isOverbooked: boolean;
  readonly parts: readonly BookedPart[];
}

/** The Monday of the week of a day. */
export function mondayOf(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

/**
 * Who is booked by what in each week, beginning with the week of `from`. A task is spread over its days as its person has
 * time on them: an absence moves the work to the other days, and where no day is left it still counts, so that it shows.
 */
export function loadOf(
  resources: readonly Resource[],
  bookings: readonly Booking[],
  { from, weeks }: { readonly from: string; readonly weeks: number },
): readonly WeekLoad[] {
  const first = Temporal.PlainDate.from(mondayOf(from));
  const mondays = Array.from({ length: weeks }, (_, index) => first.add({ weeks: index }));
  return resources.flatMap((resource) => {
    const parts = bookings.filter(({ login }) => login === resource.login).flatMap((each) => spread(resource, each));
    return mondays.map((monday) => weekOf(resource, monday, parts));
  });
}

interface Dated {
  readonly monday: string;
  readonly part: BookedPart;
}

function weekOf({ login, name, ...resource }: Resource, monday: Temporal.PlainDate, all: readonly Dated[]): WeekLoad {
  const weekStart = monday.toString();
  const days = Array.from({ length: 7 }, (_, index) => monday.add({ days: index }));
  const open = days.reduce((sum, day) => sum + openMinutes(resource, day), 0);
  const availableMinutes = Math.round((open * resource.projectPercent) / 100);
  const parts = all.filter((each) => each.monday === weekStart).map(({ part }) => part);
  const bookedMinutes = parts.reduce((sum, { minutes }) => sum + minutes, 0);
  const isOverbooked = bookedMinutes > availableMinutes;
  return { login, name, weekOf: weekStart, availableMinutes, bookedMinutes, isOverbooked, parts };
}

/** The parts of a task by week, in whole minutes that add up to the task's. */
function spread(resource: Resource, booking: Booking): readonly Dated[] {
  const { minutes, startsOn, endsOn, login: _, ...task } = booking;
  const days = daysFrom(startsOn, endsOn);
  const present = days.map((day) => openMinutes(resource, day));
  const weights = total(present) > 0 ? present : days.map((day) => openMinutes({ ...resource, absences: [] }, day));
  const all = total(weights);
  const byWeek = new Map<string, number>();
  let weight = 0;
  let placed = 0;
  for (const [index, day] of days.entries()) {
    weight += all > 0 ? (weights[index] ?? 0) : 1;
    const upTo = Math.round((minutes * weight) / (all > 0 ? all : days.length));
    const monday = mondayOf(day.toString());
    byWeek.set(monday, (byWeek.get(monday) ?? 0) + upTo - placed);
    placed = upTo;
  }
  return [...byWeek]
    .filter(([, part]) => part > 0)
    .map(([monday, part]) => ({ monday, part: { ...task, minutes: part } }));
}

function daysFrom(startsOn: string, endsOn: string): readonly Temporal.PlainDate[] {
  const first = Temporal.PlainDate.from(startsOn);
  const count = first.until(Temporal.PlainDate.from(endsOn), { largestUnit: "days" }).days + 1;
  return Array.from({ length: Math.max(1, count) }, (_, index) => first.add({ days: index }));
}

function openMinutes({ calendar, absences }: Pick<Resource, "calendar" | "absences">, day: Temporal.PlainDate): number {
  return total(
    calendar.spansOn(day).map((span) => {
      const away = absences.map(({ from, to }) => Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)));
      return Math.max(0, span.to - span.from - total(away)) / minute;
    }),
  );
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
