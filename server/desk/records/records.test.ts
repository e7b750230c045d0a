import test from "ava";
import { Refusal } from "../../base/refusal.ts";
import { mondayAtTen, openOffice } from "../../test/office.ts";
import { createCalendar, createCategory, createNumberRange } from "./house.ts";
import { createContact, createCustomer } from "./parties.ts";
import { recordAbsence } from "./absences.ts";
import { createTechnician } from "./staff.ts";

const office = await openOffice();
test.after.always(() => office.close());

const id = "00000000-0000-7000-8000-000000000000";
const absence = { login: "bo", kind: "sick", fromAt: "2026-11-23T00:00:00Z", toAt: "2026-11-24T00:00:00Z" } as const;
const definition = { timeZone: "Europe/Berlin", hours: { mon: ["08:00-12:00"] } };

for (const [what, work, code] of [
  [
    "a customer whose name is taken, however it is written",
    () => office.within((tx) => createCustomer(tx, { name: "MUSTER gmbh", country: "DE" }, mondayAtTen)),
    "desk.exists",
  ],
  [
    "a country that is no code",
    () => office.within(async (tx) => createCustomer(tx, { name: "X", country: "Germany" }, mondayAtTen)),
    "desk.input",
  ],
  [
    "a contact of nobody",
    () => office.within((tx) => createContact(tx, { customerId: id, name: "X" }, mondayAtTen)),
    "desk.reference",
  ],
  [
    "a technician without calendar",
    () => office.within((tx) => createTechnician(tx, { login: "x", name: "X", level: 1, calendarKey: "none" })),
    "desk.reference",
  ],
  [
    "an absence that ends before it begins",
    () => office.within((tx) => recordAbsence(tx, { ...absence, toAt: absence.fromAt }, mondayAtTen)),
    "absence.span",
  ],
  [
    "an absence with oneself as substitute",
    () => office.within((tx) => recordAbsence(tx, { ...absence, substitute: "bo" }, mondayAtTen)),
    "absence.substitute",
  ],
  [
    "a second default calendar",
    () => office.within((tx) => createCalendar(tx, { key: "second", name: "x", isDefault: true, definition })),
    "desk.exists",
  ],
  [
    "a calendar that never opens",
    () =>
      office.within((tx) => createCalendar(tx, { key: "never", name: "x", definition: { ...definition, hours: {} } })),
    "calendar.never",
  ],
  [
    "a category below an unknown one",
    () => office.within((tx) => createCategory(tx, { key: "x", labelDe: "x", labelEn: "x", parent: "none" })),
    "desk.reference",
  ],
] as const) {
  test.serial(`${what} is refused`, async (t) => {
    t.is((await t.throwsAsync(work(), { instanceOf: Refusal })).code, code);
  });
}

test.serial("a range laid out before goes on from its number", async (t) => {
  await office.within((tx) =>
    createNumberRange(tx, { key: "T", year: 2026, prefix: "SD-", nextNumber: 117, width: 4 }),
  );

  const { ticket } = await office.run("desk.ticket.create", { intake: { channel: "api", title: "x" }, condition: {} });

  t.like(ticket, { number: "SD-0117" });
});

test.serial("a changed calendar is built anew", async (t) => {
  const openOn = async () =>
    office.within(
      async (tx) => (await office.calendars.of(tx, "munich")).spansOn(Temporal.PlainDate.from("2026-11-28")).length,
    );
  const before = await openOn();
  await office.rows(
    `update service_calendars set definition = definition || '{"extraOpen":[{"date":"2026-11-28","hours":["09:00-12:00"]}]}' where key = 'munich'`,
  );

  t.is(before, 0);
  t.is(await openOn(), 1);
});
