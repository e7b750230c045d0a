import test from "ava";
import { Refusal } from "../../base/refusal.ts";
import { readCalendar } from "./read.ts";

const window = {
  from: new Date("2026-11-29T00:00:00Z"),
  to: new Date("2027-11-29T00:00:00Z"),
  timeZone: "Europe/Berlin",
};

function calendar(...events: readonly string[]): string {
  const body = events.map((each) => `BEGIN:VEVENT\nUID:u\nDTSTAMP:20261101T000000Z\n${each}\nEND:VEVENT`);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", ...body, "END:VCALENDAR"].join("\n").replaceAll("\n", "\r\n");
}

function spans(text: string): string[] {
  return readCalendar(text, window).map(({ startsAt, endsAt }) => `${startsAt.toISOString()}/${endsAt.toISOString()}`);
}

test("whole days last from midnight to midnight where the house is, across a change of the clocks as well", (t) => {
  t.deepEqual(spans(calendar("SUMMARY:Urlaub\nDTSTART;VALUE=DATE:20270327\nDTEND;VALUE=DATE:20270330")), [
    "2027-03-26T23:00:00.000Z/2027-03-29T22:00:00.000Z",
  ]);
});

test("times are read in their own zone, by its name even without a table, else in the house's", (t) => {
  t.deepEqual(
    spans(
      calendar(
        "DTSTART;TZID=America/New_York:20261201T090000\nDURATION:PT1H",
        "DTSTART:20261202T090000\nDTEND:20261202T100000",
        "DTSTART:20261203T090000Z\nDTEND:20261203T100000Z",
      ),
    ),
    [
      "2026-12-01T14:00:00.000Z/2026-12-01T15:00:00.000Z",
      "2026-12-02T08:00:00.000Z/2026-12-02T09:00:00.000Z",
      "2026-12-03T09:00:00.000Z/2026-12-03T10:00:00.000Z",
    ],
  );
});

test("what comes again is there each time, without what was left out, and only within the window", (t) => {
  const weekly =
    "DTSTART;TZID=Europe/Berlin:20261123T080000\nDTEND;TZID=Europe/Berlin:20261123T120000\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20261207T080000";

  t.deepEqual(spans(calendar(weekly)), [
    "2026-11-30T07:00:00.000Z/2026-11-30T11:00:00.000Z",
    "2026-12-14T07:00:00.000Z/2026-12-14T11:00:00.000Z",
  ]);
  t.is(spans(calendar("DTSTART:20261130T080000Z\nDTEND:20261130T090000Z\nRRULE:FREQ=SECONDLY")).length, 1_000);
});

test("what was called off or counts as free takes no time", (t) => {
  const when = "DTSTART:20261201T090000Z\nDTEND:20261201T100000Z";

  t.deepEqual(spans(calendar(`${when}\nSTATUS:CANCELLED`, `${when}\nTRANSP:TRANSPARENT`)), []);
});

test("what is no calendar is refused", (t) => {
  for (const text of ["", "<html>", "BEGIN:VCARD\r\nEND:VCARD", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT"])
    t.is(t.throws(() => readCalendar(text, window), { instanceOf: Refusal }).code, "calendar.shape", text);
});
