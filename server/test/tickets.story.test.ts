import test from "ava";
import type { Ticket } from "../http/wire.ts";
import { transact } from "../db/transact.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { deskOf, given } from "./desks.ts";
import type { Refused } from "./desks.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { answer, gather } from "./story.ts";
import type { Cast } from "./story.ts";

let site: Served;
let cast: Cast;
test.before(async (t) => {
  t.timeout(120_000);
  site = await served();
  cast = await gather([site.url]);
});
test.after.always(() => site?.close());

type Opened = { readonly number: string; readonly instanceId: string };

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));

/** The ids of a customer's records by name. */
async function idOf(table: "customers" | "contacts" | "assets" | "sites", customer: string): Promise<string> {
  const by = table === "customers" ? "r.id" : "r.customer_id";
  const [row] = await rows(
    `select r.id from ${table} r where ${by} = (select id from customers where name = $1) order by r.id limit 1`,
    [customer],
  );
  return String(row?.["id"]);
}

const whole = (client: Client, number: string) => given(client.send<Ticket>("GET", `/api/tickets/${number}`));

test.serial(
  "a technician opens a ticket by hand; it has its number at once and its process goes on with it",
  async (t) => {
    t.timeout(60_000);
    const technician = await cast.as("blang");
    const ticket = {
      customerId: await idOf("customers", "Muster GmbH"),
      contactId: await idOf("contacts", "Muster GmbH"),
      assetId: await idOf("assets", "Muster GmbH"),
      title: "Drucker druckt nur weiße Seiten",
      description: "Seit heute früh, alle am Empfang",
      channel: "walk_in",
      impact: "medium",
      urgency: "medium",
    };
    const { number, instanceId } = await given(technician.send<Opened>("POST", "/api/tickets", ticket));

    const read = await whole(technician, number);
    t.like(read, { title: ticket.title, description: ticket.description, channel: "walk_in", kind: "incident" });
    t.like(read, { customer: "Muster GmbH", assetId: ticket.assetId, contactId: ticket.contactId, impact: "medium" });
    t.is(read.messages[0]?.author, read.contact ?? "");
    t.true(read.instanceIds.includes(instanceId));
    await answer(cast, number, "ticket_accept", { decision: "accept" });
    await eventually("the ticket to be worked on", async () =>
      (await whole(technician, number)).status === "in_progress" ? true : undefined,
    );
    t.deepEqual(await rows("select count(*)::int as count from tickets where title = $1", [ticket.title]), [
      { count: 1 },
    ]);
    t.deepEqual(await rows("select business_key, status from instances where id = $1", [instanceId]), [
      { business_key: number, status: "running" },
    ]);
    t.deepEqual(await rows("select actor from trail where stream_id = $1 order by seq limit 1", [instanceId]), [
      { actor: "blang" },
    ]);
  },
);

test.serial("what does not fit is said at its field, and nothing is opened", async (t) => {
  const dispatcher = await cast.as("esommer");
  const customerId = await idOf("customers", "Muster GmbH");
  const [other] = await rows("select id from contacts where customer_id <> $1 limit 1", [customerId]);
  const before = await rows("select count(*)::int as count from tickets");
  const ticket = {
    customerId,
    contactId: other?.["id"],
    category: "nonsense",
    title: "Fremder Kontakt",
    channel: "phone",
  };

  const refused = await dispatcher.send<Refused>("POST", "/api/tickets", ticket);
  const shapeless = await dispatcher.send<Refused>("POST", "/api/tickets", { ...ticket, title: " ", channel: "fax" });
  const reader = await deskOf(site, "reader", ["desk.read"]);
  const unable = await reader.send<Refused>("POST", "/api/tickets", { ...ticket, contactId: null, category: null });

  t.deepEqual([refused.status, shapeless.status, unable.status], [422, 400, 403]);
  t.is(refused.body.code, "ticket.parties");
  t.deepEqual(
    refused.body.complaints?.map(({ place }) => place),
    ["/contactId", "/category"],
  );
  t.deepEqual(shapeless.body.complaints?.map(({ place }) => place).toSorted(), ["/channel", "/title"]);
  t.deepEqual(await rows("select count(*)::int as count from tickets"), before);
});

test.serial("under one idempotency key a ticket is opened once", async (t) => {
  const customerId = await idOf("customers", "Muster GmbH");
  const session = await fetch(`${site.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-requested-with": "ablauf" },
    body: JSON.stringify({ login: "esommer", password: "ablauf-demo" }),
  });
  const headers = {
    "content-type": "application/json",
    "x-requested-with": "ablauf",
    "idempotency-key": "once",
    cookie: session.headers.get("set-cookie")?.split(";")[0] ?? "",
  };
  const send = async (title: string) => {
    const body = JSON.stringify({ customerId, title, channel: "phone" });
    const response = await fetch(`${site.url}/api/tickets`, { method: "POST", headers, body });
    return { status: response.status, body: (await response.json()) as Partial<Opened & Refused> };
  };

  const first = await send("Nur einmal");
  const second = await send("Nur einmal");
  const another = await send("Etwas anderes");

  t.is(first.status, 200);
  t.deepEqual(second, first);
  t.deepEqual([another.status, another.body.code], [409, "idempotency.mismatch"]);
  t.is((await rows("select 1 from tickets where title = 'Nur einmal'")).length, 1);
  await eventually("the ticket to be qualified", async () => {
    const { body } = await cast.admin.send<{ items: unknown[] }>(
      "GET",
      `/api/tasks?view=all&search=${first.body.number}`,
    );
    return body.items.length > 0 ? true : undefined;
  });
});

/** A ticket of somebody's that is being worked on. */
async function inWork(
  title: string,
  by = "esommer",
): Promise<{ readonly number: string; readonly technician: string }> {
  const customerId = await idOf("customers", "Muster GmbH");
  const contactId = await idOf("contacts", "Muster GmbH");
  const ticket = {
    customerId,
    contactId,
    title,
    channel: "phone",
    impact: "low",
    urgency: "low",
    category: "capacity",
  };
  const { number } = await given((await cast.as(by)).send<Opened>("POST", "/api/tickets", ticket));
  await answer(cast, number, "ticket_accept", { decision: "accept" });
  const technician = await eventually("the ticket to be worked on", async () => {
    const { status, assignee, acts } = await whole(cast.admin, number);
    return status === "in_progress" && acts.merge === "possible" ? (assignee ?? "") : undefined;
  });
  return { number, technician };
}

const statusOf = (number: string, status: string) =>
  eventually(`${number} to be ${status}`, async () =>
    (await whole(cast.admin, number)).status === status ? true : undefined,
  );

const trailOf = (number: string) =>
  rows("select type, actor from trail where stream_id = $1 order by seq", [`case:${number}`]);

const clocksOf = (number: string) =>
  rows(
    `select kind, target_minutes from sla_clocks where ticket_id = (select id from tickets where number = $1) and kind = 'resolution'`,
    [number],
  );

test.serial("another priority is what the matrix says, deadlines follow, and the reason stays", async (t) => {
  t.timeout(60_000);
  const { number, technician } = await inWork("Server wird langsam");
  const mine = await cast.as(technician);
  const slow = await clocksOf(number);
  const before = await whole(mine, number);

  const [stranger = ""] = ["blang", "ahuber", "cweiss"].filter((login) => login !== technician);
  const refused = await (
    await cast.as(stranger)
  ).send<Refused>("POST", `/api/tickets/${number}/priority`, { impact: "high", reason: "x" });
  const unreasoned = await mine.send<Refused>("POST", `/api/tickets/${number}/priority`, {
    impact: "high",
    reason: " ",
  });
  const done = await mine.send("POST", `/api/tickets/${number}/priority`, {
    impact: "high",
    urgency: "high",
    reason: "Alle stehen",
  });

  t.deepEqual([refused.status, refused.body.code], [403, "ticket.others"]);
  t.deepEqual(
    unreasoned.body.complaints?.map(({ place }) => place),
    ["/reason"],
  );
  t.is(done.status, 204);
  const after = await eventually("another priority", async () => {
    const read = await whole(mine, number);
    return read.priority === before.priority ? undefined : read;
  });
  t.like(after, { priority: "P1", impact: "high", urgency: "high" });
  t.true(
    after.messages.some(
      ({ body, author }) => author === technician && body.includes(`${before.priority} → P1: Alle stehen`),
    ),
  );
  // by the standard's targets the lowest priority promises no solution, the highest does
  t.deepEqual(slow, []);
  await eventually("a deadline", async () => ((await clocksOf(number)).length > 0 ? true : undefined));
  t.deepEqual(await trailOf(number), [{ type: "reprioritiseTicket", actor: technician }]);
});

test.serial(
  "tickets are merged by whoever is in charge, not with another customer's unless that is said",
  async (t) => {
    t.timeout(90_000);
    const { number } = await inWork("Doppelt");
    const { number: into } = await inWork("Das Original");
    const dispatcher = await cast.as("esommer");
    const { number: foreign } = await given(
      dispatcher.send<Opened>("POST", "/api/tickets", {
        customerId: await idOf("customers", "Bäcker Müller KG"),
        title: "Bei jemand anderem",
        channel: "phone",
      }),
    );
    const merge = (which: string, body: object) =>
      dispatcher.send<Refused>("POST", `/api/tickets/${which}/merge`, body);

    const itself = await merge(number, { into: number });
    const others = await merge(number, { into: foreign });
    const done = await merge(number, { into, reason: "Derselbe Vorfall" });
    const back = await merge(into, { into: number });

    t.deepEqual([itself.body.code, itself.body.complaints?.[0]?.place], ["ticket.merge", "/into"]);
    t.deepEqual([others.body.code, others.body.complaints?.[0]?.place], ["ticket.otherCustomer", "/otherCustomer"]);
    t.is(done.status, 204);
    t.deepEqual([back.status, back.body.code], [422, "ticket.merge"]);
    await statusOf(number, "merged");
    const target = await whole(dispatcher, into);
    t.true(target.messages.some(({ body }) => body.startsWith(`${number} → ${into}`)));
    t.deepEqual(await trailOf(number), [{ type: "mergeTicket", actor: "esommer" }]);
    t.deepEqual(
      await rows(
        "select kind from sla_clocks where ticket_id = (select id from tickets where number = $1) and stopped_at is null",
        [number],
      ),
      [],
    );
    const again = await merge(number, { into });
    t.deepEqual([again.status, again.body.code], [409, "ticket.notWaiting"]);
  },
);

test.serial("a ticket is cancelled with a reason, not before it is triaged", async (t) => {
  t.timeout(60_000);
  const dispatcher = await cast.as("esommer");
  const customerId = await idOf("customers", "Muster GmbH");
  const { number: untriaged } = await given(
    dispatcher.send<Opened>("POST", "/api/tickets", { customerId, title: "Noch nicht eingeordnet", channel: "phone" }),
  );
  const early = await dispatcher.send<Refused>("POST", `/api/tickets/${untriaged}/cancel`, { reason: "doch nicht" });
  const { number } = await inWork("Hat sich erledigt");
  const done = await dispatcher.send("POST", `/api/tickets/${number}/cancel`, { reason: "Kunde zieht zurück" });

  t.deepEqual([early.status, early.body.code], [409, "ticket.notWaiting"]);
  t.is((await whole(dispatcher, untriaged)).acts.cancel, "notWaiting");
  t.is(done.status, 204);
  await statusOf(number, "cancelled");
  t.is((await whole(dispatcher, number)).resolution, "Kunde zieht zurück");
  t.deepEqual(await trailOf(number), [{ type: "cancelTicket", actor: "esommer" }]);
});

test.serial("a customer's confirmation ends the wait for it", async (t) => {
  t.timeout(60_000);
  const { number, technician } = await inWork("Ist gelöst");
  const mine = await cast.as(technician);
  const early = await mine.send<Refused>("POST", `/api/tickets/${number}/confirm`);
  await answer(cast, number, "ticket_work", {
    outcome: "solved",
    resolution: "Neu gestartet.",
    resolutionCode: "fixed",
    minutes: 10,
    workType: "remote",
  });
  await eventually("the confirmation to be awaited", async () =>
    (await whole(mine, number)).acts.confirm === "possible" ? true : undefined,
  );
  const done = await mine.send("POST", `/api/tickets/${number}/confirm`);

  t.deepEqual([early.status, early.body.code], [409, "ticket.notWaiting"]);
  t.is(done.status, 204);
  await eventually("the ticket to be closed", async () =>
    (await whole(mine, number)).status.startsWith("closed") ? true : undefined,
  );
  t.deepEqual(
    (await trailOf(number)).filter(({ type }) => type === "confirmTicket"),
    [{ type: "confirmTicket", actor: technician }],
  );
});

test.serial("an open ticket is edited; its process, its tasks and its contract see what it is now", async (t) => {
  t.timeout(60_000);
  const { number } = await inWork("Falscher Kunde");
  const dispatcher = await cast.as("esommer");
  const before = await whole(dispatcher, number);
  const [other] = await rows(
    `select c.id, c.name from customers c where c.name <> 'Muster GmbH' and exists (select 1 from contracts k where k.customer_id = c.id) order by c.name limit 1`,
  );
  const path = `/api/tickets/${number}`;

  const foreign = await dispatcher.send<Refused>("PATCH", path, {
    customerId: other?.["id"],
    revision: before.revision,
  });
  const done = await dispatcher.send("PATCH", path, {
    title: "Richtiger Kunde",
    customerId: other?.["id"],
    contactId: null,
    revision: before.revision,
  });
  const late = await dispatcher.send<Refused>("PATCH", path, { title: "Zu spät", revision: before.revision });

  t.deepEqual([foreign.status, foreign.body.complaints?.[0]?.place], [422, "/contactId"]);
  t.is(done.status, 204);
  t.deepEqual([late.status, late.body.code], [409, "record.changed"]);
  t.like(await whole(dispatcher, number), { title: "Richtiger Kunde", customer: other?.["name"], contact: null });
  const seen = await rows(
    `select title, customer, variables -> 'ticket' ->> 'title' as "inside", variables -> 'ticket' ->> 'customerName' as "whose"
     from instances where business_key = $1 and definition_key = 'ticket-lifecycle'`,
    [number],
  );
  t.deepEqual(seen, [
    { title: "Richtiger Kunde", customer: other?.["name"], inside: "Richtiger Kunde", whose: other?.["name"] },
  ]);
  t.deepEqual(await rows("select distinct title from tasks where business_key = $1", [number]), [
    { title: "Richtiger Kunde" },
  ]);
  const [contract] = await rows(
    `select k.customer_id = t.customer_id as fits from tickets t join contracts k on k.id = t.contract_id where t.number = $1`,
    [number],
  );
  t.deepEqual(contract, { fits: true });
  t.deepEqual(await trailOf(number), [{ type: "changeTicket", actor: "esommer" }]);
  await eventually("the process to go on", async () =>
    (await whole(dispatcher, number)).acts.reprioritise === "possible" ? true : undefined,
  );
  t.deepEqual(
    await rows("select code from faults f join instances i on i.id = f.instance_id where i.business_key = $1", [
      number,
    ]),
    [],
  );
});
