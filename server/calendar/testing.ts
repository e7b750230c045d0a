import type { CalendarDefinition } from "./calendar.ts";

/** Obviously correct and slow: looks at every minute from a year's begin to half a year after it on the wall clock, one by one. */
export class MinuteWalk {
  readonly #start: number;
  readonly #open: Uint8Array;

  constructor(definition: CalendarDefinition, year: number) {
    this.#start = Date.UTC(year, 0, 1);
    this.#open = new Uint8Array(550 * 1440);
    const wallClock = wallClockOf(definition.timeZone);
    // Zones change their offset at quarters of an hour only: the wall clock is read every 15 minutes and counted on.
    for (let quarter = 0; quarter < this.#open.length; quarter += 15) {
      const { date, weekday, minute } = wallClock(this.#start + quarter * 60_000);
      const openings = hoursOn(definition, date, weekday);
      for (let offset = 0; offset < 15; offset += 1) {
        this.#open[quarter + offset] = openings.some((opening) => contains(opening, minute + offset)) ? 1 : 0;
      }
    }
  }

  /** The number of an instant's minute, for {@link isOpen}. */
  minuteOf(at: Date): number {
    return (at.getTime() - this.#start) / 60_000;
  }

  /** When a minute begins. */
  instantOf(minute: number): Date {
    return new Date(this.#start + minute * 60_000);
  }

  isOpen(minute: number): boolean {
    return this.#open[minute] === 1;
  }

  add(from: Date, minutes: number): Date {
    let index = (from.getTime() - this.#start) / 60_000;
    for (let left = minutes; left > 0; index += 1) left -= this.#open[index] ?? 0;
    return new Date(this.#start + index * 60_000);
  }

  between(from: Date, to: Date): number {
    const last = (to.getTime() - this.#start) / 60_000;
    let open = 0;
    for (let index = (from.getTime() - this.#start) / 60_000; index < last; index += 1) open += this.#open[index] ?? 0;
    return open;
  }
}

function wallClockOf(timeZone: string) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return (instant: number) => {
    const parts = new Map(format.formatToParts(instant).map((part) => [part.type, part.value]));
    return {
      date: `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`,
      weekday: String(parts.get("weekday")).toLowerCase(),
      minute: Number(parts.get("hour")) * 60 + Number(parts.get("minute")),
    };
  };
}

function hoursOn(definition: CalendarDefinition, date: string, weekday: string): readonly string[] {
  const holidays = definition.country === "AT" ? austrian : definition.country === "DE" ? bavarian : [];
  if (holidays.includes(date) || definition.closedDays?.includes(date)) return [];
  const hours: Record<string, readonly string[] | undefined> = definition.hours;
  return hours[weekday] ?? hours["all"] ?? [];
}

function contains(opening: string, minute: number): boolean {
  return minuteOf(opening.slice(0, 5)) <= minute && minute < minuteOf(opening.slice(6));
}

/** Written down from the laws, not asked from the library. */
const austrian = [
  "2026-01-01",
  "2026-01-06",
  "2026-04-06",
  "2026-05-01",
  "2026-05-14",
  "2026-05-25",
  "2026-06-04",
  "2026-08-15",
  "2026-10-26",
  "2026-11-01",
  "2026-12-08",
  "2026-12-25",
  "2026-12-26",
  "2027-01-01",
  "2027-01-06",
  "2027-03-29",
  "2027-05-01",
  "2027-05-06",
  "2027-05-17",
  "2027-05-27",
];
const bavarian = [
  "2026-01-01",
  "2026-01-06",
  "2026-04-03",
  "2026-04-06",
  "2026-05-01",
  "2026-05-14",
  "2026-05-25",
  "2026-06-04",
  "2026-10-03",
  "2026-11-01",
  "2026-12-25",
  "2026-12-26",
  "2027-01-01",
  "2027-01-06",
  "2027-03-26",
  "2027-03-29",
  "2027-05-01",
  "2027-05-06",
  "2027-05-17",
  "2027-05-27",
];

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
