import test from "ava";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { everyTenant } from "../../db/transact.ts";
import { createTenant } from "../../identity/users.ts";
import { mondayAtTen, officeTenant, openOffice } from "../../test/office.ts";
import { isThanks } from "./reopen.ts";

const office = await openOffice();
test.after.always(() => office.close());
test.beforeEach(() => {
  office.clock.now = mondayAtTen;
});

type Ticket = JsonObject & { readonly id: string; readonly number: string };

async function openTicket(changes: JsonObject = {}): Promise<Ticket> {
  const intake = {
    channel: "mail",
    title: "Server steht",
    description: "Hilfe",
    customerId: office.ids.muster,
    ...changes,
  };
  return (await office.run("desk.ticket.create", { intake, condition: {} }))["ticket"] as Ticket; // by contract
}

async function update(ticketId: string, changes: JsonObject): Promise<Ticket> {
  return (await office.run("desk.ticket.update", { ticketId, changes }))["ticket"] as Ticket; // by contract
}

test.serial("a ticket knows its customer, contact, asset, contract and what they mean for it", async (t) => {
  const ticket = await openTicket({
    contactId: office.ids.erika,
    assetId: office.ids.server,
    category: "incident:server",
    impact: "high",
    urgency: "high",
  });

  t.like(ticket, {
    customerName: "Muster GmbH",
    contactName: "Erika Muster",
    contactEmail: "erika@muster.example",
    vip: true,
    language: "de",
    assetName: "SERVER-01",
    categoryName: "Server",
    contractKind: "bucket",
    slaClass: "gold",
    requiredSkill: "windows",
    requiredLevel: 1,
    status: "new",
    priority: null,
    assignee: null,
    security: false,
  });
  t.regex(ticket.number, /^T-2026-\d{5}$/);
});

test.serial("fifty tickets at once have fifty numbers without a gap, and a rolled-back one leaves none", async (t) => {
  const before = Number((await openTicket()).number.slice(-5));
  await t.throwsAsync(
    office.within(async (tx) => {
      await tx.query("update number_ranges set next_number = next_number + 1 where key = 'T'");
      throw new Error("rolled back");
    }),
  );
  const numbers = (await Promise.all(Array.from({ length: 50 }, () => openTicket()))).map((ticket) =>
    Number(ticket.number.slice(-5)),
  );

  t.deepEqual(
    numbers.toSorted((a, b) => a - b),
    Array.from({ length: 50 }, (_, index) => before + 1 + index),
  );
});

test.serial("a new year begins a new range, by the calendar of the house and not by UTC", async (t) => {
  office.clock.now = new Date("2026-12-31T23:30:00Z");

  t.is((await openTicket()).number, "T-2027-00001");
});

test.serial("solving, closing and reopening leave their marks", async (t) => {
  const { id } = await openTicket();
  const solved = await update(id, { status: "resolved", resolution: "Neustart", resolutionCode: "fixed" });
  const closed = await update(id, { status: "closed_to_invoice" });
  const reopened = await update(id, { status: "triaged" });
  const again = await update(id, { status: "in_progress" });

  t.like(solved, { status: "resolved", resolution: "Neustart", reopened: 0, resolvedAt: mondayAtTen.toISOString() });
  t.like(closed, { status: "closed_to_invoice", reopened: 0 });
  t.like(reopened, { status: "triaged", reopened: 1, resolvedAt: null });
  t.like(again, { reopened: 1 });
});

test.serial("null changes nothing, the level has a ceiling, and the unknown is refused", async (t) => {
  const { id } = await openTicket({ impact: "low" });
  const same = await update(id, { impact: null, level: 7 });
  const refused = async (changes: JsonObject) =>
    (await t.throwsAsync(update(id, changes), { instanceOf: Refusal })).code;

  t.like(same, { impact: "low", level: 3 });
  t.is(await refused({ colour: "red" }), "desk.input");
  t.is(await refused({ status: "merged" }), "desk.input");
  t.is(await refused({ category: "unknown" }), "ticket.reference");
});

test.serial("the gate asks for time, a solution and solved children", async (t) => {
  const parent = await openTicket();
  const child = await openTicket();
  await update(child.id, { parentNumber: parent.number });
  const gate = async () => (await office.run("desk.ticket.gate", { ticketId: parent.id }))["gate"];
  const missing = await gate();
  await office.run("desk.time.record", {
    ticketId: parent.id,
    technician: "bo",
    minutes: 10,
    workType: "remote",
    note: "x",
  });
  await update(parent.id, { resolution: "done" });
  const half = await gate();
  await update(child.id, { status: "resolved" });

  t.deepEqual(missing, { complete: false, missing: ["time", "resolution", "children"] });
  t.deepEqual(half, { complete: false, missing: ["children"] });
  t.deepEqual(await gate(), { complete: true, missing: [] });
});

test.serial(
  "a merge takes words and times along; two merges at once neither lock each other nor close a circle",
  async (t) => {
    const [a, b] = await Promise.all([openTicket(), openTicket()]);
    await office.run("desk.time.record", {
      ticketId: a.id,
      technician: "bo",
      minutes: 10,
      workType: "remote",
      note: "x",
    });

    const both = await Promise.allSettled([
      office.run("desk.ticket.merge", { ticketId: a.id, intoNumber: b.number }),
      office.run("desk.ticket.merge", { ticketId: b.id, intoNumber: a.number }),
    ]);

    t.is(both.filter((each) => each.status === "fulfilled").length, 1);
    const [merged] = await office.rows(
      "select merged_into_id from tickets where id = any($1::uuid[]) and status = 'merged'",
      [[a.id, b.id]],
    );
    t.is(
      (await office.rows("select 1 from time_entries where ticket_id = $1", [merged?.["merged_into_id"]])).length,
      1,
    );
    const self = await t.throwsAsync(office.run("desk.ticket.merge", { ticketId: b.id, intoNumber: b.number }), {
      instanceOf: Refusal,
    });
    t.is(self.code, "ticket.merge");
  },
);

test.serial("time outside of service hours has its own class, counted when the work began", async (t) => {
  const { id } = await openTicket();
  const classAt = async (instant: string) => {
    office.clock.now = new Date(instant);
    const { timeEntry } = await office.run("desk.time.record", {
      ticketId: id,
      technician: "bo",
      minutes: 30,
      workType: "remote",
      note: "x",
    });
    const [row] = await office.rows("select time_class from time_entries where id = $1", [
      (timeEntry as JsonObject)["id"],
    ]); // by contract
    return row?.["time_class"];
  };

  t.is(await classAt("2026-11-23T10:00:00Z"), "BT");
  t.is(await classAt("2026-11-23T16:15:00Z"), "BT");
  t.is(await classAt("2026-11-23T19:00:00Z"), "ST");
  t.is(await classAt("2026-11-28T10:00:00Z"), "OT");
  t.is(await classAt("2026-12-25T10:00:00Z"), "OT");
});

test.serial("without minutes only the words are kept; a journey is an entry of its own", async (t) => {
  const { id } = await openTicket();
  const note = await office.run("desk.time.record", { ticketId: id, technician: "bo", minutes: 0, note: "only words" });
  await office.run("desk.time.record", {
    ticketId: id,
    technician: "bo",
    minutes: 60,
    travelMinutes: 40,
    workType: "onsite",
    note: "there",
    report: { signer: "E. M." },
  });

  t.is(note["timeEntry"], null);
  t.deepEqual(
    (await office.rows("select work_type, minutes from time_entries where ticket_id = $1 order by minutes", [id])).map(
      (row) => ({ ...row }),
    ),
    [
      { work_type: "travel", minutes: 40 },
      { work_type: "onsite", minutes: 60 },
    ],
  );
  const refusal = await t.throwsAsync(office.run("desk.time.record", { ticketId: id, minutes: 5, note: "x" }), {
    instanceOf: Refusal,
  });
  t.is(refusal.code, "desk.input");
});

test.serial("what the reopening rule asks: days, invoiced, same symptom, thanks", async (t) => {
  const { id } = await openTicket({ title: "Drucker Papierstau Buchhaltung" });
  await update(id, { status: "resolved" });
  office.clock.now = new Date("2026-11-26T09:00:00Z");
  const facts = async (text: string) =>
    (await office.run("desk.reopen.facts", { ticketId: id, message: { text, subject: "" } }))["reopenFacts"];

  t.deepEqual(await facts("Der Drucker hat Papierstau."), {
    daysSinceClosed: 3,
    invoiced: false,
    sameSymptom: true,
    thankYouMail: false,
  });
  t.deepEqual(await facts("Vielen Dank!"), {
    daysSinceClosed: 3,
    invoiced: false,
    sameSymptom: false,
    thankYouMail: true,
  });
});

test("thanks with a question or a but are none", (t) => {
  t.true(isThanks("Danke, läuft!"));
  t.true(isThanks("Thank you very much."));
  t.false(isThanks("Danke, aber es geht noch nicht."));
  t.false(isThanks("Danke. Und wann kommt der Rest?"));
  t.false(isThanks("Es geht wieder nicht."));
});

test.serial("another tenant sees nothing of it", async (t) => {
  const { id } = await openTicket();
  await office.within((tx) => createTenant(tx, "t2", "Other", mondayAtTen), everyTenant);

  t.is((await office.within((tx) => tx.query("select 1 from tickets where id = $1", [id]), "t2")).length, 0);
  t.is((await office.within((tx) => tx.query("select 1 from tickets where id = $1", [id]), officeTenant)).length, 1);
  await t.throwsAsync(
    office.within(
      (tx) => tx.query("insert into skills (tenant_id, key, label_de, label_en) values ('t1', 'x', 'x', 'x')"),
      "t2",
    ),
    { message: /row-level security/ },
  );
});
