import test from "ava";
import { serviceCalendar } from "../../calendar/calendar.ts";
import { loadOf } from "./load.ts";
import type { Booking, Resource } from "./load.ts";

const hours = {
  mon: ["08:00-16:00"],
  tue: ["08:00-16:00"],
  wed: ["08:00-16:00"],
  thu: ["08:00-16:00"],
  fri: ["08:00-12:00"],
};
const calendar = serviceCalendar({ timeZone: "Europe/Vienna", hours });
const ana: Resource = { login: "ana", name: "Ana", calendar, projectPercent: 50, absences: [] };
const task: Booking = {
  login: "ana",
  projectId: "p1",
  projectNumber: "P-1",
  projectName: "Firewall",
  taskNo: 1,
  taskName: "Rules",
  minutes: 600,
  startsOn: "2026-12-01",
  endsOn: "2026-12-03",
};
const week = { from: "2026-12-02", weeks: 1 };

test("a week offers the share of the working time that is for projects", (t) => {
  const [load] = loadOf([ana], [], week);

  t.like(load, { weekOf: "2026-11-30", availableMinutes: (36 * 60) / 2, bookedMinutes: 0, isOverbooked: false });
});

test("an absence leaves less of the week", (t) => {
  const absences = [{ from: Date.parse("2026-12-01T12:00+01:00"), to: Date.parse("2026-12-03T00:00+01:00") }];

  t.is(loadOf([{ ...ana, absences }], [], week)[0]?.availableMinutes, ((36 - 4 - 8) * 60) / 2);
});

test("a task over two weeks books each by the days it has there, and nothing is lost to rounding", (t) => {
  const long = { ...task, minutes: 1001, startsOn: "2026-12-04", endsOn: "2026-12-08" };

  const loads = loadOf([ana], [long], { from: "2026-12-04", weeks: 2 });

  t.deepEqual(
    loads.map(({ bookedMinutes }) => bookedMinutes),
    [200, 801],
  ); // 4 of 20 hours are on Friday
});

test("two projects in one week are more than there is, and each part says whose it is", (t) => {
  const other = { ...task, projectNumber: "P-2", projectId: "p2" };

  const [load] = loadOf([ana], [task, other], week);

  t.is(load?.isOverbooked, true);
  t.deepEqual(
    load?.parts.map(({ projectNumber, minutes }) => [projectNumber, minutes]),
    [
      ["P-1", 600],
      ["P-2", 600],
    ],
  );
});

test("work on days without anybody there still shows, as too much", (t) => {
  const absences = [{ from: Date.parse("2026-11-01T00:00Z"), to: Date.parse("2026-12-31T00:00Z") }];

  t.like(loadOf([{ ...ana, absences }], [task], week)[0], {
    availableMinutes: 0,
    bookedMinutes: 600,
    isOverbooked: true,
  });
  t.like(loadOf([ana], [{ ...task, startsOn: "2026-12-05", endsOn: "2026-12-06" }], week)[0], { bookedMinutes: 600 });
});
