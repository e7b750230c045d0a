import test from "ava";
import { mondayAtTen, openOffice } from "../../test/office.ts";
import { newId } from "../../base/id.ts";
import { readServiceFigures } from "./figures.ts";

const office = await openOffice();
test.after.always(() => office.close());

const at = (time: string) => {
  office.clock.now = new Date(`2026-11-${time}:00+01:00`);
};
const span = { from: "2026-11-20", to: "2026-11-24", timeZone: "Europe/Berlin" };
const figures = (more: object = {}) =>
  office.within((tx) => readServiceFigures(tx, office.calendars, { ...span, ...more, now: office.clock.now }));

async function openTicket(time: string, priority: string): Promise<string> {
  at(time);
  const intake = { channel: "api", title: "Server steht", customerId: office.ids.muster, category: "incident:server" };
  const { ticket } = await office.run("desk.ticket.create", { intake, condition: {} });
  const { id } = ticket as { id: string }; // a text by contract
  await office.rows("update tickets set priority = $2 where id = $1", [id, priority]);
  const targets = { responseMin: 60, resolutionMin: 240, calendar: "business" };
  await office.run("desk.sla.start", { ticket: { id }, targets });
  return id;
}

async function solve(id: string, time: string): Promise<void> {
  at(time);
  await office.run("desk.sla.stop", { ticketId: id, reason: "resolved" });
  await office.run("desk.ticket.update", { ticketId: id, changes: { status: "resolved" } });
}

/** Friday to Tuesday: one over the weekend that comes back, one that stood still over night, one that was late. */
test.before(async () => {
  const weekend = await openTicket("20T16:00", "P2");
  await solve(weekend, "23T09:00");
  const paused = await openTicket("23T10:00", "P2");
  at("23T10:30");
  await office.run("desk.sla.pause", { ticketId: paused, reason: "waiting" });
  at("24T08:30");
  await office.run("desk.sla.resume", { ticketId: paused });
  await solve(paused, "24T09:00");
  const late = await openTicket("24T08:00", "P1");
  await solve(late, "24T15:00");
  at("24T16:30");
  await office.run("desk.ticket.update", { ticketId: weekend, changes: { status: "triaged" } });
  await office.rows(
    `insert into time_entries (tenant_id, id, ticket_id, technician, started_at, minutes, work_type, time_class, note)
     values ('t1', $1, $2, 'bo', $3, 25, 'remote', 'BT', 'x')`,
    [newId(mondayAtTen), late, office.clock.now],
  );
});

test("targets kept and broken are counted for each kind of clock and priority", async (t) => {
  const { attainment } = await figures();

  t.deepEqual(attainment, [
    { kind: "resolution", priority: "P1", met: 0, breached: 1 },
    { kind: "resolution", priority: "P2", met: 2, breached: 0 },
    { kind: "response", priority: "P1", met: 0, breached: 1 },
    { kind: "response", priority: "P2", met: 1, breached: 1 },
  ]);
});

test("times are service minutes: a weekend and a pause cost nothing", async (t) => {
  const { resolution } = await figures();

  t.deepEqual(resolution, { count: 3, median: 120, p90: 360 }); // of 60, 120 and 420
});

test("each day tells what came, what went, and what was open in the evening", async (t) => {
  const { days } = await figures();

  t.deepEqual(
    days.map(({ day, opened, ended, open }) => [day.slice(8), opened, ended, open]),
    [
      ["20", 1, 0, 1],
      ["21", 0, 0, 1],
      ["22", 0, 0, 1],
      ["23", 1, 0, 2],
      ["24", 1, 2, 1],
    ],
  );
  const [tuesday] = (await figures({ from: "2026-11-24" })).days;
  t.is(tuesday?.open, 1, "what was open before the span is counted");
});

test("what came back counts among the solved, and is open with its whole age", async (t) => {
  const { solved, reopened, ages, workedMinutes } = await figures();

  t.deepEqual([solved, reopened, workedMinutes], [3, 1, 25]);
  t.deepEqual(
    ages.filter(({ count }) => count > 0),
    [{ bucket: "7", count: 1 }],
  );
});

test("a customer, a team and another span narrow everything", async (t) => {
  const empty = { solved: 0, reopened: 0, workedMinutes: 0, attainment: [] };

  t.like(await figures({ customer: "Alpen GmbH" }), empty);
  t.like(await figures({ team: 3 }), empty);
  t.like(await figures({ from: "2026-10-01", to: "2026-10-02" }), empty);
  t.like(await figures({ customer: "Muster GmbH", team: 1 }), { solved: 3 });
});
