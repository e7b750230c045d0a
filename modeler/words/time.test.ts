import test from "ava";
import { agoText, durationText } from "./time.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

test("a duration is told in its two largest units", (t) => {
  t.is(durationText(42 * second, "de"), "42 s");
  t.is(durationText(18 * minute + 59 * second, "en"), "18 min");
  t.is(durationText(3 * hour + 10 * minute, "de"), "3 h 10 min");
  t.is(durationText(52 * hour, "de"), "2 T 4 h");
  t.is(durationText(52 * hour, "en"), "2 d 4 h");
});

test("a smaller unit of nothing is left out", (t) => {
  t.is(durationText(2 * hour, "de"), "2 h");
});

test("an overdue time is told by its size", (t) => {
  t.is(durationText(-42 * minute, "de"), "42 min");
});

test("the past is told as people say it", (t) => {
  const now = Date.parse("2026-11-23T12:00:00Z");

  t.is(agoText("2026-11-23T11:55:00Z", now, "de"), "vor 5 Minuten");
  t.is(agoText("2026-11-22T12:00:00Z", now, "en"), "yesterday");
});
