import { request } from "node:http";
import test from "ava";
import { allRoutes } from "../http/routes/index.ts";
import { bpmn, flows } from "./models.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

let site: Served;
let admin: Client;
test.before(async () => {
  site = await served({ DEMO: "false", ADMIN_PASSWORD: "a long password" });
  admin = await openClient([site.url], { login: "admin", password: "a long password" });
});
test.after.always(() => site.close());

async function post(
  path: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<{ status: number; type: string | null; body: Record<string, unknown> }> {
  const { cookie } = await session();
  const response = await fetch(`${site.url}${path}`, {
    method: "POST",
    headers: { cookie, "x-requested-with": "ablauf", "content-type": "application/json", ...headers },
    body,
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

async function session(): Promise<{ cookie: string }> {
  const response = await fetch(`${site.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ login: "admin", password: "a long password" }),
  });
  return { cookie: (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "" };
}

interface Operation {
  readonly security?: readonly object[];
  readonly requestBody?: object;
  readonly responses: Record<string, object>;
}

test("the OpenAPI document describes exactly the routes there are", async (t) => {
  const { body } = await admin.send<{ openapi: string; paths: Record<string, Record<string, Operation>> }>(
    "GET",
    "/openapi.json",
  );

  const described = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const existing = allRoutes("x").map((route) => `${route.method} ${route.path.replaceAll(/:(\w+)/g, "{$1}")}`);
  t.is(body.openapi, "3.1.0");
  t.deepEqual(described.toSorted(), existing.toSorted());
  t.is(new Set(existing).size, existing.length);
});

test("every route that changes something asks who is there", async (t) => {
  const open = allRoutes("x").filter((route) => route.method !== "get" && route.permission === undefined);
  t.deepEqual(
    open.map((route) => route.path),
    // signing in, what other systems are given an address with a key of, and what customers are sent the secret address of
    [
      "/api/session",
      "/api/alert-hooks/:id",
      "/api/calls/:id/:key",
      "/api/psa-hooks/:id",
      "/feedback/:token",
      "/portal/leads",
      "/portal/quotes/:secret",
      "/portal/sign-in",
      "/portal/enter/:secret",
      "/portal/sign-out",
      "/portal/new",
      "/portal/tickets/:number",
      "/portal/solutions/:secret",
    ],
  );

  for (const route of allRoutes("x").filter((each) => each.permission !== undefined)) {
    const path = route.path.replaceAll(/:\w+/g, "00000000-0000-7000-8000-000000000000");
    const response = await fetch(`${site.url}${path}`, {
      method: route.method.toUpperCase(),
      headers: { "content-type": "application/json" },
    });
    t.is(response.status, 401, `${route.method} ${route.path}`);
    await response.body?.cancel();
  }
});

test("demo accounts do not exist without the demo", async (t) => {
  const { body } = await admin.send<{ isDemo: boolean; accounts: unknown[] }>("GET", "/api/welcome");

  t.deepEqual(body, { isDemo: false, accounts: [] });
  await t.throwsAsync(openClient([site.url], { login: "blang", password: "ablauf-demo" }), { message: /401/ });
});

for (const [name, body, headers, status, code] of [
  ["malformed JSON", "{", {}, 400, "body.json"],
  ["a body that is not UTF-8", Buffer.from([0x22, 0xff, 0x22]), {}, 400, "body.encoding"],
  ["another content type", "a=b", { "content-type": "application/x-www-form-urlencoded" }, 415, "body.type"],
  ["a body over the limit", JSON.stringify({ name: "x".repeat(3_000_000) }), {}, 413, "body.size"],
  ["a body of another shape", JSON.stringify({ name: 5 }), {}, 400, "body.shape"],
  [
    "a text with U+0000",
    JSON.stringify({ name: "n", variables: { text: "\u0000" }, timeToLive: 1000 }),
    {},
    400,
    "body.nul",
  ],
] as const) {
  test(`${name} is answered with ${status} and a problem document`, async (t) => {
    const answer = await post("/api/messages", body, headers);

    t.is(answer.status, status);
    t.is(answer.body["code"], code);
    t.is(answer.type, "application/problem+json");
    t.regex(String(answer.body["detail"]), /^Expected /);
    t.false(JSON.stringify(answer.body).includes("at file:"));
  });
}

for (const [name, xml, status, code] of [
  ["malformed XML", "<definitions", 400, "bpmn.xml"],
  ["a DOCTYPE", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><definitions/>', 400, "bpmn.doctype"],
  [
    "a process that cannot run",
    bpmn(
      "broken",
      '<bpmn:startEvent id="s"/><bpmn:scriptTask id="t" scriptFormat="text/vbscript"/><bpmn:endEvent id="s"/>',
    ),
    422,
    "definition.refused",
  ],
] as const) {
  test(`${name} is refused at deployment`, async (t) => {
    const answer = await post("/api/definitions", xml, { "content-type": "application/xml" });

    t.is(answer.status, status, JSON.stringify(answer.body));
    t.is(answer.body["code"], code);
  });
}

test("a foreign page cannot act with somebody's cookie", async (t) => {
  const { cookie } = await session();
  const response = await fetch(`${site.url}/api/messages`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: "{}",
  });

  t.is(response.status, 403);
});

test("somebody without the right is refused, and another tenant's instance is not there", async (t) => {
  await post(
    "/api/definitions",
    bpmn("mine", `<bpmn:startEvent id="s"/><bpmn:userTask id="u"/><bpmn:endEvent id="e"/>${flows("s", "u", "e")}`),
    { "content-type": "application/xml" },
  );
  const started = await admin.send<{ id: string }>("POST", "/api/instances", { processKey: "mine" });
  const { createTenant, createToken } = await import("../identity/users.ts");
  const { transact } = await import("../db/transact.ts");
  const now = new Date();
  const secret = await transact(site.house.database, "other", async (tx) => {
    await createTenant(tx, "other", "Other", now);
    return createToken(tx, { name: "reader", permissions: ["instances.read"], createdBy: "test" }, now);
  });
  const stranger = await openClient([site.url], { token: secret });

  const seen = await stranger.send<{ code: string }>("GET", `/api/instances/${started.body.id}`);
  const forbidden = await stranger.send<{ code: string }>("POST", "/api/messages", { name: "x" });

  t.is(seen.status, 404);
  t.is(seen.body.code, "instance.missing");
  t.is(forbidden.status, 403);
});

test("an address that does not exist is a problem too, and path tricks find no file", async (t) => {
  const missing = await admin.send<{ code: string }>("GET", "/api/nothing");
  t.is(missing.status, 404);
  t.is(missing.body.code, "route.missing");

  const status = await new Promise<number>((resolve, reject) => {
    const { hostname, port } = new URL(site.url);
    request({ hostname, port, path: "/assets/..%2f..%2f..%2fpackage.json" }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
  t.is(status, 404);
});

test("an administrator lets a system in, and shuts it out again", async (t) => {
  const created = await admin.send<{ secret: string }>("POST", "/api/tokens", {
    name: "RMM",
    permissions: ["messages.publish"],
  });
  const rmm = await openClient([site.url], { token: created.body.secret });
  const published = await rmm.send("POST", "/api/messages", { name: "nobody.waits", timeToLive: 0 });
  const { body } = await admin.send<{ items: { id: string; name: string }[] }>("GET", "/api/tokens");
  const token = body.items.find((item) => item.name === "RMM");

  await admin.send("DELETE", `/api/tokens/${token?.id}`);

  t.is(published.status, 200);
  t.is((await rmm.send("POST", "/api/messages", { name: "nobody.waits", timeToLive: 0 })).status, 401);
  t.false(JSON.stringify(body).includes(created.body.secret));
});

test("a person who is let in can sign in until shut out", async (t) => {
  const person = { login: "new.person", name: "New Person", roles: ["technician"], password: "twelve letters" };
  const made = await admin.send("POST", "/api/users", person);
  const again = await admin.send<{ code: string }>("POST", "/api/users", person);
  const client = await openClient([site.url], { login: person.login, password: person.password });
  const before = await client.send("GET", "/api/session");

  await admin.send("PATCH", "/api/users/new.person", { isActive: false });

  t.is(made.status, 204);
  t.is(again.body.code, "user.exists");
  t.is(before.status, 200);
  t.is((await client.send("GET", "/api/session")).status, 401);
});
