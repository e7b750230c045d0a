import test from "ava";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { mondayAtTen, openOffice } from "../../test/office.ts";
import { readStandings } from "./standing.ts";

const office = await openOffice();
test.after.always(() => office.close());
test.beforeEach(() => {
  office.clock.now = mondayAtTen;
});

const business = { responseMin: 60, resolutionMin: 240, calendar: "business" };
const at = (time: string) => {
  office.clock.now = new Date(`2026-11-${time}:00+01:00`);
};

async function openTicket(): Promise<{ readonly id: string; readonly number: string }> {
  const intake = { channel: "api", title: "Server steht", customerId: office.ids.muster, category: "incident:server" };
  const { ticket } = await office.run("desk.ticket.create", { intake, condition: {} });
  return ticket as { id: string; number: string }; // texts by contract
}

const sla = (variables: JsonObject) => variables["sla"] as JsonObject; // an object by contract

test.serial(
  "clocks run from the creation of the ticket in the agreed calendar, and the tasks are due with the first",
  async (t) => {
    const ticket = await openTicket();
    at("23T16:30");

    const variables = await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: business });

    t.like(sla(variables), {
      responseDueAt: "2026-11-23T10:00:00.000Z",
      resolutionDueAt: "2026-11-23T13:00:00.000Z",
      nextClock: "response",
      nextPercent: 50,
      nextThresholdAt: "2026-11-23T09:30:00.000Z",
      breached: false,
    });
    t.is((variables["ticket"] as JsonObject)["slaDueAt"], "2026-11-23T10:00:00.000Z"); // an object by contract
    t.deepEqual(office.effects(), [
      { kind: "rescheduleTasks", businessKey: ticket.number, dueAt: new Date("2026-11-23T10:00:00Z") },
    ]);
  },
);

test.serial("each threshold is told once, in the order of time, and at 100 % the clock is breached", async (t) => {
  const ticket = await openTicket();
  await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: { responseMin: 60, resolutionMin: null } });

  const told: unknown[] = [];
  let next: unknown = "2026-11-23T09:30:00.000Z";
  while (typeof next === "string") {
    office.clock.now = new Date(next);
    const after = sla(await office.run("desk.sla.threshold", { ticketId: ticket.id }));
    told.push([after["clock"], after["percent"], after["breached"]]);
    next = after["nextThresholdAt"];
  }

  t.deepEqual(told, [
    ["response", 50, false],
    ["response", 75, false],
    ["response", 90, false],
    ["response", 100, true],
  ]);
});

test.serial("a threshold that has moved away is not told", async (t) => {
  const ticket = await openTicket();
  await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: business });

  t.like(sla(await office.run("desk.sla.threshold", { ticketId: ticket.id })), {
    percent: null,
    clock: null,
    nextPercent: 50,
  });
});

test.serial("a pause over night costs only its service minutes, and while it stands nothing is due", async (t) => {
  const ticket = await openTicket();
  await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: business });
  at("23T10:30");
  const paused = sla(await office.run("desk.sla.pause", { ticketId: ticket.id, reason: "waiting" }));
  t.like(office.effects()[0], { kind: "rescheduleTasks", dueAt: null });
  at("24T08:30");
  const resumed = sla(await office.run("desk.sla.resume", { ticketId: ticket.id }));

  t.like(paused, { paused: true, nextThresholdAt: null });
  t.like(resumed, {
    paused: false,
    responseDueAt: "2026-11-24T08:00:00.000Z",
    resolutionDueAt: "2026-11-24T11:00:00.000Z",
  });
});

test.serial(
  "a change of priority counts anew from the start, in the new calendar, and keeps what was told",
  async (t) => {
    const ticket = await openTicket();
    await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: business });
    at("23T10:31");
    await office.run("desk.sla.threshold", { ticketId: ticket.id });

    const changed = sla(
      await office.run("desk.sla.change", {
        ticketId: ticket.id,
        targets: { responseMin: 15, resolutionMin: 600, calendar: "24x7" },
      }),
    );

    t.like(changed, {
      responseDueAt: "2026-11-23T09:15:00.000Z",
      resolutionDueAt: "2026-11-23T19:00:00.000Z",
      nextClock: "response",
      nextPercent: 75,
    });
  },
);

test.serial("a promise that is taken back and given again counts the pauses in between", async (t) => {
  const ticket = await openTicket();
  await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: business });
  at("23T10:10");
  await office.run("desk.sla.change", { ticketId: ticket.id, targets: { ...business, resolutionMin: null } });
  at("23T10:30");
  await office.run("desk.sla.pause", { ticketId: ticket.id });
  at("23T11:30");
  await office.run("desk.sla.resume", { ticketId: ticket.id });

  const again = sla(await office.run("desk.sla.change", { ticketId: ticket.id, targets: business }));

  t.is(again["resolutionDueAt"], "2026-11-23T14:00:00.000Z");
  t.deepEqual(
    await office.rows("select stopped_at, stop_reason from sla_clocks where ticket_id = $1 and kind = 'resolution'", [
      ticket.id,
    ]),
    [{ stopped_at: null, stop_reason: null }],
  );
});

test.serial("a clock that is promised late knows the pauses before it", async (t) => {
  const ticket = await openTicket();
  await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: { responseMin: 60, resolutionMin: null } });
  at("23T10:10");
  await office.run("desk.sla.pause", { ticketId: ticket.id });
  at("23T11:10");
  await office.run("desk.sla.resume", { ticketId: ticket.id });

  const raised = sla(await office.run("desk.sla.change", { ticketId: ticket.id, targets: business }));

  t.is(raised["resolutionDueAt"], "2026-11-23T14:00:00.000Z");
});

test.serial("a public answer meets the response clock; time alone does not", async (t) => {
  const ticket = await openTicket();
  await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: business });
  const work = { ticketId: ticket.id, technician: "bo", minutes: 10, workType: "remote", note: "looked" };
  await office.run("desk.time.record", work);
  const before = await office.rows("select stop_reason from sla_clocks where ticket_id = $1 and kind = 'response'", [
    ticket.id,
  ]);
  at("23T10:40");
  await office.run("desk.time.record", { ...work, reply: "We are on it." });
  const after = await office.rows(
    "select stop_reason, is_breached from sla_clocks where ticket_id = $1 and kind = 'response'",
    [ticket.id],
  );

  t.deepEqual(before, [{ stop_reason: null }]);
  t.deepEqual(after, [{ stop_reason: "met", is_breached: false }]);
  t.like(office.effects()[0], { kind: "rescheduleTasks", dueAt: new Date("2026-11-23T13:00:00Z") });
});

for (const [reason, time, breached] of [
  ["resolved", "23T12:00", [false, true]],
  ["resolved", "23T14:01", [true, true]],
  ["merged", "23T14:01", [false, false]],
  ["cancelled", "23T14:01", [false, false]],
] as const) {
  test.serial(`stopped as ${reason} at ${time}: resolution, response breached ${breached.join(", ")}`, async (t) => {
    const ticket = await openTicket();
    await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: business });
    at(time);
    const stopped = sla(await office.run("desk.sla.stop", { ticketId: ticket.id, reason }));
    const clocks = await office.rows(
      "select is_breached, stop_reason from sla_clocks where ticket_id = $1 order by kind",
      [ticket.id],
    );

    t.is(stopped["nextThresholdAt"], null);
    // Ordered by kind: resolution, response.
    t.deepEqual(
      clocks.map((clock) => clock["is_breached"]),
      [breached[0], breached[1]],
    );
    t.true(clocks.every((clock) => clock["stop_reason"] === (reason === "resolved" ? "met" : reason)));
  });
}

test.serial("a reopened ticket begins a new round with a clock for the solution only", async (t) => {
  const ticket = await openTicket();
  await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: business });
  await office.run("desk.ticket.update", { ticketId: ticket.id, changes: { status: "resolved" } });
  await office.run("desk.sla.stop", { ticketId: ticket.id, reason: "resolved" });
  at("24T09:00");
  await office.run("desk.ticket.update", { ticketId: ticket.id, changes: { status: "triaged" } });

  const restarted = sla(await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: business }));

  t.like(restarted, { resolutionDueAt: "2026-11-24T12:00:00.000Z", nextClock: "resolution", breached: false });
  t.is((await office.rows("select 1 from sla_clocks where ticket_id = $1", [ticket.id])).length, 4);
});

test.serial("the reason of a breach stays with the clock", async (t) => {
  const ticket = await openTicket();
  await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: business });
  at("23T15:00");
  await office.run("desk.sla.stop", { ticketId: ticket.id, reason: "resolved" });
  await office.run("desk.sla.reason", {
    ticketId: ticket.id,
    clock: "resolution",
    cause: "vendor",
    reason: "late part",
    measure: "stock",
  });

  const [clock] = await office.rows(
    "select breach_reason from sla_clocks where ticket_id = $1 and kind = 'resolution'",
    [ticket.id],
  );
  t.like(clock?.["breach_reason"], { cause: "vendor", measure: "stock" });
});

test.serial("lists see the clock that is due first with the share that is used", async (t) => {
  const ticket = await openTicket();
  await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: business });
  at("23T10:45");

  const standings = await office.within((tx) =>
    readStandings(tx, office.calendars, [ticket.number, "T-none"], office.clock.now),
  );

  t.is(standings.size, 1);
  t.like(standings.get(ticket.number), { kind: "response", percent: 75, isBreached: false, pausedAt: null });
});

test.serial("a clock is not broken a moment before its time, though its share is shown as all of it", async (t) => {
  const ticket = await openTicket();
  await office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: business });
  office.clock.now = new Date("2026-11-23T09:59:45Z");

  const standings = await office.within((tx) => readStandings(tx, office.calendars, [ticket.number], office.clock.now));

  t.like(standings.get(ticket.number), { percent: 100, isBreached: false });
});

test.serial("a calendar nobody laid out is refused", async (t) => {
  const ticket = await openTicket();
  const wanted = { responseMin: 60, calendar: "moon" };

  const refusal = await t.throwsAsync(office.run("desk.sla.start", { ticket: { id: ticket.id }, targets: wanted }), {
    instanceOf: Refusal,
  });

  t.is(refusal.code, "calendar.missing");
});
