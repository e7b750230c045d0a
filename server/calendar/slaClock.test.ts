import test from "ava";
import { serviceCalendar } from "./calendar.ts";
import { dueAt, instantOfPercent, isPaused, minutesUsed, pause, percentUsed, resume } from "./slaClock.ts";
import type { SlaClock } from "./slaClock.ts";

const office = ["08:00-17:00"];
const business = serviceCalendar({
  timeZone: "Europe/Berlin",
  country: "DE",
  region: "BY",
  hours: { mon: office, tue: office, wed: office, thu: office, fri: office },
});
const always = serviceCalendar({ timeZone: "Europe/Berlin", hours: { all: ["00:00-24:00"] } });
const at = (text: string) => new Date(`${text}:00+01:00`);
const started: SlaClock = { startedAt: at("2026-11-27T15:00"), targetMinutes: 240, pauses: [] };

test("the target is counted in service time", (t) => {
  t.deepEqual(dueAt(business, started, at("2026-11-27T15:00")), at("2026-11-30T10:00"));
  t.is(percentUsed(business, started, at("2026-11-27T16:00")), 25);
  t.deepEqual(
    instantOfPercent(business, started, { percent: 75, now: at("2026-11-27T15:00") }),
    at("2026-11-30T09:00"),
  );
});

test("a pause over the weekend costs nothing, one during service time moves the due time by its service minutes", (t) => {
  const weekend = resume(pause(started, at("2026-11-27T17:00")), at("2026-11-30T08:00"));
  const working = resume(pause(started, at("2026-11-27T16:30")), at("2026-11-30T08:30"));

  t.deepEqual(dueAt(business, weekend, at("2026-11-30T08:00")), at("2026-11-30T10:00"));
  t.deepEqual(dueAt(business, working, at("2026-11-30T08:30")), at("2026-11-30T11:00"));
});

test("a clock that stands uses nothing and is due as if resumed now", (t) => {
  const paused = pause(started, at("2026-11-27T16:00"));

  t.true(isPaused(paused));
  t.is(minutesUsed(business, paused, at("2026-11-30T16:00")), 60);
  t.deepEqual(dueAt(business, paused, at("2026-11-30T09:00")), at("2026-11-30T12:00"));
  t.is(pause(paused, at("2026-11-30T10:00")), paused);
});

test("a change to another calendar counts the pauses anew, from the start", (t) => {
  const paused = resume(pause(started, at("2026-11-27T17:00")), at("2026-11-30T08:00"));

  t.deepEqual(dueAt(always, paused, at("2026-11-30T08:00")), at("2026-11-30T10:00"));
  t.is(minutesUsed(always, paused, at("2026-11-30T09:00")), 180);
});

test("a threshold that was reached before a pause stays where it was", (t) => {
  const paused = resume(pause(started, at("2026-11-30T09:00")), at("2026-11-30T15:00"));

  t.deepEqual(instantOfPercent(business, paused, { percent: 50, now: at("2026-11-30T15:00") }), at("2026-11-27T17:00"));
  t.deepEqual(instantOfPercent(business, paused, { percent: 90, now: at("2026-11-30T15:00") }), at("2026-11-30T15:36"));
});
