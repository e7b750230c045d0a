import test from "ava";
import { connect } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import { eventually, openClient } from "./client.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

let server: Served;
test.before(async () => {
  server = await served();
});
test.after.always(() => server.close());

test("an answered call becomes a task with its caller; after hanging up the time is proposed, once", async (t) => {
  const admin = await openClient([server.url], { login: "admin", password: "ablauf-demo" });
  const dispatcher = await openClient([server.url], { login: "esommer", password: "ablauf-demo" });
  const { body } = await admin.send<{ id: string }>("POST", "/api/connectors", {
    kind: "cti-push",
    name: "Anlage",
    settings: { users: "user+1 = esommer" },
  });
  await admin.send("PUT", `/api/connectors/${body.id}/secrets/pushKey`, { value: "geheim" });
  await admin.send("PATCH", `/api/connectors/${body.id}`, { isEnabled: true });
  const push = async (key: string, form: string) =>
    fetch(`${server.url}/api/calls/${body.id}/${key}`, {
      method: "POST",
      body: form,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  const call = "callId=307fa0962f2b&from=498211234501&to=491711234567890&direction=in";

  const stranger = await push("falsch", `event=answer&${call}`);
  const wrong = await push("geheim", "event=dance&callId=1&from=2");
  const statuses = [];
  for (const event of [
    "newCall&user%5B%5D=user%2B1",
    "answer&user=user%2B1",
    "answer&user=user%2B1",
    "hangup&user=user%2B1",
    "hangup&user=user%2B1",
  ])
    statuses.push((await push("geheim", `event=${event}&${call}`)).status);

  t.deepEqual([stranger.status, wrong.status], [404, 400]);
  t.deepEqual(statuses, [200, 200, 200, 200, 200]);
  const started = await rows("select instance_id as id from phone_calls where tenant_id = $1 and login = 'esommer'");
  t.is(started.length, 1);
  await eventually("the task to record the call", async () => {
    const tasks = await dispatcher.send<{ items: { instanceId: string }[] }>("GET", "/api/tasks?view=all");
    return tasks.body.items.find(({ instanceId }) => instanceId === started[0]?.["id"]);
  });
  const told = await rows("select title, link from notifications where tenant_id = $1 and job_key like 'call~%'");
  t.deepEqual(told, [{ title: "1 min Telefonat buchen?", link: `/ops/${String(started[0]?.["id"])}` }]);
  t.is((await rows("select 1 from messages where tenant_id = $1 and name = 'cti.hangup'")).length, 1);
});

test("a request of the portal is one request however often it is sent", async (t) => {
  const rmm = await openClient([server.url], { token: "abl_demo_rmm" });
  const request = {
    id: "p-1",
    title: "Neuer Laptop",
    contactEmail: "erika@muster.example",
    scope: "me",
    canWork: "yes",
  };

  const first = await rmm.send("POST", "/api/portal-requests", request);
  const again = await rmm.send("POST", "/api/portal-requests", request);
  const wrong = await rmm.send("POST", "/api/portal-requests", { ...request, contactEmail: "x" });

  t.like(first, { status: 200, body: { state: "started" } });
  t.deepEqual(again.body, first.body);
  t.is(wrong.status, 400);
});

async function rows(text: string): Promise<Record<string, unknown>[]> {
  const database = connect(server.house.database.url);
  try {
    return await transact(database, "main", (tx) => tx.query(text, ["main"]));
  } finally {
    await database.destroy();
  }
}
