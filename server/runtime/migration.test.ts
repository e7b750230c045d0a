import test from "ava";
import { firstBroken } from "../audit/chain.ts";
import { readTrail } from "../audit/trail.ts";
import { Refusal } from "../base/refusal.ts";
import { listBatchItems, readBatches } from "../instances/batches.ts";
import { leaseBatchItems } from "../instances/batchWork.ts";
import { bpmn, ext, flow, flows, message, service } from "../test/models.ts";
import { cuttable } from "../test/cutting.ts";
import { openWorkshop, person } from "../test/workshop.ts";
import type { Workshop } from "../test/workshop.ts";
import { claimTask } from "./commands/assignTask.ts";
import { completeTask } from "./commands/completeTask.ts";
import { dryRun, migrateInstance } from "./commands/migrateInstance.ts";
import { startInstance } from "./commands/startInstance.ts";
import { startBatch } from "./commands/startBatch.ts";
import type { BatchRequest } from "./commands/startBatch.ts";
import { suspendInstance } from "./commands/suspendInstance.ts";
import { workBatchItem } from "./commands/workBatch.ts";

let shop: Workshop;
test.before(async () => {
  shop = await openWorkshop();
});
test.after.always(() => shop.close());

const hour = 3_600_000;
const ana = person("ana", "technician", "dispatcher");

function task(id: string, groups: string): string {
  return `<bpmn:userTask id="${id}" name="${id}">${ext(`<zeebe:assignmentDefinition candidateGroups="${groups}"/>`)}</bpmn:userTask>`;
}

function timer(id: string, host: string, duration: string): string {
  return `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration>${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:endEvent id="${id}End"/>${flow(id, `${id}End`)}`;
}

/** Two versions of one process: a task with a reminder beside a job; the second has another group and one more task. */
function versions(key: string): readonly [string, string] {
  const fork = `<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/><bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>${service("work", "test.work", 5)}`;
  const around = `${flows("s", "fork", "review", "join", "e")}${flow("fork", "work")}`;
  const first = `${fork}${task("review", "technician")}${timer("remind", "review", "PT1H")}${timer("old", "review", "PT2H")}${around}${flow("work", "join")}`;
  const second = `${fork}${task("review", "dispatcher")}${task("check", "technician")}${timer("remind", "review", "PT1H")}${timer("fresh", "review", "PT3H")}${around}${flows("work", "check", "join")}`;
  return [bpmn(key, first), bpmn(key, second)];
}

async function open(id: string): Promise<Record<string, unknown>[]> {
  return shop.rows(
    `select 'task' as kind, element_id, wait_id from tasks where instance_id = $1
     union all select 'job', element_id, wait_id from jobs where instance_id = $1
     union all select 'timer', element_id, wait_id from timers where instance_id = $1
     union all select 'subscription', element_id, wait_id from subscriptions where instance_id = $1 order by 1, 2`,
    [id],
  );
}

async function waitsOf(id: string): Promise<string[]> {
  const [row] = await shop.rows("select definition_id, snapshot, variables from instances where id = $1", [id]);
  const version = await shop.read((tx) => shop.house.versions.byId(tx, String(row?.["definition_id"])));
  const value = row as unknown as Parameters<typeof version.definition.waits>[0]; // the columns of a value
  return version.definition.waits(value).map((wait) => `${wait.elementId} ${wait.id}`);
}

async function versionOf(id: string): Promise<unknown> {
  const [row] = await shop.rows(
    "select d.version from instances i join definitions d on d.id = i.definition_id where i.id = $1",
    [id],
  );
  return row?.["version"];
}

const to = (version: number) => ({ version, overrides: [], reason: "better" });

test.serial("a migrated instance keeps who holds its task, its retries and its due times", async (t) => {
  const [first, second] = versions("kept");
  await shop.deploy(first);
  const id = await shop.start("kept");
  const [held] = await shop.rows("select wait_id from tasks where instance_id = $1", [id]);
  const key = { instanceId: id, waitId: String(held?.["wait_id"]) };
  await claimTask(shop.house, shop.cause, ana, key);
  await shop.rows("update jobs set retries_left = 2, attempts = 3 where instance_id = $1 returning 1", [id]);
  const moved = new Date(shop.clock.now.getTime() + 7 * hour);
  await shop.rows("update timers set due_at = $2 where instance_id = $1 and element_id = 'remind' returning 1", [
    id,
    moved,
  ]);
  await shop.deploy(second);

  await migrateInstance(shop.house, shop.cause, id, to(2));

  const [row] = await shop.rows(
    "select t.assignee, t.candidate_groups, d.version from tasks t join definitions d on d.id = t.definition_id where instance_id = $1",
    [id],
  );
  t.deepEqual(row, { assignee: "ana", candidate_groups: ["dispatcher"], version: 2 });
  t.deepEqual(await shop.rows("select group_key from task_groups where group_key <> '' and instance_id = $1", [id]), [
    { group_key: "dispatcher" },
  ]);
  t.deepEqual(await shop.rows("select retries_left, attempts from jobs where instance_id = $1", [id]), [
    { retries_left: 2, attempts: 3 },
  ]);
  t.deepEqual(await shop.rows("select element_id, due_at from timers where instance_id = $1 order by 1", [id]), [
    { element_id: "fresh", due_at: new Date(shop.clock.now.getTime() + 3 * hour) },
    { element_id: "remind", due_at: moved },
  ]);
  t.deepEqual(
    (await open(id)).map((each) => `${String(each["element_id"])} ${String(each["wait_id"])}`).toSorted(),
    (await waitsOf(id)).toSorted(),
  );
  t.is(await versionOf(id), 2);
  const trail = await shop.read((tx) => readTrail(tx, id, 0, 100));
  t.like(trail.at(-1), { type: "migrate", actor: "tester", data: { from: 1, to: 2, reason: "better" } });
  t.is(firstBroken(trail), undefined);
  await completeTask(shop.house, shop.cause, ana, key, {});
});

function line(...ids: readonly string[]): string {
  return `<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>${ids.map((id) => task(id, "technician")).join("")}${flows("s", ...ids, "e")}`;
}

test.serial("what cannot come over stays as it is, and says what stands against it", async (t) => {
  await shop.deploy(bpmn("stays", line("one")));
  const id = await shop.start("stays");
  const before = await shop.rows("select * from instances where id = $1", [id]);
  await shop.deploy(bpmn("stays", line("two")));

  const refusal = await t.throwsAsync(migrateInstance(shop.house, shop.cause, id, to(2)), { instanceOf: Refusal });
  const told = await shop.read((tx) => dryRun(tx, shop.house, id, to(2)));

  t.is(refusal.code, "migration.impossible");
  t.deepEqual(
    refusal.complaints.map((each) => each.place),
    ["one"],
  );
  t.is(told.migration.kind, "impossible");
  t.deepEqual(await shop.rows("select * from instances where id = $1", [id]), before);
  await t.throwsAsync(migrateInstance(shop.house, shop.cause, id, to(1)), { code: "migration.same" });
  await t.throwsAsync(migrateInstance(shop.house, shop.cause, id, to(9)), { code: "definition.missing" });
});

test.serial("a dry run tells what would be kept, armed and disarmed, and changes nothing", async (t) => {
  const [first, second] = versions("dry");
  await shop.deploy(first);
  const id = await shop.start("dry");
  await shop.deploy(second);
  const before = await open(id);

  const { migration } = await shop.read((tx) => dryRun(tx, shop.house, id, to(2)));

  if (migration.kind === "impossible") return t.fail(JSON.stringify(migration.obstacles));
  const { kept, opened, closed } = migration.migrated;
  t.deepEqual(kept.map((wait) => wait.after.elementId).toSorted(), ["remind", "review", "work"]);
  t.deepEqual(
    [opened, closed].map((waits) => waits.map((wait) => wait.elementId)),
    [["fresh"], ["old"]],
  );
  t.deepEqual(await open(id), before);
  t.is(await versionOf(id), 1);
  return undefined;
});

test.serial("a call that lasts goes on waiting for the instance it called", async (t) => {
  const calling = (...more: readonly string[]) =>
    bpmn(
      "caller",
      `<bpmn:startEvent id="s"/><bpmn:callActivity id="call">${ext(`<zeebe:calledElement processId="called"/>`)}</bpmn:callActivity>${more.map((id) => task(id, "technician")).join("")}<bpmn:endEvent id="e"/>${flows("s", "call", ...more, "e")}`,
    );
  await shop.deploy(
    bpmn(
      "called",
      `<bpmn:startEvent id="s"/>${task("inner", "technician")}<bpmn:endEvent id="e"/>${flows("s", "inner", "e")}`,
    ),
  );
  await shop.deploy(calling());
  const id = await shop.start("caller");
  await shop.deploy(calling("after"));

  await migrateInstance(shop.house, shop.cause, id, to(2));
  const [inner] = await shop.rows(
    "select instance_id, wait_id from tasks where element_id = 'inner' and definition_key = 'called'",
  );
  const key = { instanceId: String(inner?.["instance_id"]), waitId: String(inner?.["wait_id"]) };
  await completeTask(shop.house, shop.cause, ana, key, {});

  t.deepEqual(
    (await open(id)).map((each) => each["element_id"]),
    ["after"],
  );
});

function waiting(name: string): string {
  return bpmn(
    "listening",
    `<bpmn:startEvent id="s"/><bpmn:intermediateCatchEvent id="c"><bpmn:messageEventDefinition messageRef="M"/></bpmn:intermediateCatchEvent><bpmn:endEvent id="e"/>${flows("s", "c", "e")}`,
    message("M", name, "key"),
  );
}

test.serial("a subscription takes the name and key of the other version", async (t) => {
  await shop.deploy(waiting("before"));
  const id = await shop.start("listening", { key: "k1" });
  await shop.deploy(waiting("after"));

  await migrateInstance(shop.house, shop.cause, id, to(2));

  t.deepEqual(await shop.rows("select name, correlation_key from subscriptions where instance_id = $1", [id]), [
    { name: "after", correlation_key: "k1" },
  ]);
});

async function progress(id: string) {
  const [batch] = await shop.read((tx) => readBatches(tx, { id, limit: 1 }));
  const items = await shop.read((tx) => listBatchItems(tx, id, { after: 0, limit: 100 }));
  return { batch, items: items.map((item) => [item.state, item.code] as const) };
}

function begin(request: Omit<BatchRequest, "reason">) {
  return startBatch(shop.house, shop.cause, { ...request, reason: "tidy" });
}

test.serial("a batch does what is possible and says of every other instance why not", async (t) => {
  const [first, second] = versions("many");
  await shop.deploy(first);
  const ids = [await shop.start("many"), await shop.start("many"), await shop.start("many")];
  await shop.deploy(second);
  await migrateInstance(shop.house, shop.cause, ids[1]!, to(2));
  const unknown = "00000000-0000-7000-8000-000000000000";

  const { id, total } = await begin({
    act: { kind: "migrate", version: 2, overrides: [] },
    selection: { kind: "ids", instanceIds: [...ids, unknown, ids[0]!] },
  });
  const before = await progress(id);
  await shop.drain();

  t.is(total, 4);
  t.like(before.batch, { open: 4, done: 0, finished_at: null });
  const after = await progress(id);
  t.like(after.batch, { total: 4, open: 0, done: 2, refused: 2, failed: 0, finished_at: shop.clock.now });
  t.deepEqual(after.items, [
    ["done", null],
    ["refused", "migration.same"],
    ["done", null],
    ["refused", "instance.missing"],
  ]);
  t.deepEqual([await versionOf(ids[0]!), await versionOf(ids[2]!)], [2, 2]);
});

test.serial("a batch that a dead server has begun is worked off by the next, each instance once", async (t) => {
  const [first, second] = versions("crashed");
  await shop.deploy(first);
  const ids = [await shop.start("crashed"), await shop.start("crashed"), await shop.start("crashed")];
  await shop.deploy(second);
  const { id } = await begin({
    act: { kind: "migrate", version: 2, overrides: [] },
    selection: { kind: "filter", processKey: "crashed", version: 1 },
  });

  const taken = await shop.read((tx) => leaseBatchItems(tx, shop.clock.now, 10, 60_000));
  await workBatchItem(shop.house, taken[0]!);
  await shop.drain();
  t.like((await progress(id)).batch, { total: 3, open: 2, done: 1 });

  shop.clock.advance(60_000);
  await Promise.all([shop.drain(), shop.drain(), workBatchItem(shop.house, taken[0]!)]);

  t.like((await progress(id)).batch, { open: 0, done: 3 });
  for (const each of ids) {
    const trail = await shop.read((tx) => readTrail(tx, each, 0, 100));
    t.is(trail.filter((event) => event.type === "migrate").length, 1);
  }
});

test.serial("batches suspend, resume, try again and cancel whole trees", async (t) => {
  await shop.deploy(
    bpmn(
      "herd",
      `<bpmn:startEvent id="s"/>${service("work", "herd.work", 1)}<bpmn:endEvent id="e"/>${flows("s", "work", "e")}`,
    ),
  );
  const ids = [await shop.start("herd"), await shop.start("herd")];
  const selection = { kind: "filter", processKey: "herd" } as const;
  const state = () =>
    shop.rows("select is_suspended, status from instances where definition_key = 'herd' order by started_at");

  await begin({ act: { kind: "suspend" }, selection });
  await shop.drain();
  t.deepEqual(
    await state(),
    ids.map(() => ({ is_suspended: true, status: "running" })),
  );

  await begin({ act: { kind: "resume", keepRemainder: false }, selection: { ...selection, isSuspended: true } });
  await shop.drain([{ types: ["herd.*"], perform: { kind: "outside", run: () => Promise.reject(new Error("no")) } }]);
  t.is((await shop.rows("select 1 from faults where definition_key = 'herd'")).length, 2);

  await begin({ act: { kind: "retry" }, selection: { ...selection, isFaulty: true } });
  await shop.drain();
  t.is((await shop.rows("select 1 from faults where definition_key = 'herd'")).length, 0);
  t.is((await shop.rows("select 1 from jobs where definition_key = 'herd' and retries_left = 1")).length, 2);

  await begin({ act: { kind: "cancel" }, selection });
  await shop.drain();
  t.deepEqual(
    await state(),
    ids.map(() => ({ is_suspended: false, status: "cancelled" })),
  );
  await t.throwsAsync(begin({ act: { kind: "cancel" }, selection }), { code: "batch.size" });
});

test.serial("a worker that comes late does not do again what was done", async (t) => {
  await shop.deploy(bpmn("late", line("one")));
  const id = await shop.start("late");
  await suspendInstance(shop.house, shop.cause, id, "rest");
  const selection = { kind: "ids", instanceIds: [id] } as const;
  await begin({ act: { kind: "resume", keepRemainder: false }, selection });
  const [item] = await shop.read((tx) => leaseBatchItems(tx, shop.clock.now, 10, 60_000));
  await workBatchItem(shop.house, item!);
  await suspendInstance(shop.house, shop.cause, id, "rest again");

  await workBatchItem(shop.house, item!);

  t.deepEqual(await shop.rows("select is_suspended from instances where id = $1", [id]), [{ is_suspended: true }]);
});

for (const moment of ["before", "after"] as const) {
  test.serial(
    `a batch whose server is cut off ${moment} any statement is done in the end, each instance once`,
    async (t) => {
      t.timeout(120_000);
      const own = await openWorkshop();
      const blade = cuttable(own.house.database);
      try {
        await own.deploy(bpmn("cut", line("one")));
        await own.deploy(bpmn("cut", line("one", "two")));
        const play = async (statement: number): Promise<number> => {
          const instanceIds: string[] = [];
          for (let each = 0; each < 2; each += 1)
            instanceIds.push(
              await startInstance(own.house, own.cause, { processKey: "cut", version: 1, variables: {} }),
            );
          const selection = { kind: "ids", instanceIds } as const;
          const act = { kind: "migrate", version: 2, overrides: [] } as const;
          const { id } = await startBatch(own.house, own.cause, { act, selection, reason: "cut" });
          blade.arm(statement === 0 ? undefined : { statement, moment });
          await own.drain().catch(() => undefined);
          const sent = blade.sent();
          blade.arm(undefined);
          own.clock.advance(60_000);
          await own.drain();
          const [batch] = await own.read((tx) => readBatches(tx, { id, limit: 1 }));
          t.like(batch, { open: 0, done: 2, refused: 0, failed: 0 }, `cut ${moment} statement ${statement}`);
          for (const each of instanceIds) {
            const trail = await own.read((tx) => readTrail(tx, each, 0, 100));
            t.deepEqual(
              trail.map((event) => event.type),
              ["start", "migrate"],
            );
            t.is(firstBroken(trail), undefined);
          }
          return sent;
        };

        await play(0);
        const statements = await play(0);

        t.true(statements > 15);
        for (let statement = 1; statement <= statements; statement += 1) await play(statement);
      } finally {
        await own.close();
      }
    },
  );
}
