import test from "ava";
import { newId } from "../../base/id.ts";
import { BpmnError } from "../../base/bpmnError.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { connect } from "../../db/connect.ts";
import type { Database } from "../../db/connect.ts";
import { transact } from "../../db/transact.ts";
import { createTenant } from "../../identity/users.ts";
import { testDatabase } from "../../test/database.ts";
import type { TestDatabase } from "../../test/database.ts";
import { enabledConnectors } from "../frame/rows.ts";
import { linkTo } from "../../test/linked.ts";
import { openReceiver } from "../../test/receiver.ts";
import type { Given, Received } from "../../test/receiver.ts";
import { worldFor } from "../../test/world.ts";
import { chooseSystem } from "./choose.ts";
import { psaWork } from "./perform.ts";
import { differences } from "./receive.ts";
import { keepWritten, readSeen, replaceSeen, tie } from "./refs.ts";
import samples from "./requests.json" with { type: "json" };
import { isTwin } from "./twin.ts";
import { readMapping, toOurs, toTheirs } from "./words.ts";

let files: TestDatabase;
let database: Database;
const now = new Date("2026-11-23T09:00:00Z");
test.before(async () => {
  files = await testDatabase();
  database = connect(files.url);
});
test.after.always(async () => {
  await database.destroy();
  await files.drop();
});

const ticket = { title: "Backup fehlgeschlagen SERVER-01", description: "…" };

test("HaloPSA gets arrays with a token, as its sample says, and pages what changed", async (t) => {
  const { receiver, port } = await open(
    "halo",
    { authUrl: "http://HOST/auth", tenant: "msp", clientId: "c", mapping: "priority P3 = 2\ntype = 1\nstatus = 1" },
    { clientSecret: "s" },
    ({ method, path }) => {
      if (path.startsWith("/auth/token")) return { json: { access_token: "t-1" } };
      if (method === "GET")
        return {
          json: {
            record_count: 1,
            tickets: [{ id: 4711, summary: "x", priority_id: 2, lastactiondate: "2026-11-23T10:00:00Z" }],
          },
        };
      return { status: 201, json: { id: 4711, summary: ticket.title, priority_id: 2 } };
    },
  );
  t.teardown(() => receiver.close());

  const created = await port.create(
    "tickets",
    { ...ticket, customer: 12, site: 34, contact: 56, priority: "P3" },
    "job-1",
  );
  await port.create("time", { ticket: 4711, note: "Remote behoben", hours: 0.5, isInternal: false }, "job-2");
  await port.update("tickets", "4711", { status: 9 });
  const changes = await port.changes("tickets", "2026-11-23T09:00:00Z");

  t.like(created, { externalId: "4711", members: { priority: "P3" } });
  const posts = receiver.seen.filter(({ method, path }) => method === "POST" && path.startsWith("/api/"));
  t.deepEqual(
    posts.map(({ path, json }) => ({ path, body: json })),
    [
      pick(sampleOf("HaloPSA").createTicket),
      pick(sampleOf("HaloPSA").addTime),
      { path: "/api/Tickets", body: [{ id: 4711, status_id: 9 }] },
    ],
  );
  t.is(posts[0]?.headers.authorization, "Bearer t-1");
  t.is(posts[0]?.headers["idempotency-key"], "job-1");
  t.is(receiver.seen[0]?.path, "/auth/token?tenant=msp");
  t.deepEqual([changes.cursor, changes.records[0]?.members["priority"]], ["2026-11-23T10:00:00Z", "P3"]);
});

test("Autotask is asked for its zone first, with three headers", async (t) => {
  const { receiver, port } = await open(
    "autotask",
    { user: "api@msp.example", mapping: "" },
    { secret: "s", integrationCode: "code" },
    ({ path, headers }) =>
      path.includes("zoneInformation")
        ? { json: { zoneName: "x", url: `http://${headers.host}/ATServicesRest` } }
        : { json: { itemId: 88 } },
  );
  t.teardown(() => receiver.close());

  const created = await port.create(
    "tickets",
    { title: ticket.title, customer: 123, queue: 29682833, priority: 4, status: 1, source: 8 },
    "k",
  );
  await port.create(
    "time",
    { ticket: 4711, resource: 5, role: 7, hours: 0.5, day: "2026-11-22", note: "Remote behoben" },
    "k2",
  );

  t.is(created.externalId, "88");
  const posts = receiver.seen.filter(({ method }) => method === "POST");
  t.deepEqual(
    posts.map(({ path, json }) => ({ path: path.replace("/ATServicesRest/V1.0", ""), body: json })),
    [
      { ...pick(sampleOf("Autotask").createTicket), path: "/Tickets" },
      { ...pick(sampleOf("Autotask").addTime), path: "/TimeEntries" },
    ],
  );
  t.like(posts[0]?.headers, { username: "api@msp.example", secret: "s", apiintegrationcode: "code" });
});

test("ConnectWise signs in with company and keys, and is changed by JSON Patch", async (t) => {
  const { receiver, port } = await open(
    "connectwise",
    { company: "msp", publicKey: "pub", clientId: "cid", mapping: "board = Service\npriority P3 = 1" },
    { privateKey: "priv" },
    () => ({ json: { id: 4711 } }),
  );
  t.teardown(() => receiver.close());

  await port.create("tickets", { title: ticket.title, customer: 12, priority: "P3" }, "k");
  await port.create(
    "time",
    { ticket: 4711, kind: "ServiceTicket", hours: 0.5, note: "Remote behoben", startedAt: "2026-11-22T10:00:00Z" },
    "k2",
  );
  await port.update("tickets", "4711", { status: "Closed", title: "x" });
  await port.find("tickets", 'a" or "1"="1');

  const [created, timed, patched, found] = receiver.seen;
  t.deepEqual({ path: created?.path, body: created?.json }, pick(sampleOf("ConnectWise PSA").createTicket));
  t.deepEqual(timed?.json, sampleOf("ConnectWise PSA").addTime?.body);
  t.true(timed?.path.endsWith(sampleOf("ConnectWise PSA").addTime?.path ?? "?"));
  t.like(patched, {
    method: "PATCH",
    json: [
      { op: "replace", path: "/status/name", value: "Closed" },
      { op: "replace", path: "/summary", value: "x" },
    ],
  });
  t.is(created?.headers.authorization, `Basic ${Buffer.from("msp+pub:priv").toString("base64")}`);
  t.is(created?.headers["clientid"], "cid");
  t.is(new URL(found?.path ?? "", "http://x").searchParams.get("conditions"), 'summary contains "a or 1=1"');
});

test("TANSS gets tickets as far as they are known, and nothing else is pretended", async (t) => {
  const { receiver, port } = await open("tanss", { mapping: "type = 1\nstatus = 1" }, { apiToken: "tok" }, () => ({
    json: { content: { id: 5 } },
  }));
  t.teardown(() => receiver.close());

  const created = await port.create("tickets", { ...ticket, customer: 12 }, "k");
  const refusal = await t.throwsAsync(port.create("time", { hours: 1 }, "k"), { instanceOf: Refusal });

  t.is(created.externalId, "5");
  t.deepEqual({ path: receiver.seen[0]?.path, body: receiver.seen[0]?.json }, pick(sampleOf("TANSS").createTicket));
  t.is(receiver.seen[0]?.headers["apitoken"], "tok");
  t.is(refusal?.code, "psa.unsupported");
});

test("a record is created once and changed from then on; an entity has one system; what is refused is an error of the model", async (t) => {
  let asked = 0;
  const opened = await open("tanss", { mapping: "", entities: ["tickets"] }, { apiToken: "tok" }, () =>
    ++asked === 1 ? { json: { id: 5 } } : { status: 422, json: { error: "no such company" } },
  );
  const { receiver, world, tenantId } = opened;
  t.teardown(() => receiver.close());
  const id = newId(now);
  const save = (record: string, members: JsonObject) =>
    work(world, tenantId, "psa.save", { entity: "tickets", id: record, members });

  const first = await save(id, { title: "Eins" });
  const unsupported = await t.throwsAsync(save(id, { title: "Zwei" }), { instanceOf: Refusal });
  const refused = await t.throwsAsync(save(newId(now), { title: "Drei" }), { instanceOf: BpmnError });
  const nobody = await t.throwsAsync(work(world, tenantId, "psa.save", { entity: "assets", id, members: {} }), {
    instanceOf: BpmnError,
  });
  const second = await t.throwsAsync(
    linkTo(
      world,
      { tenantId, capability: "psa" },
      {
        kind: "psa-tanss",
        settings: { url: "http://x.example", entities: ["tickets", "time"] },
        secrets: { apiToken: "x" },
      },
    ),
    { instanceOf: Refusal },
  );

  t.like(first, { psa: { system: "psa-tanss", externalId: "5" } });
  t.is(unsupported?.code, "psa.unsupported");
  t.is(refused?.code, "psa.failed");
  t.is(nobody?.code, "connector.failed");
  t.is(second?.code, "connector.entity");
  t.is(receiver.seen.length, 2);
});

test("a translation goes there and back, and a member without a place is named", (t) => {
  const words = { title: "summary", priority: "priority.id", board: "board.name" };
  const mapping = readMapping("priority P1 = 4\nboard = Service");

  const theirs = toTheirs(words, mapping, { title: "x", priority: "P1" });

  t.deepEqual(theirs, { board: { name: "Service" }, summary: "x", priority: { id: 4 } });
  t.deepEqual(toOurs(words, mapping, theirs), { title: "x", priority: "P1", board: "Service" });
  t.is(t.throws(() => toTheirs(words, mapping, { colour: "red" }), { instanceOf: Refusal })?.code, "psa.member");
});

test("a contact of Autotask has one name here and two there, and both ways it stays the same", async (t) => {
  const { receiver, port } = await open(
    "autotask",
    { user: "api@msp.example", mapping: "" },
    { secret: "s", integrationCode: "code" },
    ({ path, headers, method }) => {
      if (path.includes("zoneInformation")) return { json: { url: `http://${headers.host}/ATServicesRest` } };
      return { json: method === "GET" ? { item: { id: 9, firstName: "Anna von der", lastName: "Heide" } } : {} };
    },
  );
  t.teardown(() => receiver.close());

  const read = await port.read("contacts", "9");
  await port.update("contacts", "9", { name: "Anna von der Heide" });
  await port.update("contacts", "9", { name: "Heide" });

  t.is(read.members["name"], "Anna von der Heide");
  t.deepEqual(
    receiver.seen.filter(({ method }) => method === "PATCH").map(({ json }) => json),
    [
      { id: 9, firstName: "Anna von der", lastName: "Heide" },
      { id: 9, firstName: "", lastName: "Heide" },
    ],
  );
  t.false(port.members("customers").includes("isInactive"));
});

test("a system does not lead for what it has no place for, and a record that is not there is none without members", async (t) => {
  const opened = await open("connectwise", { company: "msp", publicKey: "pub", clientId: "cid" }, { privateKey: "p" }, () => ({ json: [] })); // prettier-ignore
  const { receiver, world, tenantId, port } = opened;
  t.teardown(() => receiver.close());
  const [connector] = await transact(database, tenantId, (tx) => enabledConnectors(tx, "psa"));
  const connectorId = connector?.id ?? "";

  const refused = await t.throwsAsync(
    chooseSystem(world, { tenantId, actor: "admin" }, { entity: "contacts", connectorId }),
    { instanceOf: Refusal },
  );
  const gone = await t.throwsAsync(port.read("tickets", "5"), { instanceOf: Refusal });

  t.is(refused?.code, "psa.unsupported");
  t.is(gone?.code, "psa.missing");
});

test("what was emptied there is taken over, what is refused by another record's tie is said", async (t) => {
  const seen = { ours: { phone: "+49301234567" }, theirs: { phone: "+49301234567" } };

  t.deepEqual(differences({ phone: "+49301234567" }, { phone: null }, seen).taken, { phone: null });
  t.deepEqual(differences({ phone: "+49301234567" }, { phone: null }, undefined).taken, {});

  tenants += 1;
  const tenantId = `t${tenants}`;
  const [first, second] = [newId(now), newId(now)];
  await transact(database, tenantId, async (tx) => {
    await createTenant(tx, tenantId, tenantId, now);
    await tie(tx, { entity: "tickets", system: "psa-halo", id: first, externalId: "1" });
    await tie(tx, { entity: "tickets", system: "psa-halo", id: first, externalId: "1" });
  });
  const place = { entity: "tickets", system: "psa-halo", externalId: "1" } as const;
  const kept = await transact(database, tenantId, async (tx) => [
    await replaceSeen(tx, place, { before: undefined, now: seen }),
    await replaceSeen(tx, place, { before: undefined, now: seen }),
    await replaceSeen(tx, place, { before: seen, now: seen }),
  ]);
  const taken = await t.throwsAsync(
    transact(database, tenantId, (tx) => tie(tx, { ...place, id: second })),
    { instanceOf: Refusal },
  );

  t.deepEqual(kept, [true, false, true]);
  // while a change of ours was written, the poll compared what somebody had changed there
  const met = { ours: { title: "1", phone: "2" }, theirs: { title: "1", phone: "2" } };
  const after = await transact(database, tenantId, async (tx) => {
    await replaceSeen(tx, place, { before: seen, now: met });
    const before = { ours: { title: "0", phone: "2" }, theirs: { title: "0", phone: "2" } };
    await keepWritten(tx, place, { before, ours: { title: "9", phone: "3" }, theirs: { title: "9", phone: "3" } });
    return readSeen(tx, place);
  });
  t.deepEqual(after, { ours: { title: "1", phone: "3" }, theirs: { title: "1", phone: "3" } });
  t.is(taken?.code, "psa.tied");
});

test("a record that was sent before is recognised by more than its title", (t) => {
  const ours = { title: "Drucker", customer: 12, status: "in_progress" };
  const time = { note: "Remote", ticket: 5, hours: 0.5 };

  t.true(isTwin("tickets", ours, { title: "drucker", customer: "12", status: 3 }));
  t.false(isTwin("tickets", ours, { title: "Drucker", customer: 13, status: 3 }));
  t.false(isTwin("tickets", ours, { title: "Drucker", customer: 12, status: "closed" }));
  t.true(isTwin("time", time, { ...time, hours: "0.5000" }));
  t.false(isTwin("time", time, { ...time, ticket: 6 }));
  const marked = { ...time, note: "", reference: "Ablauf 1" };
  t.true(isTwin("time", marked, { reference: "Ablauf 1" }));
  t.false(isTwin("time", marked, { ...marked, reference: "Ablauf 2" }));
  t.false(isTwin("time", marked, time)); // somebody there has booked as much as we did
  t.true(isTwin("contacts", { name: "Ada", customer: 1 }, { name: "ada", customer: "1", email: null }));
  t.false(isTwin("contacts", { name: "Ada", customer: 1 }, { name: "Ada", customer: 1, email: "ada@example.com" }));
});

interface Sample {
  readonly path: string;
  readonly body?: Json;
}

function sampleOf(system: string): { readonly createTicket?: Sample; readonly addTime?: Sample } {
  return samples.find((each) => each.system === system) ?? {};
}

function pick(sample: Sample | undefined): { path: string | undefined; body: Json | undefined } {
  return { path: sample?.path, body: sample?.body };
}

let tenants = 0;

async function open(
  name: string,
  settings: JsonObject,
  secrets: Record<string, string>,
  answer: (request: Received) => Given,
) {
  tenants += 1;
  const tenantId = `t${tenants}`;
  await transact(database, tenantId, (tx) => createTenant(tx, tenantId, tenantId, now));
  const receiver = await openReceiver(answer);
  const world = worldFor(database, () => now, [receiver.host]);
  const given = Object.entries({ entities: ["tickets", "time"], url: `http://${receiver.host}`, ...settings });
  const all = Object.fromEntries(
    given.map(([key, value]) => [key, typeof value === "string" ? value.replace("HOST", receiver.host) : value]),
  );
  const linked = await linkTo(world, { tenantId, capability: "psa" }, { kind: `psa-${name}`, settings: all, secrets });
  return { receiver, world, tenantId, port: linked.port };
}

async function work(
  world: ReturnType<typeof worldFor>,
  tenantId: string,
  type: string,
  input: JsonObject,
): Promise<JsonObject> {
  const { perform } = psaWork(world);
  if (perform.kind !== "outside") throw new Error("a PSA is outside");
  const job = { tenantId, instanceId: newId(now), waitId: "w", elementId: "e", type, input };
  return perform.run({ ...job, headers: {}, token: "x", attempts: 1, retriesLeft: 3 }, new AbortController().signal);
}
