import test from "ava";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { mondayAtTen, openOffice } from "../../test/office.ts";
import { listCustomers, listTechnicians } from "./people.ts";
import { listProposals, readProposal } from "./proposals.ts";
import { listRoadmapItems } from "./roadmap.ts";
import { listTickets, readTicket, ticketsByNumbers } from "./tickets.ts";

const office = await openOffice();
test.after.always(() => office.close());

interface Ticket {
  readonly id: string;
  readonly number: string;
}

/** Ids of one instant have no order: what is to have one needs a later clock. */
function later(): void {
  office.clock.now = new Date(office.clock.now.getTime() + 60_000);
}

async function openTicket(title: string): Promise<Ticket> {
  later();
  const intake = {
    channel: "mail",
    title,
    customerId: office.ids.muster,
    category: "incident:server",
    sender: "erika@muster.example",
  };
  return (await office.run("desk.ticket.create", { intake, condition: {} }))["ticket"] as unknown as Ticket; // by contract
}

test.serial("tickets come newest first, page by page, none twice and none left out", async (t) => {
  const numbers: string[] = [];
  for (let count = 0; count < 7; count += 1) numbers.unshift((await openTicket(`Nr. ${count}`)).number);

  const seen: string[] = [];
  for (
    let after: { at: Date; id: string } | undefined,
      rows = await office.within((tx) => listTickets(tx, {}, { limit: 3 }));
    rows.length > 0;
  ) {
    seen.push(...rows.map((row) => row.number));
    const last = rows.at(-1);
    after = last && { at: last.createdAt, id: last.id };
    rows = await office.within((tx) => listTickets(tx, {}, { limit: 3, after }));
  }

  t.deepEqual(seen, numbers);
});

test.serial("tickets are narrowed by status, customer, assignee and text, whose signs mean themselves", async (t) => {
  const { id } = await openTicket("100 % voll");
  await office.run("desk.dispatch.assign", { ticketId: id, technician: "bo" });
  const find = async (filter: Parameters<typeof listTickets>[1]) =>
    (await office.within((tx) => listTickets(tx, filter, { limit: 50 }))).length;

  t.is(await find({ assignee: "bo" }), 1);
  t.is(await find({ statuses: ["assigned"] }), 1);
  t.is(await find({ customerId: office.ids.alpen }), 0);
  t.is(await find({ text: "100 %" }), 1);
  t.is(await find({ text: "%" }), 1);
  t.is(await find({ text: "muster gmbh" }), 8);
});

test.serial("a page of more than 200 is refused", async (t) => {
  const refusal = await t.throwsAsync(
    office.within(async (tx) => listTickets(tx, {}, { limit: 201 })),
    { instanceOf: Refusal },
  );

  t.is(refusal.code, "query.limit");
});

test.serial("a ticket is read with words, times and clocks; task lists get its clock", async (t) => {
  const { id, number } = await openTicket("Server");
  await office.run("desk.sla.start", { ticket: { id }, targets: { responseMin: 60, resolutionMin: 240 } });
  later();
  await office.run("desk.time.record", {
    ticketId: id,
    technician: "bo",
    minutes: 30,
    workType: "remote",
    note: "x",
    reply: "Fertig.",
  });

  const ticket = await office.within((tx) => readTicket(tx, number));
  const byNumber = await office.within((tx) =>
    ticketsByNumbers(tx, office.calendars, [number, "T-0"], office.clock.now),
  );

  t.deepEqual(
    ticket.messages.map((message) => [message.direction, message.author]),
    [
      ["in", "erika@muster.example"],
      ["out", "bo"],
    ],
  );
  t.deepEqual(
    ticket.times.map((time) => time.minutes),
    [30],
  );
  t.deepEqual(
    ticket.clocks.map((clock) => [clock.kind, clock.stopReason]),
    [
      ["resolution", null],
      ["response", "met"],
    ],
  );
  t.deepEqual(ticket.answers, []);
  t.is(byNumber.size, 1);
  t.is(byNumber.get(number)?.sla?.kind, "resolution");
  t.is(
    (
      await t.throwsAsync(
        office.within((tx) => readTicket(tx, "T-0")),
        { instanceOf: Refusal },
      )
    ).code,
    "ticket.missing",
  );
});

test.serial("a proposal is read with what the rules said", async (t) => {
  const { id, number } = await openTicket("Abrechnung");
  await office.run("desk.time.record", { ticketId: id, technician: "bo", minutes: 30, workType: "remote", note: "x" });
  const { billing } = await office.run("desk.billing.collect", { ticket: { id } });
  const [line] = (billing as unknown as { lines: readonly JsonObject[] }).lines; // by contract
  const verdict = {
    lineId: line?.["id"] ?? null,
    billability: { billable: "yes", priceFactor: 1, approval: "dispatcher" },
    rounding: { minMinutes: 0, stepMinutes: 15, mode: "up", scope: "entry" },
    price: { use: "list" },
    tax: { taxKey: "DE19", percent: 19 },
  };
  await office.run("desk.billing.draft", { billing: billing ?? null, verdicts: [verdict] });

  const [listed] = await office.within((tx) => listProposals(tx, { ticketNumber: number }, { limit: 10 }));
  const proposal = await office.within((tx) => readProposal(tx, listed?.id ?? ""));

  t.like(listed, { state: "draft", netCents: 6000, needsApproval: true, invoiceNumber: null, customer: "Muster GmbH" });
  t.like(proposal.lines[0], { pos: 1, netCents: 6000, approval: "dispatcher" });
  t.like(proposal.lines[0]?.ruleTrace, { billability: { billable: "yes" }, price: { use: "list" } });
});

test.serial("one theme of one customer is one item of the roadmap; each ticket is evidence once", async (t) => {
  const roadmapRequest = {
    customerId: office.ids.muster,
    theme: "lifecycle",
    horizon: "1y",
    priority: "medium",
    assetId: office.ids.server,
    title: "Server ersetzen",
    ticketNumber: "T-1",
  };
  const before = await office.run("desk.roadmap.find", { roadmapRequest });
  await Promise.all([
    office.run("desk.roadmap.create", { roadmapRequest }),
    office.run("desk.roadmap.create", { roadmapRequest }),
  ]);
  later();
  const second = await office.run("desk.roadmap.evidence", {
    roadmapRequest: { ...roadmapRequest, ticketNumber: "T-2" },
  });
  const [item, ...others] = await office.within((tx) =>
    listRoadmapItems(tx, { customerId: office.ids.muster }, { limit: 10 }),
  );

  t.like(before["roadmapItem"], { exists: false, id: null });
  t.like(second["roadmapItem"], { exists: true, evidence: 2 });
  t.deepEqual(others, []);
  t.like(item, { asset: "SERVER-01", theme: "lifecycle", state: "idea" });
  t.deepEqual(
    item?.evidence.map(({ origin }) => origin),
    ["T-1", "T-2"],
  );
});

test.serial("the roadmap rule hears how often, how old and how much", async (t) => {
  const intake = {
    channel: "rmm",
    title: "Alt",
    customerId: office.ids.muster,
    category: "capacity",
    assetId: office.ids.server,
  };
  const first = (await office.run("desk.ticket.create", { intake, condition: {} }))["ticket"] as unknown as Ticket; // by contract
  await office.run("desk.ticket.create", { intake, condition: {} });
  await office.run("desk.time.record", {
    ticketId: first.id,
    technician: "bo",
    minutes: 45,
    workType: "remote",
    note: "x",
  });

  const { roadmapFacts } = await office.run("desk.roadmap.facts", { ticket: { id: first.id } });

  t.deepEqual(roadmapFacts, { category: "capacity", occurrences90d: 2, assetAgeMonths: 65, effortMinutes90d: 45 });
});

test.serial("customers and staff are listed with what they have to do", async (t) => {
  const customers = await office.within((tx) => listCustomers(tx, { limit: 1 }));
  const next = await office.within((tx) => listCustomers(tx, { limit: 1, afterName: customers[0]?.name }));
  const staff = await office.within((tx) => listTechnicians(tx, mondayAtTen));

  t.deepEqual(
    [...customers, ...next].map(({ name }) => name),
    ["Alpen GmbH", "Muster GmbH"],
  );
  t.deepEqual(
    staff.map(({ login }) => login),
    ["ana", "bo", "cleo", "dora"],
  );
  t.like(staff[1], { openTickets: 1, isAbsent: false, skills: [{ skill: "windows", level: 4 }] });
});
