import test from "ava";
import type { JsonObject } from "../base/json.ts";
import { transact } from "../db/transact.ts";
import type { WaitingChanges } from "../http/wireSystems.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { openHaloLike } from "./haloLike.ts";
import type { HaloLike } from "./haloLike.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";

let site: Served;
let halo: HaloLike;
let admin: Client;
let connectorId: string;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  halo = await openHaloLike();
  site = await served({ HTTP_ALLOWED_HOSTS: "127.0.0.1" });
  const cast = await gather([site.url]);
  admin = cast.admin;
});
test.after.always(async () => {
  await site?.close();
  await halo?.receiver.close();
});

interface Ticket {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly priority: string;
  readonly status: string;
  readonly revision: number;
}

const rowsOf = <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> =>
  transact(site.house.database, "main", (tx) => tx.query<T & Record<string, unknown>>(text, values));
const ticketOf = async (number: string): Promise<Ticket | undefined> =>
  (
    await rowsOf<Ticket>("select id, number, title, priority, status, revision from tickets where number = $1", [
      number,
    ])
  )[0];
const worked = async (customer: string): Promise<Ticket> => {
  const [ticket] = await rowsOf<Ticket>(
    `select t.id, t.number, t.title, t.priority, t.status, t.revision from tickets t join customers c on c.id = t.customer_id
     where t.status = 'in_progress' and c.name = $1 order by t.number limit 1`,
    [customer],
  );
  if (ticket === undefined) throw new Error(`the demo has no ticket of ${customer} that is worked on`);
  return ticket;
};
const inHalo = (title: string) =>
  eventually(`“${title}” in the PSA`, () =>
    Promise.resolve([...halo.rows.Tickets.values()].find(({ summary }) => summary === title)),
  );
/** What Halo's webhook does. */
const hook = (token = "hook-secret") =>
  fetch(`${site.url}/api/psa-hooks/${connectorId}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: '{"event":"Ticket Updated"}',
  });
const becomes = (number: string, is: (ticket: Ticket) => boolean) =>
  eventually(`${number} as the PSA has it`, async () => {
    const ticket = await ticketOf(number);
    return ticket !== undefined && is(ticket) ? ticket : undefined;
  });

test.serial(
  "an administrator connects a PSA and chooses what it leads for; who is there already is recognised",
  async (t) => {
    t.timeout(60_000);
    halo.put("Client", { id: 12, name: "MUSTER GMBH", inactive: false });
    halo.put("Client", { id: 13, name: "Neue Halo AG", inactive: false });
    halo.put("Users", { id: 56, name: "Hanna Halo", emailaddress: "hanna@neue-halo.example", client_id: 13 });
    halo.put("Users", { id: 55, name: "Ohne Adresse", emailaddress: "unknown", client_id: 13 });
    const url = `http://${halo.receiver.host}`;
    const mapping = ["priority P1 = 1", "priority P2 = 2", "priority P3 = 3", "priority P4 = 4", "status in_progress = 2", "status cancelled = 9", "type = 1"]; // prettier-ignore
    const settings = { url, authUrl: `${url}/auth`, clientId: "c", mapping: mapping.join("\n") };
    const made = await admin.send<{ id: string }>("POST", "/api/connectors", {
      name: "Halo",
      kind: "psa-halo",
      settings,
    });
    t.is(made.status, 200, JSON.stringify(made.body));
    connectorId = made.body.id;
    for (const [name, value] of [
      ["clientSecret", "s"],
      ["hookToken", "hook-secret"],
    ] as const)
      // prettier-ignore
      await admin.send("PUT", `/api/connectors/${connectorId}/secrets/${name}`, { value });
    t.is((await admin.send("PATCH", `/api/connectors/${connectorId}`, { isEnabled: true })).status, 204);

    for (const entity of ["customers", "contacts", "tickets", "time"])
      t.is((await admin.send("PUT", `/api/systems-of-record/${entity}`, { connectorId })).status, 204, entity);

    const [contact] = await eventually("the contact of the PSA", async () => {
      const rows = await rowsOf<{ name: string; customer: string }>(
        "select p.name, c.name as customer from contacts p join customers c on c.id = p.customer_id where p.email = 'hanna@neue-halo.example'",
      );
      return rows.length > 0 ? rows : undefined;
    });
    t.like(contact, { name: "Hanna Halo", customer: "Neue Halo AG" });
    const kept = await eventually("what could not be taken over in the trail", async () => {
      const rows = await rowsOf<{ data: JsonObject }>("select data from trail where type = 'keepRecord'");
      return rows.length > 0 ? rows : undefined;
    });
    t.deepEqual(kept.map(({ data }) => [data["entity"], data["externalId"]]), [["contacts", "55"]]); // prettier-ignore
    const [muster, ...more] = await rowsOf<{ name: string }>(
      "select name from customers where lower(name) = 'muster gmbh'",
    );
    t.deepEqual([muster?.name, more.length], ["MUSTER GMBH", 0]);
    const { body } = await admin.send<{ items: { entity: string; connectorId: string | null }[] }>(
      "GET",
      "/api/systems-of-record",
    );
    t.deepEqual(
      body.items.filter((each) => each.connectorId === connectorId).map(({ entity }) => entity),
      ["tickets", "time", "customers", "contacts"],
    );
    t.is((await admin.send("PUT", "/api/systems-of-record/customers", { connectorId: "00000000-0000-7000-8000-000000000000" })).status, 422); // prettier-ignore
  },
);

test.serial(
  "a ticket that is changed here is opened there once, though its first answer was lost, with customer and priority",
  async (t) => {
    t.timeout(60_000);
    const before = await worked("MUSTER GMBH");
    halo.isDown = true;
    const change = { title: "Server steht, auch in der PSA", revision: before.revision };
    t.is((await admin.send("PATCH", `/api/tickets/${before.number}`, change)).status, 204);
    await eventually("an attempt that failed", async () => {
      const { body } = await admin.send<WaitingChanges>("GET", "/api/psa-changes");
      return body.items.find(({ number, code }) => number === before.number && code === "psa.unreachable");
    });
    halo.isDown = false;
    t.is((await admin.send("POST", `/api/psa-changes/tickets/${before.id}/retry`)).status, 204);

    const there = await inHalo(change.title);

    t.like(there, { client_id: 12, tickettype_id: 1, status_id: 2 });
    t.is(there["priority_id"], Number(before.priority.slice(1)));
    await eventually("nothing more to write", async () => {
      const { body } = await admin.send<WaitingChanges>("GET", "/api/psa-changes");
      return body.items.some(({ recordId }) => recordId === before.id) ? undefined : true;
    });
    t.is([...halo.rows.Tickets.values()].filter(({ summary }) => summary === change.title).length, 1);
  },
);

test.serial(
  "what is changed there reaches the ticket, its process and its clock; the same again changes nothing",
  async (t) => {
    t.timeout(60_000);
    const before = await worked("MUSTER GMBH");
    const there = await inHalo(before.title);
    const priority = before.priority === "P1" ? 3 : 1;
    t.is((await hook("wrong")).status, 401);

    halo.put("Tickets", { id: there.id, summary: "In der PSA umbenannt", priority_id: priority });
    t.is((await hook()).status, 204);
    const after = await becomes(
      before.number,
      (each) => each.title === "In der PSA umbenannt" && each.priority === `P${priority}`,
    );

    const [held] = await rowsOf<{ title: string }>(
      "select variables -> 'ticket' ->> 'title' as title from instances where business_key = $1 and parent_id is null",
      [before.number],
    );
    t.is(held?.title, "In der PSA umbenannt");
    const trail = await rowsOf<{ type: string; actor: string }>("select type, actor from trail where stream_id = $1 and actor = 'Halo' order by seq", [`case:${before.number}`]); // prettier-ignore
    t.deepEqual(trail.map(({ type }) => type), ["changeTicket", "reprioritiseTicket"]); // prettier-ignore
    const sent = halo.receiver.seen.filter(({ method, path }) => method === "POST" && path === "/api/Tickets").length;
    await hook();
    await eventually("another turn", async () => {
      const { body } = await admin.send<{ items: { name: string; polledAt: string | null }[] }>(
        "GET",
        "/api/connectors",
      );
      return body.items.find(({ name }) => name === "Halo");
    });
    t.is(halo.receiver.seen.filter(({ method, path }) => method === "POST" && path === "/api/Tickets").length, sent);
    t.is((await ticketOf(before.number))?.revision, after.revision);
  },
);

test.serial("changed on both sides, the system of record wins, and the trail tells what it overruled", async (t) => {
  t.timeout(60_000);
  const before = await worked("MUSTER GMBH");
  const there = await inHalo(before.title);
  // who reads the PSA just now could take over the one change before the other is made, and nothing would be overruled
  await eventually("nobody to read the PSA", async () => {
    const read = await rowsOf(
      "select 1 as one from connectors where id = $1 and (leased_by is not null or is_called)",
      [connectorId],
    );
    return read.length === 0 || undefined;
  });
  halo.put("Tickets", { id: there.id, summary: "So heißt es dort" });
  const change = { title: "So heißt es hier", description: "Nur hier geändert", revision: before.revision };
  t.is((await admin.send("PATCH", `/api/tickets/${before.number}`, change)).status, 204);

  await becomes(before.number, ({ title }) => title === "So heißt es dort");
  await eventually("what was changed here alone", () =>
    Promise.resolve(halo.rows.Tickets.get(there.id)?.["details"] === "Nur hier geändert" || undefined),
  );

  t.is(halo.rows.Tickets.get(there.id)?.["summary"], "So heißt es dort");
  const [overruled] = await eventually("what was overruled in the trail", async () => {
    const rows = await rowsOf<{ data: JsonObject; actor: string }>(
      "select data, actor from trail where type = 'overruleRecord'",
    );
    return rows.length > 0 ? rows : undefined;
  });
  t.like(overruled, { actor: "Halo" });
  t.deepEqual(overruled?.data["members"], ["title"]);
});

/** How much of a kind was written there so far. */
const written = (place: string) =>
  halo.receiver.seen.filter(({ method, path }) => method === "POST" && path === `/api/${place}`).length;
/** A change whose answer is lost is tried again, as soon as it is known that it failed. */
const tryAgain = async (entity: string, id: string) => {
  await eventually("an attempt without an answer", async () => {
    const { body } = await admin.send<WaitingChanges>("GET", "/api/psa-changes");
    return body.items.find(({ recordId, code }) => recordId === id && code === "psa.unreachable");
  });
  expectDone(await admin.send("POST", `/api/psa-changes/${entity}/${id}/retry`));
  await settled(id);
};
const expectDone = ({ status, body }: { status: number; body: unknown }): void => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
};
const settled = (id: string) =>
  eventually("nothing more to write", async () => {
    const { body } = await admin.send<WaitingChanges>("GET", "/api/psa-changes");
    return body.items.some(({ recordId }) => recordId === id) ? undefined : true;
  });

test.serial("a change whose answer is lost is written once, and overrules nothing", async (t) => {
  t.timeout(60_000);
  const before = await worked("MUSTER GMBH");
  const there = await inHalo(before.title);
  const [was] = await rowsOf<{ count: number }>("select count(*)::int from trail where type = 'overruleRecord'");
  const sent = written("Tickets");
  halo.cuts = 1;

  expectDone(
    await admin.send("PATCH", `/api/tickets/${before.number}`, { title: "Einmal genügt", revision: before.revision }),
  );
  await tryAgain("tickets", before.id);

  t.is(halo.rows.Tickets.get(there.id)?.["summary"], "Einmal genügt");
  t.is(written("Tickets"), sent + 1);
  halo.put("Tickets", { id: there.id, summary: "Dort später" });
  t.is((await hook()).status, 204);
  await becomes(before.number, ({ title }) => title === "Dort später");
  const [is] = await rowsOf<{ count: number }>("select count(*)::int from trail where type = 'overruleRecord'");
  t.deepEqual(is, was);
});

test.serial("what somebody changes there while a change of ours is written is taken over all the same", async (t) => {
  t.timeout(60_000);
  const before = await worked("MUSTER GMBH");
  const there = await inHalo(before.title);
  halo.meanwhile = () => halo.put("Tickets", { id: there.id, details: "Gerade dort ergänzt" });

  const change = { title: "Gerade hier umbenannt", revision: before.revision };
  expectDone(await admin.send("PATCH", `/api/tickets/${before.number}`, change));
  await settled(before.id);
  t.is(halo.rows.Tickets.get(there.id)?.["summary"], change.title);
  await hook();

  const described = await eventually("their words", async () => {
    const [row] = await rowsOf<{ title: string; description: string }>("select title, description from tickets where id = $1", [before.id]); // prettier-ignore
    return row?.description === "Gerade dort ergänzt" ? row : undefined;
  });
  t.is(described.title, change.title);
});

test.serial(
  "time without a word is booked there once, though somebody there booked as much and the answer is lost",
  async (t) => {
    t.timeout(60_000);
    const before = await worked("MUSTER GMBH");
    const there = await inHalo(before.title);
    halo.put("Actions", { id: 9_001, ticket_id: there.id, note: "", timetaken: 0.25 });
    halo.cuts = 1;
    const sent = written("Actions");
    const time = { ticketNumber: before.number, technician: "blang", startedAt: new Date(Date.now() - 7_200_000).toISOString(), minutes: 15, workType: "remote", note: "" }; // prettier-ignore

    const booked = await admin.send<{ id: string }>("POST", "/api/times", time);
    expectDone(booked);
    await tryAgain("time", booked.body.id);

    t.is(written("Actions"), sent + 1);
    const [tied] = await rowsOf<{ external: string }>("select external_id as external from external_refs where entity = 'time' and entity_id = $1", [booked.body.id]); // prettier-ignore
    const action = halo.rows.Actions.get(Number(tied?.external));
    t.like(action, { ticket_id: there.id, timetaken: 0.25, note: `[Ablauf ${booked.body.id}]` });
  },
);

test.serial("a ticket that gets another contact has it there as well", async (t) => {
  t.timeout(60_000);
  const before = await worked("MUSTER GMBH");
  const there = await inHalo(before.title);
  const [customer] = await rowsOf<{ id: string }>("select id from customers where name = 'MUSTER GMBH'");
  const made = await admin.send<{ id: string }>("POST", "/api/contacts", { customerId: customer?.id, name: "Nora Neu", email: "nora@muster.example" }); // prettier-ignore
  expectDone(made);
  const user = await eventually("the contact in the PSA", () =>
    Promise.resolve([...halo.rows.Users.values()].find(({ emailaddress }) => emailaddress === "nora@muster.example")),
  );
  t.is(user["client_id"], 12);

  const change = { contactId: made.body.id, revision: (await ticketOf(before.number))?.revision };
  expectDone(await admin.send("PATCH", `/api/tickets/${before.number}`, change));

  await eventually("the contact of the ticket", () =>
    Promise.resolve(halo.rows.Tickets.get(there.id)?.["user_id"] === user.id || undefined),
  );
  t.is(halo.rows.Tickets.get(there.id)?.["client_id"], 12);
});

test.serial("time that is booked here is booked there, and a ticket that is cancelled there ends here", async (t) => {
  t.timeout(60_000);
  const before = await worked("MUSTER GMBH");
  const there = await inHalo(before.title);
  const time = { ticketNumber: before.number, technician: "blang", startedAt: new Date(Date.now() - 3_600_000).toISOString(), minutes: 30, workType: "remote", note: "Dienst neu gestartet" }; // prettier-ignore
  const booked = await admin.send("POST", "/api/times", time);
  t.true(booked.status < 300, JSON.stringify(booked.body));

  const action = await eventually("the time in the PSA", () =>
    Promise.resolve(
      [...halo.rows.Actions.values()].find(
        ({ note }) => typeof note === "string" && note.startsWith("Dienst neu gestartet"),
      ),
    ),
  );
  t.like(action, { ticket_id: there.id, timetaken: 0.5 });
  halo.put("Tickets", { id: there.id, status_id: 9 });
  await hook();
  t.is((await becomes(before.number, ({ status }) => status === "cancelled")).status, "cancelled");
});

test.serial("a ticket that is opened there begins its life here", async (t) => {
  t.timeout(60_000);
  halo.put("Tickets", {
    id: 99,
    summary: "Drucker klemmt",
    details: "Papierstau",
    client_id: 13,
    user_id: 56,
    status_id: 1,
  });
  await hook();

  const [opened] = await eventually("the ticket", async () => {
    const rows = await rowsOf<{ channel: string; contact: string; instance: string | null }>(
      `select t.channel, p.name as contact, t.instance_id as instance from tickets t join contacts p on p.id = t.contact_id where t.title = 'Drucker klemmt'`,
    );
    return rows.length > 0 ? rows : undefined;
  });
  t.like(opened, { channel: "api", contact: "Hanna Halo" });
  t.not(opened?.instance, null);
});

test.serial("what cannot be written says what to do, and is written when it is done", async (t) => {
  t.timeout(60_000);
  for (const entity of ["customers", "contacts"])
    await admin.send("PUT", `/api/systems-of-record/${entity}`, { connectorId: null });
  const before = await worked("Stadtwerke Musterstadt");
  const title = "Leitwarte meldet Störung";
  await admin.send("PATCH", `/api/tickets/${before.number}`, { title, revision: before.revision });

  const failed = await eventually("the fault", async () => {
    const { body } = await admin.send<WaitingChanges>("GET", "/api/psa-changes");
    return body.items.find(({ recordId, isFailed }) => recordId === before.id && isFailed);
  });
  t.like(failed, { code: "psa.customer", attempts: 1 });
  t.regex(failed.error ?? "", /Expected Halo to know “Stadtwerke Musterstadt”, but nothing ties them: link its id/);
  const [customer] = await rowsOf<{ id: string }>("select id from customers where name = 'Stadtwerke Musterstadt'");
  const link = await admin.send("POST", `/api/customers/${customer?.id}/references`, {
    system: "psa-halo",
    externalId: "77",
  });
  t.true(link.status < 300, JSON.stringify(link.body));
  t.is((await admin.send("POST", `/api/psa-changes/tickets/${before.id}/retry`)).status, 204);

  t.like(await inHalo(title), { client_id: 77 });
});

interface Party {
  readonly id: string;
  readonly revision: number;
}

test.serial(
  "customers and contacts that this house leads for are kept as they are here where the PSA knows them",
  async (t) => {
    t.timeout(60_000);
    const partyOf = async (table: string, column: string, value: string): Promise<Party> => {
      const [row] = await rowsOf<Party>(`select id, revision from ${table} where ${column} = $1`, [value]);
      if (row === undefined) throw new Error(`${value} is not in ${table}`);
      return row;
    };
    const customer = await partyOf("customers", "name", "MUSTER GMBH");
    const contact = await partyOf("contacts", "email", "hanna@neue-halo.example");
    const unknown = await partyOf("customers", "name", "Alpen-IT Kunde GmbH");
    const clients = written("Client");
    halo.put("Client", { id: 12, colour: "blue" });

    expectDone(await admin.send("PATCH", `/api/customers/${unknown.id}`, { name: "Alpen-IT SE", revision: unknown.revision })); // prettier-ignore
    halo.cuts = 1;
    expectDone(await admin.send("PATCH", `/api/customers/${customer.id}`, { name: "Muster SE", revision: customer.revision })); // prettier-ignore
    await tryAgain("customers", customer.id);
    t.like(halo.rows.Client.get(12), { name: "Muster SE", inactive: false, colour: "blue" });
    t.is(written("Client"), clients + 1); // the other customer is known here only

    expectDone(await admin.send("PATCH", `/api/contacts/${contact.id}`, { phone: "+493012345678", revision: contact.revision })); // prettier-ignore
    await settled(contact.id);
    t.like(halo.rows.Users.get(56), { phonenumber: "+493012345678", name: "Hanna Halo" });
    halo.put("Users", { id: 56, name: "Hanna H." });
    const { revision } = await partyOf("contacts", "email", "hanna@neue-halo.example");
    expectDone(await admin.send("PATCH", `/api/contacts/${contact.id}`, { phone: null, revision }));
    await settled(contact.id);
    t.like(halo.rows.Users.get(56), { phonenumber: "", name: "Hanna H." }); // who leads changes what it changed
    const [kept] = await rowsOf<{ name: string }>("select name from contacts where id = $1", [contact.id]);
    t.is(kept?.name, "Hanna Halo");
  },
);
