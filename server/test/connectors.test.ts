import test from "ava";
import { connect } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import { createPerformers } from "../connectors/performers.ts";
import { BpmnError } from "../base/bpmnError.ts";
import type { JsonObject } from "../base/json.ts";
import type { Connector, ConnectorCall, ConnectorKind, ConnectorTest } from "../http/wireConnectors.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { worldFor } from "./world.ts";

let server: Served;
let admin: Client;
let dispatcher: Client;
test.before(async () => {
  server = await served();
  admin = await openClient([server.url], { login: "admin", password: "ablauf-demo" });
  dispatcher = await openClient([server.url], { login: "esommer", password: "ablauf-demo" });
});
test.after.always(() => server.close());

test.serial(
  "every kind tells in both languages what it is for, and its form asks for what its settings are",
  async (t) => {
    const { body } = await admin.send<{ items: ConnectorKind[] }>("GET", "/api/connector-kinds");

    t.true(body.items.length >= 11);
    for (const { key, label, about, fields, secrets } of body.items) {
      t.regex(key, /^[a-z][a-z0-9-]+$/);
      for (const each of [
        label,
        about,
        ...fields.map((field) => field.label),
        ...secrets.map((secret) => secret.label),
      ])
        t.true(each.de !== "" && each.en !== "", key);
    }
    t.is(new Set(body.items.map(({ capability }) => capability)).size, 12);
  },
);

test.serial(
  "a connector is added, tested, told to fail, enabled and removed, and all of it stands in the trail",
  async (t) => {
    const { id } = await add("RMM", "simulator-remoteaction", { failFirst: 1 });

    const failed = await admin.send<ConnectorTest>("POST", `/api/connectors/${id}/test`);
    const fine = await admin.send<ConnectorTest>("POST", `/api/connectors/${id}/test`);
    await admin.send("PATCH", `/api/connectors/${id}`, { isEnabled: true, name: "RMM 2" });
    const read = await admin.send<Connector>("GET", `/api/connectors/${id}`);
    const calls = await admin.send<{ items: ConnectorCall[] }>("GET", `/api/connectors/${id}/calls`);
    const removed = await admin.send("DELETE", `/api/connectors/${id}`);
    const gone = await admin.send("GET", `/api/connectors/${id}`);

    t.like(failed.body, {
      isFine: false,
      steps: [{ answer: "Expected test to work, but the simulator fails attempt 1" }],
    });
    t.true(fine.body.isFine);
    t.like(read.body, { name: "RMM 2", isEnabled: true, mode: "simulator", test: { isFine: true } });
    t.deepEqual(calls.body.items, []);
    t.is(removed.status, 204);
    t.is(gone.status, 404);
    const types = (await trail()).filter(({ data }) => data["id"] === id).map(({ type }) => type);
    t.deepEqual(types, ["createConnector", "changeConnector", "deleteConnector"]);
  },
);

test.serial("names are unique, kinds are known, a simulator is never live", async (t) => {
  await add("Einmal", "simulator-psa");

  const twice = await admin.send("POST", "/api/connectors", {
    kind: "simulator-psa",
    name: "Einmal",
    mode: "simulator",
  });
  const unknown = await admin.send("POST", "/api/connectors", { kind: "nope", name: "x" });
  const live = await admin.send("POST", "/api/connectors", { kind: "simulator-psa", name: "x", mode: "live" });
  const secret = await admin.send("PUT", `/api/connectors/${(await add("Ohne", "simulator-psa")).id}/secrets/key`, {
    value: "x",
  });

  t.like(twice, { status: 409, body: { code: "connector.name" } });
  t.like(unknown, { status: 422, body: { code: "connector.kind" } });
  t.like(live, { status: 422, body: { code: "connector.mode" } });
  t.like(secret, { status: 404, body: { code: "connector.secret" } });
});

test.serial("only administrators see connectors", async (t) => {
  for (const [method, path] of [
    ["GET", "/api/connectors"],
    ["GET", "/api/connector-kinds"],
    ["POST", "/api/connectors/01900000-0000-7000-8000-000000000001/test"],
  ] as const) {
    t.is((await dispatcher.send(method, path)).status, 403, path);
  }
});

test.serial(
  "an action from afar is done once under its key, stays open as long as told, and a refusal is an error of the model",
  async (t) => {
    const remote = { action: "isolate", target: "srv01" };
    const run = await act("remote.run", remote, true);
    const nothing = await t.throwsAsync(act("remote.run", remote, false), { instanceOf: BpmnError });
    const { id } = await add("EDR", "simulator-remoteaction", { pending: 2 });
    await admin.send("PATCH", `/api/connectors/${id}`, { isEnabled: true });

    const started = await act("remote.run", remote, false);
    const first = await act("remote.status", { remote: started["remote"] ?? null }, false);
    const second = await act("remote.status", { remote: started["remote"] ?? null }, false);
    await admin.send("PATCH", `/api/connectors/${id}`, { simulation: { refuse: true } });
    const refused = await t.throwsAsync(act("remote.run", remote, false), { instanceOf: BpmnError });
    await admin.send("DELETE", `/api/connectors/${id}`);

    t.like(run, { remote: { state: "done", isSimulated: true } });
    t.is(nothing?.code, "connector.failed");
    t.like(started, { remote: { state: "running" } });
    t.like([first, second], [{ remote: { state: "running" } }, { remote: { state: "done" } }] as never);
    t.is(refused?.code, "action.failed");
  },
);

async function add(name: string, kind: string, simulation: object = {}): Promise<{ id: string }> {
  return (await admin.send<{ id: string }>("POST", "/api/connectors", { kind, name, mode: "simulator", simulation }))
    .body;
}

async function trail(): Promise<{ type: string; data: JsonObject }[]> {
  const database = connect(server.house.database.url);
  try {
    return await transact(database, "main", (tx) =>
      tx.query("select type, data from trail where tenant_id = $1 and stream_id = 'connectors' order by seq", [
        tx.tenantId,
      ]),
    );
  } finally {
    await database.destroy();
  }
}

async function act(type: string, input: JsonObject, simulates: boolean): Promise<JsonObject> {
  const { database, now } = server.house;
  const performers = createPerformers({
    ...worldFor(database, now),
    simulates,
    loadTemplate: () => Promise.resolve(undefined),
    timeZone: "Europe/Berlin",
    mail: { publicUrl: "http://127.0.0.1:8080", from: "desk@msp.example" },
  });
  const performer = performers.find(({ types }) => types.includes(type));
  if (performer?.perform.kind !== "outside") throw new Error(`nobody performs ${type}`);
  const job = {
    tenantId: "main",
    instanceId: "01900000-0000-7000-8000-000000000001",
    waitId: "w",
    elementId: "e",
    type,
    input,
  };
  return performer.perform.run(
    { ...job, headers: {}, token: "x", attempts: 1, retriesLeft: 3 },
    new AbortController().signal,
  );
}
