import test from "ava";
import { addDuration, parseCycle, parseDate, parseDuration } from "./iso.ts";
import { fromQuartz } from "./cronDays.ts";
import { afterFiring, isReadable, nextDue, occurrences, scheduleAt } from "./schedule.ts";
import { firstDue, nextPlan } from "./timer.ts";

const at = (text: string): Date => new Date(text);
const later = (start: string, duration: string, times = 1): string | undefined => {
  const parsed = parseDuration(duration);
  return parsed && addDuration(at(start), parsed, times).toISOString();
};

test("durations of ISO 8601 and of business days are read, other texts are not", (t) => {
  t.like(parseDuration("P1Y2M3W4DT5H6M7.5S"), { years: 1, months: 2, weeks: 3, days: 4, time: 18_367_500 });
  t.like(parseDuration("P3BD"), { businessDays: 3 });
  for (const text of ["", "P", "PT", "soon", "1D", "P1DT", "PT1D"]) t.is(parseDuration(text), undefined, text);
});

test("months keep their day where they have it", (t) => {
  t.is(later("2026-01-31T10:00:00Z", "P1M"), "2026-02-28T10:00:00.000Z");
  t.is(later("2026-01-31T10:00:00Z", "P1M", 3), "2026-04-30T10:00:00.000Z");
  t.is(later("2024-02-29T00:00:00Z", "P1Y"), "2025-02-28T00:00:00.000Z");
  t.is(later("2026-03-01T00:00:00Z", "-P1D"), "2026-02-28T00:00:00.000Z");
});

test("a date without offset is UTC, so that a model means the same on every server", (t) => {
  t.deepEqual(parseDate("2026-05-01T10:00:00"), at("2026-05-01T10:00:00Z"));
  t.deepEqual(parseDate("2026-05-01"), at("2026-05-01T00:00:00Z"));
  t.deepEqual(parseDate("2026-05-01T10:00:00.123456+02:00"), at("2026-05-01T08:00:00.123Z"));
  t.is(parseDate("2026-13-01"), undefined);
});

test("repeating intervals in all their forms", (t) => {
  t.like(parseCycle("R3/PT10H"), { times: 3 });
  t.is(parseCycle("R/PT10H")?.times, undefined);
  t.like(parseCycle("R5/2026-01-01T00:00:00Z/P1M"), { start: at("2026-01-01T00:00:00Z") });
  t.like(parseCycle("R/2026-01-01/2026-01-02"), { interval: { time: 86_400_000 } });
  t.is(parseCycle("3/PT10H"), undefined);
});

test("a cycle counts from where it began: lateness never adds up", (t) => {
  const first = firstDue({ kind: "cycle", expression: "R3/PT1H" }, at("2026-01-01T00:00:00Z"), false);
  const second = nextPlan("R3/PT1H", first, at("2026-01-01T05:30:00Z"));
  const third = second && nextPlan("R3/PT1H", second, at("2026-01-01T09:00:00Z"));

  t.is(second?.["d"], at("2026-01-01T02:00:00Z").getTime());
  t.is(third?.["d"], at("2026-01-01T03:00:00Z").getTime());
  t.is(third && nextPlan("R3/PT1H", third, at("2026-01-01T10:00:00Z")), undefined);
});

const nextCronAfter = (expression: string, after: string): string | undefined =>
  nextDue({ kind: "cycle", expression }, at(after))?.toISOString();

test("cron with five fields and with six, names, steps and lists", (t) => {
  t.is(nextCronAfter("0 8 * * MON-FRI", "2026-03-06T09:00:00Z"), "2026-03-09T08:00:00.000Z");
  t.is(nextCronAfter("*/15 * * * *", "2026-03-06T09:01:00Z"), "2026-03-06T09:15:00.000Z");
  t.is(nextCronAfter("30 0 9 1 * *", "2026-03-06T09:01:00Z"), "2026-04-01T09:00:30.000Z");
  t.is(nextCronAfter("0 0 29 2 *", "2026-03-06T09:01:00Z"), "2028-02-29T00:00:00.000Z");
  t.is(nextCronAfter("0 0 13 * FRI", "2026-03-06T09:01:00Z"), "2026-03-13T00:00:00.000Z");
  t.is(nextCronAfter("0 0 31 2 *", "2026-03-06T09:01:00Z"), undefined);
});

test("cron names the last day, the workday nearest to one, and the n-th weekday of a month, and years", (t) => {
  t.is(nextCronAfter("0 0 12 L * ?", "2028-02-10T00:00:00Z"), "2028-02-29T12:00:00.000Z");
  t.is(nextCronAfter("0 0 12 L-2 * ?", "2026-03-06T00:00:00Z"), "2026-03-29T12:00:00.000Z");
  t.is(nextCronAfter("0 0 12 LW * ?", "2026-05-06T00:00:00Z"), "2026-05-29T12:00:00.000Z");
  t.is(nextCronAfter("0 0 12 15W * ?", "2026-03-06T00:00:00Z"), "2026-03-16T12:00:00.000Z");
  t.is(nextCronAfter("0 0 12 1W * ?", "2026-07-15T00:00:00Z"), "2026-08-03T12:00:00.000Z");
  t.is(nextCronAfter("0 15 10 ? * FRI#3", "2026-03-06T00:00:00Z"), "2026-03-20T10:15:00.000Z");
  t.is(nextCronAfter("0 15 10 ? * 5L", "2026-03-06T00:00:00Z"), "2026-03-27T10:15:00.000Z");
  t.is(nextCronAfter("0 0 12 1 1 ? 2028-2030", "2026-03-06T00:00:00Z"), "2028-01-01T12:00:00.000Z");
  t.is(nextCronAfter("0 0 12 1 1 ? 2020", "2026-03-06T00:00:00Z"), undefined);
  for (const expression of ["0 0 12 32W * ?", "0 0 12 ? * 5#6", "0 0 12 LX * ?", "0 0 12 * * ? soon"])
    t.false(isReadable({ kind: "cycle", expression }), expression);
});

test("Quartz counts weekdays from Sunday as 1", (t) => {
  t.is(fromQuartz("0 15 10 ? * 6#3"), "0 15 10 ? * FRI#3");
  t.is(fromQuartz("0 0 8 ? * 2-6"), "0 0 8 ? * MON-FRI");
  t.is(fromQuartz("0 0 8 ? * 1/2 2027"), "0 0 8 ? * SUN/2 2027");
  t.is(fromQuartz("R3/PT1H"), "R3/PT1H");
});

test("a cycle with an end date does not occur after it", (t) => {
  const first = { ...firstDue({ kind: "cycle", expression: "R/PT1H" }, at("2026-01-01T00:00:00Z"), false) };
  const until = { ...first, u: at("2026-01-01T02:30:00Z").getTime() };

  const second = nextPlan("R/PT1H", until, at("2026-01-01T01:00:00Z"));

  t.is(second?.["d"], at("2026-01-01T02:00:00Z").getTime());
  t.is(second && nextPlan("R/PT1H", second, at("2026-01-01T02:00:00Z")), undefined);
});

test("a start timer fires as often as it says, and one with a duration once", (t) => {
  const begun = at("2026-01-01T00:00:00Z");
  const once = afterFiring({ kind: "cycle", expression: "R2/PT1H" }, begun);
  const twice = afterFiring(once.schedule, begun);

  t.deepEqual(once, {
    schedule: { kind: "cycle", expression: "R2/PT1H", fired: 1 },
    dueAt: at("2026-01-01T01:00:00Z"),
  });
  t.is(twice.dueAt, undefined);
  t.is(afterFiring({ kind: "duration", expression: "PT1H" }, begun).dueAt, undefined);
});

test("a start timer may say its time by an expression without variables", (t) => {
  const now = at("2026-01-01T00:00:00Z");
  const read = (kind: "date" | "cycle", expression: string): string => scheduleAt({ kind, expression }, now).expression;

  t.is(read("date", '=now() + duration("PT1H")'), "2026-01-01T01:00:00Z");
  t.is(read("cycle", '=cycle(duration("PT1H"))'), "R/PT1H");
  t.is(read("date", "${missing}"), "${missing}");
  t.is(read("cycle", "0 8 * * *"), "0 8 * * *");
});

test("start timers: date once, duration and interval from now, interval from its start", (t) => {
  t.is(nextDue({ kind: "date", expression: "2026-01-01T00:00:00Z" }, at("2026-01-02T00:00:00Z")), undefined);
  t.deepEqual(nextDue({ kind: "duration", expression: "P1D" }, at("2026-01-02T00:00:00Z")), at("2026-01-03T00:00:00Z"));
  t.deepEqual(
    nextDue({ kind: "cycle", expression: "R/2026-01-01T00:00:00Z/P7D" }, at("2026-01-10T00:00:00Z")),
    at("2026-01-15T00:00:00Z"),
  );
  t.is(nextDue({ kind: "cycle", expression: "R2/2026-01-01T00:00:00Z/P7D" }, at("2026-01-10T00:00:00Z")), undefined);
  t.is(occurrences({ kind: "cycle", expression: "R4/PT1H" }), 4);
  t.is(occurrences({ kind: "cycle", expression: "0 8 * * *" }), undefined);
});

test("a cycle that takes no time can never be armed", (t) => {
  t.false(isReadable({ kind: "cycle", expression: "R/PT0S" }));
  t.throws(() => firstDue({ kind: "cycle", expression: "R/PT0S" }, at("2026-01-01T00:00:00Z"), false), {
    message: /takes time/,
  });
});
