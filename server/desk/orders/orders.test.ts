import test from "ava";
import { markStored, markVerified, readArchived } from "../archive/archive.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { mondayAtTen, openOffice } from "../../test/office.ts";

const office = await openOffice();
test.after.always(() => office.close());
test.beforeEach(() => {
  office.clock.now = mondayAtTen;
});

async function openTicket(changes: JsonObject = {}): Promise<{ readonly id: string; readonly number: string }> {
  const intake = {
    channel: "mail",
    title: "Server",
    customerId: office.ids.muster,
    contactId: office.ids.erika,
    assetId: office.ids.server,
    ...changes,
  };
  return (await office.run("desk.ticket.create", { intake, condition: {} }))["ticket"] as unknown as {
    id: string;
    number: string;
  }; // by contract
}

test.serial("a return takes the asset out of use and gives it back", async (t) => {
  const { id } = await openTicket();
  const state = async () =>
    (await office.rows("select state from assets where id = $1", [office.ids.server]))[0]?.["state"];

  const { rma } = await office.run("desk.rma.open", {
    ticketId: id,
    assetId: office.ids.server,
    path: "send_in",
    rma: { vendor: "HPE" },
  });
  const away = await state();
  const closed = await office.run("desk.rma.close", { ticketId: id, rma: rma ?? null, swap: null });

  t.like(rma, { number: "RMA-2026-00001", vendor: "HPE", path: "send_in" });
  t.is(away, "rma");
  t.like(closed["rma"], { state: "closed" });
  t.is(await state(), "in_use");
});

test.serial("what the return rule asks is false where nothing is known", async (t) => {
  const known = await office.run("desk.asset.facts", { ticket: { id: (await openTicket()).id } });
  const unknown = await office.run("desk.asset.facts", { ticket: { id: (await openTicket({ assetId: null })).id } });

  t.like(known["assetFacts"], { warranty: true, dataOnDevice: true, businessCritical: true });
  t.like(unknown["assetFacts"], { assetId: null, warranty: false, dataOnDevice: false });
});

test.serial("whether an order has to wait is asked of the customer as they are now", async (t) => {
  const { id } = await openTicket();
  const before = await office.run("desk.procurement.hold", { ticketId: id });
  await office.rows("update customers set credit_hold = true where id = $1 returning id", [office.ids.muster]);

  const after = await office.run("desk.procurement.hold", { ticketId: id });
  const unknown = await office.run("desk.procurement.hold", { ticketId: null, projectId: null });
  await office.rows("update customers set credit_hold = false where id = $1 returning id", [office.ids.muster]);

  t.like(before["credit"], { isOnHold: false, isSecurity: false });
  t.like(after["credit"], { isOnHold: true, isSecurity: false });
  t.like(unknown["credit"], { isOnHold: false, priority: null });
});

test.serial("an order arrives in parts and then as a whole", async (t) => {
  const { id } = await openTicket();
  const { order } = await office.run("desk.procurement.open", {
    ticketId: id,
    order: { supplier: "Acme", text: "SSD", netCents: 12900 },
  });
  const part = await office.run("desk.procurement.partial", {
    ticketId: id,
    order: order ?? null,
    delivery: { pieces: 1 },
  });
  const whole = await office.run("desk.procurement.receive", {
    ticketId: id,
    order: order ?? null,
    delivery: { pieces: 1 },
  });

  t.like(order, { number: "PO-2026-00001", state: "ordered", supplier: "Acme" });
  t.like(part["order"], { state: "partly_received" });
  t.like(whole["order"], { state: "received" });
  t.is(((whole["order"] as JsonObject)["deliveries"] as readonly unknown[]).length, 2); // by contract
});

async function nextApprover(changes: JsonObject): Promise<unknown> {
  return (await office.run("desk.approval.next", { approval, step: 1, ...changes }))["approver"];
}

const approval = {
  subject: "purchase",
  subjectId: "PO-1",
  requester: "bo",
  steps: ["purchasing", "management"],
  dueHours: 9,
};

test.serial("approvals go step by step, due in service time, and to the management when a step expires", async (t) => {
  t.like(await nextApprover({}), {
    group: "purchasing",
    login: null,
    excluded: "bo",
    dueAt: "2026-11-24T09:00:00.000Z",
    halfAt: "2026-11-23T13:30:00.000Z",
    more: true,
  });
  t.like(await nextApprover({ step: 2 }), { group: "management", more: false });
  t.like(await nextApprover({ expired: true }), { group: "management", substitute: false });
  t.like(await nextApprover({ delegateTo: "cleo" }), { login: "cleo" });
});

test.serial("who asked never decides", async (t) => {
  const record = (decidedBy: string) =>
    office.run("desk.approval.record", { approval, step: 1, decision: "approved", decidedBy });

  t.is((await t.throwsAsync(record("bo"), { instanceOf: Refusal })).code, "approval.requester");
  await record("dora");
  t.is((await office.rows("select 1 from approvals where decided_by = 'dora' and decision = 'approved'")).length, 1);
  await t.throwsAsync(office.rows("update approvals set decided_by = requested_by"), { message: /check constraint/ });
});

async function ask(id: string): Promise<unknown> {
  return (await office.run("desk.csat.allowed", { ticket: { id } }))["csatAllowed"];
}

test.serial("a contact is asked for satisfaction once in 14 days, also by two tickets at once", async (t) => {
  const tickets = await Promise.all([openTicket(), openTicket()]);

  const both = await Promise.all(tickets.map(({ id }) => ask(id)));
  office.clock.now = new Date("2026-12-08T09:00:00Z");

  t.is(both.filter((answer) => answer === true).length, 1);
  t.is(await ask(tickets[0]?.id ?? ""), true);
  t.is(await ask((await openTicket({ contactId: null, customerId: null })).id), false);
});

test.serial("the file of a ticket is sealed, stored, read back and never changes", async (t) => {
  const { id } = await openTicket();
  const archived = async (type: string, input: JsonObject) =>
    (await office.run(`desk.archive.${type}`, input))["archive"] as JsonObject; // by contract

  const built = await archived("build", { subject: { kind: "ticket", id } });
  const same = await archived("build", { subject: { kind: "ticket", id } });
  const sealed = await archived("seal", { archive: built, retention: { years: 6, class: "Handelsbrief" } });
  await archived("defer", { archive: sealed });
  const object = built["id"] as string; // by contract
  await office.within((tx) => markStored(tx, object, undefined));
  await office.within((tx) => readArchived(tx, object));
  const verified = await office.within((tx) => markVerified(tx, object));

  t.like(built, { country: "DE", docType: "ticket", state: "built", version: 1 });
  t.is(same["id"], built["id"]);
  t.like(sealed, { retainUntil: "2032-12-31", retentionClass: "Handelsbrief" });
  t.like(verified, { state: "verified", awaitsTimestamp: true });
  const change = (text: string) => t.throwsAsync(office.rows(text), { message: /never changes/ });
  await change("update archive_objects set body = 'x'");
  await change("update archive_objects set retain_until = '2027-01-01'");
  await change("delete from archive_objects");
});

test.serial("each sealed file names the one before it", async (t) => {
  for (let count = 0; count < 2; count += 1) {
    const { archive } = await office.run("desk.archive.build", {
      subject: { kind: "ticket", id: (await openTicket()).id },
    });
    await office.run("desk.archive.seal", { archive: archive ?? null, retention: { years: 6, class: "Handelsbrief" } });
  }

  const chain = await office.rows(
    "select sha256, previous_sha256 from archive_objects where sealed_no is not null order by sealed_no",
  );

  t.is(chain[0]?.["previous_sha256"], null);
  for (const [index, link] of chain.slice(1).entries()) t.is(link["previous_sha256"], chain[index]?.["sha256"]);
});
