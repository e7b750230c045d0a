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
