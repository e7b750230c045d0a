import test from "ava";
import { eventually, openClient } from "../../test/client.ts";
import type { Client } from "../../test/client.ts";
import { bpmn, flows, service } from "../../test/models.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";
import { deployProcess } from "../../runtime/commands/deployProcess.ts";
import type * as wire from "../wire.ts";
import type { FaultCausePage, FaultsAlike } from "../wireOperations.ts";

let site: Served;
let admin: Client;
test.before(async () => {
  site = await served({ DEMO: "false", ADMIN_PASSWORD: "a long password" });
  admin = await openClient([site.url], { login: "admin", password: "a long password" });
  for (const key of ["psa", "rmm"])
    await deployProcess(site.house, { tenantId: "main", actor: "tester" }, { xml: line(key) });
});
test.after.always(() => site.close());

function line(key: string): string {
  const push = service("push", `push.${key}`, 1);
  return bpmn(key, `<bpmn:startEvent id="s"/>${push}<bpmn:endEvent id="e"/>${flows("s", "push", "e")}`);
}

/** Starts an instance and lets its only job run out of retries with a message. */
async function fail(processKey: string, message: string): Promise<string> {
  const { body } = await admin.send<{ id: string }>("POST", "/api/instances", { processKey, variables: {} });
  await exhaust(processKey, message);
  return body.id;
}

async function exhaust(processKey: string, message: string): Promise<void> {
  const wanted = { worker: "test", types: [`push.${processKey}`], limit: 1, duration: 60_000 };
  const [job] = (await admin.send<{ items: { id: string; token: string }[] }>("POST", "/api/jobs/lease", wanted)).body
    .items;
  const answer = await admin.send("POST", `/api/jobs/${job?.id}/fail`, { token: job?.token, message });
  if (answer.status !== 204) throw new Error(JSON.stringify(answer.body));
}

async function causes(query = ""): Promise<FaultCausePage> {
  return (await admin.send<FaultCausePage>("GET", `/api/faults${query}`)).body;
}

test.serial(
  "faults are counted by what caused them: ids and numbers vary, what the other side answered does not",
  async (t) => {
    await fail("psa", "Expected ticket 4711 to be taken, but the answer is 503: try again in 20s");
    await fail("psa", "Expected ticket 4712 to be taken, but the answer is 503: try again in 5s");
    await fail("psa", "Expected ticket 4713 to be taken, but the answer is 404: no such board");
    await fail("rmm", "Expected ticket 4714 to be taken, but the answer is 503: try again in 5s");

    const { items } = await causes();

    t.deepEqual(
      items
        .map(({ processKey, elementName, code, count }) => `${processKey} ${elementName} ${code} ${count}`)
        .toSorted(),
      ["psa push job.exhausted 1", "psa push job.exhausted 2", "rmm push job.exhausted 1"],
    );
    t.is(items[0]?.count, 2);
    t.regex(items[0]?.message ?? "", /4712/);
  },
);

test.serial("causes are narrowed, sorted and read page by page", async (t) => {
  const first = await causes("?limit=2");
  const second = await causes(`?limit=2&cursor=${first.nextCursor}`);
  const newest = await causes("?sort=last&limit=1");
  const after = await causes(`?sort=last&limit=1&cursor=${newest.nextCursor}`);

  t.deepEqual([first.items.length, second.items.length, second.nextCursor], [2, 1, null]);
  t.is(new Set([...first.items, ...second.items].map(({ cause }) => cause)).size, 3);
  t.is(newest.items[0]?.processKey, "rmm");
  t.regex(after.items[0]?.message ?? "", /404/);
  t.deepEqual(
    (await causes("?processKey=rmm")).items.map(({ count }) => count),
    [1],
  );
  t.deepEqual(
    (await causes("?search=no%20such%20board")).items.map(({ count }) => count),
    [1],
  );
  t.deepEqual((await causes("?customer=Nobody")).items, []);
  t.is((await admin.send("GET", "/api/faults?sort=name")).status, 400);
});

test.serial("all faults of a cause are tried again at once, each with its result, and no other", async (t) => {
  const [most] = (await causes()).items;
  const page = await admin.send<FaultsAlike>("GET", `/api/faults/${most?.cause}?limit=1`);
  const next = await admin.send<FaultsAlike>(
    "GET",
    `/api/faults/${most?.cause}?limit=1&cursor=${page.body.nextCursor}`,
  );
  const ids = [...next.body.items, ...page.body.items].map(({ instanceId }) => instanceId);

  const request = { kind: "retry", cause: most?.cause, reason: "the other side is back" };
  const { body: started } = await admin.send<{ id: string; total: number }>("POST", "/api/batches", request);
  const batch = await eventually("the batch to end", async () => {
    const { body } = await admin.send<wire.Batch>("GET", `/api/batches/${started.id}`);
    return body.finishedAt === null ? undefined : body;
  });

  t.deepEqual([page.body.count, page.body.instances, started.total], [2, 2, 2]);
  t.like(batch, { kind: "retry", done: 2, refused: 0 });
  t.deepEqual(
    batch.items.map(({ instanceId, name, faults }) => [instanceId, name, faults]),
    [
      [ids[0], "psa", 0],
      [ids[1], "psa", 0],
    ],
  );
  t.is((await admin.send("GET", `/api/faults/${most?.cause}`)).status, 404);
  t.deepEqual(
    (await causes()).items.map(({ count }) => count),
    [1, 1],
  );
});

test.serial("what was tried again and failed again shows in the batch", async (t) => {
  const id = await fail("rmm", "down for 3 h");
  const [cause] = (await causes("?search=down")).items;
  const request = { kind: "retry", cause: cause?.cause, reason: "hope" };
  const { body: started } = await admin.send<{ id: string }>("POST", "/api/batches", request);
  await eventually("the retry", async () => ((await causes("?search=down")).items.length === 0 ? true : undefined));
  await exhaust("rmm", "down for 4 h");

  const { body } = await admin.send<wire.Batch>("GET", `/api/batches/${started.id}`);

  t.is(body.faulty, 1);
  t.like(body.items[0], { instanceId: id, state: "done", faults: 1 });
});

test.serial("a batch names instances in one way only, and a cause only to retry", async (t) => {
  const cause = "0".repeat(32);
  const reason = "why not";

  const answers = [
    await admin.send("POST", "/api/batches", { kind: "retry", cause, filter: {}, reason }),
    await admin.send("POST", "/api/batches", { kind: "cancel", cause, reason }),
    await admin.send("POST", "/api/batches", { kind: "retry", cause, reason }),
  ];

  t.deepEqual(
    answers.map(({ status }) => status),
    [400, 400, 422],
  );
});
