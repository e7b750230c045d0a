import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { serviceCalendar } from "./calendar.ts";
import { isOpen } from "./serviceTime.ts";

const office = ["08:00-17:00"];
const week = { mon: office, tue: office, wed: office, thu: office, fri: office };
const on = (text: string) => Temporal.PlainDate.from(text);

test("8 December is a holiday in Vienna and a working day in Munich", (t) => {
  const vienna = serviceCalendar({ timeZone: "Europe/Vienna", country: "AT", region: "9", hours: week });
  const munich = serviceCalendar({ timeZone: "Europe/Berlin", country: "DE", region: "BY", hours: week });

  t.deepEqual(vienna.spansOn(on("2026-12-08")), []);
  t.is(munich.spansOn(on("2026-12-08")).length, 1);
});

test("a closing day closes, and an extra opening beats holiday, weekend and closing day", (t) => {
  const calendar = serviceCalendar({
    timeZone: "Europe/Berlin",
    country: "DE",
    region: "BY",
    hours: week,
    closedDays: ["2026-12-24", "2026-12-31"],
    extraOpen: [
      { date: "2026-12-31", hours: ["09:00-12:00"] },
      { date: "2026-12-26", hours: ["10:00-11:00"] },
    ],
  });

  t.deepEqual(calendar.spansOn(on("2026-12-24")), []);
  t.is(calendar.spansOn(on("2026-12-31")).length, 1);
  t.true(isOpen(calendar, new Date("2026-12-26T09:30:00Z")));
  t.false(isOpen(calendar, new Date("2026-12-26T10:00:00Z")));
});

test("a calendar without country knows no holidays, and a full day has 23 or 25 hours when the clocks change", (t) => {
  const always = serviceCalendar({ timeZone: "Europe/Berlin", hours: { all: ["00:00-24:00"] } });
  const hours = (date: string) => always.spansOn(on(date)).map((span) => (span.to - span.from) / 3_600_000);

  t.deepEqual(hours("2026-12-25"), [24]);
  t.deepEqual(hours("2026-03-29"), [23]);
  t.deepEqual(hours("2026-10-25"), [25]);
});

test("overlapping and touching openings become one", (t) => {
  const calendar = serviceCalendar({
    timeZone: "Europe/Berlin",
    hours: { mon: ["13:00-17:00", "08:00-12:00", "11:00-13:00"] },
  });

  t.is(calendar.spansOn(on("2026-11-23")).length, 1);
});

test("a calendar of the wrong shape is refused with every place", (t) => {
  const refusal = t.throws(
    () => serviceCalendar({ timeZone: "Europe/Berlin", hours: { mon: ["8-17"], tue: ["25:00-26:00"] } }),
    {
      instanceOf: Refusal,
    },
  );

  t.is(refusal.code, "calendar.shape");
  t.deepEqual(
    refusal.complaints.map((complaint) => complaint.place),
    ["/hours/mon/0", "/hours/tue/0"],
  );
});

for (const [what, definition, code] of [
  ["an unknown time zone", { timeZone: "Europe/Atlantis", hours: week }, "calendar.zone"],
  ["an unknown country", { timeZone: "Europe/Berlin", country: "XX", hours: week }, "calendar.zone"],
  ["an unknown region", { timeZone: "Europe/Berlin", country: "DE", region: "ZZ", hours: week }, "calendar.zone"],
  ["no opening at all", { timeZone: "Europe/Berlin", hours: { mon: [] } }, "calendar.never"],
] as const) {
  test(`${what} is refused`, (t) => {
    t.is(t.throws(() => serviceCalendar(definition), { instanceOf: Refusal }).code, code);
  });
}
