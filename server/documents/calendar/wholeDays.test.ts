import test from "ava";
import { Refusal } from "../../base/refusal.ts";
import { readWholeDays } from "./wholeDays.ts";

const span = { from: "2026-01-01", to: "2028-12-31" };

function calendar(...events: readonly string[]): string {
  const body = events.map(
    (each, index) => `BEGIN:VEVENT\nUID:u${index}\nDTSTAMP:20261101T000000Z\n${each}\nEND:VEVENT`,
  );
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", ...body, "END:VCALENDAR"].join("\n").replaceAll("\n", "\r\n");
}

test("an entry of several days gives each of them, the end excluded, also when it counts as free", (t) => {
  const { days } = readWholeDays(
    calendar("SUMMARY:Betriebsferien\nTRANSP:TRANSPARENT\nDTSTART;VALUE=DATE:20261230\nDTEND;VALUE=DATE:20270102"),
    span,
  );

  t.deepEqual(days, [
    { date: "2026-12-30", summary: "Betriebsferien" },
    { date: "2026-12-31", summary: "Betriebsferien" },
    { date: "2027-01-01", summary: "Betriebsferien" },
  ]);
});

test("what comes every year is there each year of the span, without those that are left out", (t) => {
  const yearly = "SUMMARY:Heiligabend\nDTSTART;VALUE=DATE:20201224\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20271224";

  t.deepEqual(
    readWholeDays(calendar(yearly), span).days.map(({ date }) => date),
    ["2026-12-24", "2028-12-24"],
  );
});

test("a day that two entries name is there once; what gives no day is told with the reason", (t) => {
  const { days, leftOut } = readWholeDays(
    calendar(
      "SUMMARY:Ausflug\nDTSTART;VALUE=DATE:20270611",
      "SUMMARY:Sommerfest\nDTSTART;VALUE=DATE:20270611\nDTEND;VALUE=DATE:20270612",
      "SUMMARY:Besprechung\nDTSTART:20270611T090000Z\nDTEND:20270611T100000Z",
      "SUMMARY:Abgesagt\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20270612",
      "SUMMARY:Lange her\nDTSTART;VALUE=DATE:20190612",
      "SUMMARY:Kein Tag\nDTSTART;VALUE=DATE:20271399",
      "SUMMARY:Ohne alles",
    ),
    span,
  );

  t.deepEqual(days, [{ date: "2027-06-11", summary: "Ausflug" }]);
  t.deepEqual(
    leftOut.map(({ summary, why }) => `${summary}: ${why}`),
    [
      "Besprechung: timed",
      "Abgesagt: cancelled",
      "Lange her: outside",
      "Kein Tag: unreadable",
      "Ohne alles: unreadable",
    ],
  );
});

test("what is no calendar, or has no entry, is refused", (t) => {
  for (const text of ["", "date;name\n24.12.2026;Weihnachten", "BEGIN:VCARD\r\nEND:VCARD", calendar()])
    t.is(t.throws(() => readWholeDays(text, span), { instanceOf: Refusal }).code, "calendar.shape", text);
});

test("an endless rule ends", (t) => {
  t.true(readWholeDays(calendar("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY"), span).days.length <= 2_000);
});
