import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { serviceCalendar } from "./calendar.ts";
import type { CalendarDefinition } from "./calendar.ts";
import { addServiceTime, addServiceTimeWithPauses, serviceMinutesBetween } from "./serviceTime.ts";

const office = ["08:00-17:00"];
const munichDefinition = {
  timeZone: "Europe/Berlin",
  country: "DE",
  region: "BY",
  hours: { mon: office, tue: office, wed: office, thu: office, fri: office },
  closedDays: ["2026-12-24", "2026-12-31"],
};
const viennaDefinition = {
  timeZone: "Europe/Vienna",
  country: "AT",
  region: "9",
  hours: { mon: office, tue: office, wed: office, thu: office, fri: ["08:00-14:00"] },
  closedDays: ["2026-12-24", "2026-12-31"],
};
const munich = serviceCalendar(munichDefinition);
const vienna = serviceCalendar(viennaDefinition);

const at = (text: string) => new Date(`${text}:00+01:00`);
const shown = (instant: Date) => instant.toISOString().slice(0, 16);

test("four hours from Friday noon end on Friday in Munich and on Monday in Vienna", (t) => {
  t.is(shown(addServiceTime(munich, at("2026-11-27T12:00"), "PT4H")), "2026-11-27T15:00");
  t.is(shown(addServiceTime(vienna, at("2026-11-27T12:00"), "PT4H")), "2026-11-30T09:00");
});

test("what ends at closing time is due at closing time", (t) => {
  t.is(shown(addServiceTime(munich, at("2026-11-23T08:00"), "PT9H")), "2026-11-23T16:00");
});

test("a weekend between costs no service time", (t) => {
  t.is(serviceMinutesBetween(munich, at("2026-11-27T17:00"), at("2026-11-30T08:00")), 0);
  t.is(serviceMinutesBetween(munich, at("2026-11-30T08:15"), at("2026-11-27T16:45")), -30);
});

test("three business days skip weekend and holiday and keep the time of day", (t) => {
  t.is(shown(addServiceTime(munich, at("2026-12-04T10:00"), "P3BD")), "2026-12-09T09:00");
  t.is(shown(addServiceTime(vienna, at("2026-12-04T10:00"), "P3BD")), "2026-12-10T09:00");
});

test("a business day that ends earlier is due at its closing, one begun at the weekend counts from Monday's opening", (t) => {
  t.is(shown(addServiceTime(vienna, at("2026-11-26T16:00"), "P1BD")), "2026-11-27T13:00");
  t.is(shown(addServiceTime(munich, at("2026-11-28T12:00"), "P1BD")), "2026-12-01T07:00");
});

test("after a pause there is as much service time to go as before; a closed night or weekend costs nothing", (t) => {
  const begun = at("2026-11-27T13:00");
  const weekend = { from: at("2026-11-28T12:00"), to: at("2026-11-30T12:00") };
  const nextWeekend = { from: at("2026-12-05T12:00"), to: at("2026-12-07T07:00") };
  const night = { from: at("2026-11-30T12:30"), to: at("2026-12-01T07:00") };
  const tooLate = { from: at("2026-12-01T12:00"), to: at("2026-12-03T12:00") };

  t.is(shown(addServiceTimeWithPauses(munich, begun, "PT5H", [])), "2026-11-30T08:00");
  t.is(shown(addServiceTimeWithPauses(munich, begun, "PT5H", [weekend])), "2026-11-30T12:00");
  t.is(shown(addServiceTimeWithPauses(munich, begun, "PT5H", [weekend, night])), "2026-12-01T07:30");
  t.is(shown(addServiceTimeWithPauses(munich, begun, "PT5H", [weekend, night, tooLate])), "2026-12-01T07:30");
  t.is(shown(addServiceTimeWithPauses(vienna, at("2026-12-04T10:00"), "P3BD", [nextWeekend])), "2026-12-10T09:00");
});

test("business days and hours add up", (t) => {
  t.is(shown(addServiceTime(munich, at("2026-11-26T16:00"), "P1BDT2H")), "2026-11-30T08:00");
});

for (const text of ["", "P", "PT", "P3D", "P1BDT", "4h", "PT-4H", "P3BDT4X", -1, Number.NaN]) {
  test(`"${text}" is no service duration`, (t) => {
    const refusal = t.throws(() => addServiceTime(munich, at("2026-11-26T16:00"), text), { instanceOf: Refusal });
    t.is(refusal.code, "calendar.duration");
  });
}

test("ten thousand random cases agree with walking minute by minute, across daylight saving and holidays", (t) => {
  const random = generator(20261122);
  const definitions: readonly CalendarDefinition[] = [
    munichDefinition,
    viennaDefinition,
    { timeZone: "Europe/Berlin", hours: { all: ["00:00-24:00"] } },
    {
      timeZone: "America/New_York",
      hours: { mon: ["06:00-12:00", "12:30-18:00"], sat: ["22:00-24:00"], sun: ["00:00-01:00", "05:00-09:00"] },
    },
  ];
  const walks = definitions.map((definition) => new MinuteWalk(definition, 2026));
  const calendars = definitions.map((definition) => serviceCalendar(definition));

  for (let index = 0; index < 10_000; index += 1) {
    const which = index % definitions.length;
    const walk = walks[which]!; // index % length is inside
    const calendar = calendars[which]!; // same
    const from = new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 300 * 1440) * 60_000);
    const minutes = 1 + Math.floor(random() ** 3 * 6000);

    const due = addServiceTime(calendar, from, minutes);

    if (due.getTime() !== walk.add(from, minutes).getTime()) {
      return t.fail(
        `${JSON.stringify(definitions[which])} from ${shown(from)} + ${minutes}: ${shown(due)} instead of ${shown(walk.add(from, minutes))}`,
      );
    }
    const to = new Date(from.getTime() + Math.floor(random() * 20 * 1440) * 60_000);
    if (serviceMinutesBetween(calendar, from, to) !== walk.between(from, to)) {
      return t.fail(
        `${shown(from)} to ${shown(to)}: ${serviceMinutesBetween(calendar, from, to)} instead of ${walk.between(from, to)}`,
      );
    }
  }
  return t.pass();
});

/** Obviously correct and slow: looks at every minute of the year on the wall clock, one by one. */
class MinuteWalk {
  readonly #start: number;
  readonly #open: Uint8Array;

  constructor(definition: CalendarDefinition, year: number) {
    this.#start = Date.UTC(year, 0, 1);
    this.#open = new Uint8Array(366 * 1440);
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
];

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** A small random generator with a seed (mulberry32), so that a failing case comes again. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
