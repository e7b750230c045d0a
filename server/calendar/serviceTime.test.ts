import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { serviceCalendar } from "./calendar.ts";
import type { CalendarDefinition } from "./calendar.ts";
import { MinuteWalk } from "./testing.ts";
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
    const from = new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 360 * 1440) * 60_000);
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
