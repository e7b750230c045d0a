import test from "ava";
import { openClient } from "../../test/client.ts";
import type { Client } from "../../test/client.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";
import { completeJob, deployOrdering, failJob, startOrder } from "../../test/troubled.ts";
import type { KeptMessage, Subscription, Timer } from "../wire.ts";
import type { Job } from "../wireOperations.ts";

let site: Served;
let admin: Client;
test.before(async () => {
  site = await served({ DEMO: "false", ADMIN_PASSWORD: "a long password" });
  admin = await openClient([site.url], { login: "admin", password: "a long password" });
  await deployOrdering(site);
});
test.after.always(() => site.close());

const byText = (one: string, other: string): number => one.localeCompare(other);

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

async function page<Item>(path: string): Promise<Page<Item>> {
  return (await admin.send<Page<Item>>("GET", path)).body;
}

/** All items of a list, read one at a time. */
async function oneByOne<Item>(path: string): Promise<Item[]> {
  const found: Item[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const next: Page<Item> = await page(`${path}${path.includes("?") ? "&" : "?"}limit=1&cursor=${cursor}`);
    found.push(...next.items);
    cursor = next.nextCursor;
  }
  return found;
}

test.serial("open jobs are listed by state, and one that nobody works on is tried at once", async (t) => {
  const [failed, waiting, leased] = [
    await startOrder(admin, "J-1"),
    await startOrder(admin, "J-2"),
    await startOrder(admin, "J-3"),
  ];
  await failJob(admin, "the shop is closed");
  const wanted = { worker: "slow", types: ["order"], limit: 1, duration: 600_000 };
  const taken = await admin.send<{ items: { instanceId: string }[] }>("POST", "/api/jobs/lease", wanted);
  const held = taken.body.items[0]?.instanceId;
  const rest = [waiting, leased].find((id) => id !== held);

  const states = await Promise.all(
    ["failed", "leased", "waiting", "retried"].map(async (state) =>
      (await page<Job>(`/api/jobs?state=${state}`)).items.map((job) => job.instanceId),
    ),
  );
  const all = await oneByOne<Job>("/api/jobs?type=order");
  const reason = "it is open again";
  const [fault] = (await page<Job>("/api/jobs?state=failed")).items;
  const answers = [
    await admin.send("POST", `/api/jobs/${fault?.id}/retry`, { reason }),
    await admin.send("POST", `/api/jobs/${all.find((job) => job.instanceId === held)?.id}/retry`, { reason }),
    await admin.send("POST", `/api/jobs/${all.find((job) => job.instanceId === rest)?.id}/retry`, { reason }),
    await admin.send("POST", `/api/jobs/${failed}~nothing/retry`, { reason }),
  ];

  t.deepEqual(states, [[failed], [held], [rest], []]);
  t.like(fault, {
    businessKey: "J-1",
    elementName: "Bestellung senden",
    lastError: "the shop is closed",
    retriesLeft: 0,
  });
  t.deepEqual(all.map((job) => job.instanceId).toSorted(byText), [failed, waiting, leased].toSorted(byText));
  t.deepEqual(
    answers.map(({ status, body }) => [status, body["code"]]),
    [
      [204, undefined],
      [409, "job.leased"],
      [204, undefined],
      [404, "job.missing"],
    ],
  );
  t.deepEqual((await page<Job>("/api/jobs?state=failed")).items, []);
  t.deepEqual((await page("/api/faults?processKey=ordering")).items, []);
  const { body: trail } = await admin.send<{ items: { type: string; data: { reason?: string } }[] }>(
    "GET",
    `/api/instances/${rest}/trail`,
  );
  t.like(trail.items.at(-1), { type: "retryJob", data: { reason } });
  t.is((await admin.send("GET", "/api/jobs?state=lost")).status, 400);
  t.deepEqual((await page("/api/jobs?processKey=nowhere")).items, []);
  t.deepEqual((await page("/api/jobs?customer=Nobody")).items, []);
});

test.serial("timers are listed over all instances, those due next first, page by page", async (t) => {
  const ids = [await startOrder(admin, "T-1"), await startOrder(admin, "T-2")];
  for (let left = 4; left > 0; left -= 1) await completeJob(admin).catch(() => undefined);
  const [later] = (await page<Timer>(`/api/timers?instanceId=${ids[0]}`)).items;
  const dueAt = "2031-01-01T08:00:00.000Z";
  await admin.send("PATCH", `/api/instances/${ids[0]}/timers/${later?.waitId}`, { dueAt, reason: "asked for" });

  const all = await oneByOne<Timer>("/api/timers?processKey=ordering");

  t.true(all.length >= 2);
  t.deepEqual(
    all.map((timer) => timer.dueAt),
    all.map((timer) => timer.dueAt).toSorted(byText),
  );
  t.like(all.at(-1), { instanceId: ids[0], dueAt, businessKey: "T-1", elementName: "überfällig" });
  t.is(new Set(all.map((timer) => `${timer.instanceId} ${timer.waitId}`)).size, all.length);
  t.deepEqual((await page("/api/timers?customer=Nobody")).items, []);
  t.true(
    (await oneByOne<Timer>("/api/timers")).some((timer) => timer.instanceId === null),
    "those of start events too",
  );
});

test.serial("a timer fires by hand, and the trail says why", async (t) => {
  const [timer] = (await page<Timer>("/api/timers?processKey=ordering")).items;

  const answer = await admin.send("POST", `/api/instances/${timer?.instanceId}/waits/${timer?.waitId}/trigger`, {
    reason: "it is late",
  });

  t.is(answer.status, 204);
  const { body } = await admin.send<{ items: { data: { reason?: string } }[] }>(
    "GET",
    `/api/instances/${timer?.instanceId}/trail`,
  );
  t.is(body.items.at(-1)?.data.reason, "it is late");
});

function publish(correlationKey: string): Promise<unknown> {
  return admin.send("POST", "/api/messages", { name: "delivered", correlationKey, timeToLive: 3_600_000 });
}

test.serial("kept messages are found by name and key, and who waits for one by search", async (t) => {
  await publish("X-1");
  await publish("X-2");

  const byKey = await page<KeptMessage>("/api/messages?state=buffered&key=X-2");
  const byName = await oneByOne<KeptMessage>("/api/messages?state=untaken&name=delivered");
  const waiting = await page<Subscription>("/api/subscriptions?kind=message&name=delivered&search=t-2");

  t.deepEqual(
    byKey.items.map((each) => each.correlationKey),
    ["X-2"],
  );
  t.deepEqual(
    byName.map((each) => each.correlationKey),
    ["X-2", "X-1"],
  );
  t.deepEqual(
    waiting.items.map((each) => [each.businessKey, each.elementName, each.correlationKey]),
    [["T-2", "Lieferung abwarten", "T-2"]],
  );
});
