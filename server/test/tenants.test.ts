import test from "ava";
import type { TenantList } from "../http/wireTenants.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

const password = "a long password";
const nord = {
  id: "nord",
  name: "Nord IT GmbH",
  administrator: { login: "nadja", name: "Nadja Nord", language: "en", password },
};

let site: Served;
let admin: Client;
test.before(async (t) => {
  t.timeout(300_000);
  site = await served();
  admin = await openClient([site.url], { login: "admin", password: "ablauf-demo" });
});
test.after.always(() => site?.close());

const listed = async () => (await admin.send<TenantList>("GET", "/api/tenants")).body.items;

test.serial("a tenant comes with its administrator and the standard, and sees nothing of others", async (t) => {
  t.timeout(120_000);
  const { status } = await admin.send("POST", "/api/tenants", nord);
  const nadja = await openClient([site.url], { login: "nadja", password });
  const session = await nadja.send<{ tenant: object }>("GET", "/api/session");
  const people = await nadja.send<{ items: { login: string }[] }>("GET", "/api/users");
  const customers = await nadja.send<{ items: unknown[] }>("GET", "/api/customers");
  const processes = await nadja.send<{ items: { key: string }[] }>("GET", "/api/definitions?limit=200");
  const categories = await nadja.send<{ items: { key: string }[] }>("GET", "/api/categories");
  const calendars = await nadja.send<{ items: { key: string; isDefault: boolean }[] }>("GET", "/api/calendars");
  const started = await nadja.send("POST", "/api/instances", { processKey: "asset-check", variables: {} });

  t.is(status, 204);
  t.deepEqual(session.body.tenant, { id: "nord", name: "Nord IT GmbH", isHome: false });
  t.deepEqual(
    people.body.items.map(({ login }) => login),
    ["nadja"],
  );
  t.deepEqual(customers.body.items, []);
  t.true(processes.body.items.some(({ key }) => key === "ticket-lifecycle"));
  t.true(categories.body.items.some(({ key }) => key === "incident"));
  t.is(calendars.body.items.find(({ isDefault }) => isDefault)?.key, "standard");
  t.true(started.status < 300);
  t.deepEqual(
    (await listed()).map(({ id, people: count, isHome, isEnabled }) => ({
      id,
      count: Math.min(count, 2),
      isHome,
      isEnabled,
    })),
    [
      { id: "nord", count: 1, isHome: false, isEnabled: true },
      { id: "main", count: 2, isHome: true, isEnabled: true },
    ],
  );
});

test.serial("what cannot be is refused, and leaves nothing behind", async (t) => {
  const nadja = await openClient([site.url], { login: "nadja", password });
  const answers = [
    await admin.send("POST", "/api/tenants", nord),
    await admin.send("POST", "/api/tenants", { ...nord, id: "sued" }),
    await admin.send("POST", "/api/tenants", { ...nord, id: "Süd" }),
    await admin.send("PATCH", "/api/tenants/nowhere", { name: "x" }),
    await admin.send("PATCH", "/api/tenants/standard", { name: "x" }),
    await admin.send("PATCH", "/api/tenants/main", { isEnabled: false }),
    await nadja.send("GET", "/api/tenants"),
    await nadja.send("PATCH", "/api/tenants/main", { name: "mine" }),
    await (await openClient([site.url], { login: "blang", password: "ablauf-demo" })).send("GET", "/api/tenants"),
  ];

  t.deepEqual(
    answers.map(({ status, body }) => `${status} ${String(body["code"])}`),
    [
      "409 tenant.exists",
      "409 user.exists",
      "400 body.shape",
      "404 tenant.missing",
      "404 tenant.missing",
      "409 tenant.home",
      "403 tenant.guest",
      "403 tenant.guest",
      "403 permission.missing",
    ],
  );
  t.deepEqual(
    (await listed()).map(({ id }) => id),
    ["nord", "main"],
  );
});

test.serial("a locked tenant lets nobody in, person or system, until it is opened again", async (t) => {
  const nadja = await openClient([site.url], { login: "nadja", password });
  const { body: made } = await nadja.send<{ secret: string }>("POST", "/api/tokens", {
    name: "RMM",
    permissions: ["messages.publish"],
  });
  const rmm = await openClient([site.url], { token: made.secret });
  const publish = () => rmm.send("POST", "/api/messages", { name: "nobody.waits", correlationKey: "1", variables: {} });
  const before = await publish();
  await admin.send("PATCH", "/api/tenants/nord", { isEnabled: false });
  const locked = [
    (await nadja.send("GET", "/api/session")).status,
    (await publish()).status,
    (await (await openClient([site.url], undefined)).send("POST", "/api/session", { login: "nadja", password })).status,
  ];
  await admin.send("PATCH", "/api/tenants/nord", { isEnabled: true, name: "Nord" });
  const again = await publish();
  const trail = await admin.send<{ items: { type: string; actor: string }[] }>(
    "GET",
    "/api/trail?object=access&limit=200",
  );

  t.is(before.status, 200);
  t.deepEqual(locked, [401, 401, 401]);
  t.is(again.status, 200);
  t.is(
    (await openClient([site.url], { login: "nadja", password }).then((c) => c.send("GET", "/api/session"))).status,
    200,
  );
  t.is((await listed()).find(({ id }) => id === "nord")?.name, "Nord");
  t.deepEqual(
    trail.body.items.filter(({ type }) => type.endsWith("Tenant")).map(({ type, actor }) => `${type} ${actor}`),
    ["changeTenant admin", "changeTenant admin", "createTenant admin"],
  );
});
