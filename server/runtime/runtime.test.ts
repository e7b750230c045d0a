import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { readTrail } from "../audit/trail.ts";
import { firstBroken } from "../audit/chain.ts";
import { bpmn, ext, flow, flows, message, service } from "../test/models.ts";
import { openWorkshop, person } from "../test/workshop.ts";
import type { Workshop } from "../test/workshop.ts";
import { claimTask } from "./commands/assignTask.ts";
import { completeTask } from "./commands/completeTask.ts";
import { publishMessage } from "./commands/publishMessage.ts";
import { retryFault } from "./commands/repair.ts";
import type { Performer } from "../runtime/performer.ts";

let shop: Workshop;
test.before(async () => {
  shop = await openWorkshop();
});
test.after.always(() => shop.close());

const review = `<bpmn:userTask id="review" name="Review">${ext(`<zeebe:assignmentDefinition candidateGroups="technician"/>`)}</bpmn:userTask>`;

async function status(id: string): Promise<unknown> {
  const [row] = await shop.rows("select status from instances where id = $1", [id]);
  return row?.["status"];
}

async function openRows(id: string): Promise<Record<string, unknown> | undefined> {
  const [row] = await shop.rows(
    `select (select count(*)::int from tasks where instance_id = $1) as tasks, (select count(*)::int from jobs where instance_id = $1) as jobs,
       (select count(*)::int from timers where instance_id = $1) as timers, (select count(*)::int from subscriptions where instance_id = $1) as subscriptions`,
    [id],
  );
  return row;
}

test.serial("a user task is claimed and completed, and the trail follows", async (t) => {
  await shop.deploy(
    bpmn("claimed", `<bpmn:startEvent id="s"/>${review}<bpmn:endEvent id="e"/>${flows("s", "review", "e")}`),
  );
  const ana = person("ana", "technician");

  const id = await shop.start("claimed");
  const [task] = await shop.rows("select wait_id from tasks where instance_id = $1", [id]);
  const key = { instanceId: id, waitId: String(task?.["wait_id"]) };
  await claimTask(shop.house, shop.cause, ana, key);
  await completeTask(shop.house, shop.cause, ana, key, { ok: true });

  t.is(await status(id), "completed");
  const trail = await shop.read((tx) => readTrail(tx, id, 0, 100));
  t.deepEqual(
    trail.map((event) => event.type),
    ["start", "claimTask", "completeTask"],
  );
  t.is(firstBroken(trail), undefined);
});

test.serial("somebody else's task is refused, and a stranger may not claim", async (t) => {
  await shop.deploy(
    bpmn("held", `<bpmn:startEvent id="s"/>${review}<bpmn:endEvent id="e"/>${flows("s", "review", "e")}`),
  );
  const id = await shop.start("held");
  const [task] = await shop.rows("select wait_id from tasks where instance_id = $1", [id]);
  const key = { instanceId: id, waitId: String(task?.["wait_id"]) };

  const stranger = await t.throwsAsync(claimTask(shop.house, shop.cause, person("zoe", "compliance"), key), {
    instanceOf: Refusal,
  });
  await claimTask(shop.house, shop.cause, person("ana", "technician"), key);
  const late = await t.throwsAsync(claimTask(shop.house, shop.cause, person("bo", "technician"), key), {
    instanceOf: Refusal,
  });

  t.is(stranger?.code, "task.candidate");
  t.is(late?.code, "task.claimed");
});

test.serial("a job is done by a worker, tried again on failure, and becomes a fault that can be retried", async (t) => {
  await shop.deploy(
    bpmn(
      "worked",
      `<bpmn:startEvent id="s"/>${service("work", "test.flaky", 2)}<bpmn:endEvent id="e"/>${flows("s", "work", "e")}`,
    ),
  );
  let failures = 2;
  const flaky: Performer = {
    types: ["test.flaky"],
    perform: {
      kind: "outside",
      run: () => {
        failures -= 1;
        return failures >= 0 ? Promise.reject(new Error("printer on fire")) : Promise.resolve({ done: true });
      },
    },
  };
  const id = await shop.start("worked");

  await shop.drain([flaky]);
  shop.clock.advance(60_000);
  await shop.drain([flaky]);
  const faults = await shop.rows("select wait_id, message from faults where instance_id = $1", [id]);
  await retryFault(shop.house, shop.cause, id, String(faults[0]?.["wait_id"]));
  await shop.drain([flaky]);

  t.is(faults[0]?.["message"], "printer on fire");
  t.is(await status(id), "completed");
  t.is((await shop.rows("select 1 from faults where instance_id = $1", [id])).length, 0);
});

const paid = message("M", "paid", "orderId");
const receive = `<bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition messageRef="M"/></bpmn:intermediateCatchEvent>`;

test.serial("a message finds its instance by key, once for each idempotency key", async (t) => {
  await shop.deploy(
    bpmn("paying", `<bpmn:startEvent id="s"/>${receive}<bpmn:endEvent id="e"/>${flows("s", "wait", "e")}`, paid),
  );
  const first = await shop.start("paying", { orderId: "A" });
  const other = await shop.start("paying", { orderId: "B" });

  const publication = { name: "paid", correlationKey: "A", variables: { amount: 5 }, idempotencyKey: "k1" };
  const answer = await publishMessage(shop.house, shop.cause, publication);
  const again = await publishMessage(shop.house, shop.cause, publication);
  const mismatch = await t.throwsAsync(publishMessage(shop.house, shop.cause, { ...publication, variables: {} }), {
    instanceOf: Refusal,
  });

  t.is(answer.state, "correlated");
  t.deepEqual(again, answer);
  t.is(mismatch?.code, "idempotency.mismatch");
  t.is(await status(first), "completed");
  t.is(await status(other), "running");
});

test.serial("a message that comes too early waits for its instance until its time to live ends", async (t) => {
  await shop.deploy(
    bpmn("early", `<bpmn:startEvent id="s"/>${receive}<bpmn:endEvent id="e"/>${flows("s", "wait", "e")}`, paid),
  );

  const early = await publishMessage(shop.house, shop.cause, {
    name: "paid",
    correlationKey: "E1",
    variables: {},
    timeToLive: 60_000,
  });
  await publishMessage(shop.house, shop.cause, {
    name: "paid",
    correlationKey: "E2",
    variables: {},
    timeToLive: 60_000,
  });
  const inTime = await shop.start("early", { orderId: "E1" });
  await shop.drain();
  shop.clock.advance(61_000);
  const tooLate = await shop.start("early", { orderId: "E2" });
  await shop.drain();

  t.is(early.state, "buffered");
  t.is(await status(inTime), "completed");
  t.is(await status(tooLate), "running");
});

test.serial("one call starts or correlates", async (t) => {
  const start = `<bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="M"/></bpmn:startEvent>`;
  const more = `<bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition messageRef="M"/></bpmn:intermediateCatchEvent>`;
  await shop.deploy(
    bpmn("either", `${start}${more}<bpmn:endEvent id="e"/>${flows("s", "wait", "e")}`, message("M", "either", "id")),
  );

  const first = await publishMessage(shop.house, shop.cause, {
    name: "either",
    correlationKey: "X",
    variables: { id: "X" },
  });
  const second = await publishMessage(shop.house, shop.cause, { name: "either", correlationKey: "X", variables: {} });

  t.is(first.state, "started");
  t.is(second.state, "correlated");
  t.deepEqual(second.instanceIds, first.instanceIds);
  t.is(await status(first.instanceIds[0]!), "completed");
});

test.serial("a timer months away fires when its time has come, and not before", async (t) => {
  const timer = `<bpmn:intermediateCatchEvent id="pause"><bpmn:timerEventDefinition><bpmn:timeDuration>P90D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;
  await shop.deploy(
    bpmn("later", `<bpmn:startEvent id="s"/>${timer}<bpmn:endEvent id="e"/>${flows("s", "pause", "e")}`),
  );
  const id = await shop.start("later");

  shop.clock.advance(89 * 86_400_000);
  await shop.drain();
  const before = await status(id);
  shop.clock.advance(86_400_000);
  await shop.drain();

  t.is(before, "running");
  t.is(await status(id), "completed");
});

test.serial("a called process runs in its own instance and its variables come back", async (t) => {
  await shop.deploy(
    bpmn("called", `<bpmn:startEvent id="s"/>${review}<bpmn:endEvent id="e"/>${flows("s", "review", "e")}`),
  );
  const call = `<bpmn:callActivity id="call">${ext(`<zeebe:calledElement processId="called" propagateAllChildVariables="true"/>`)}</bpmn:callActivity>`;
  await shop.deploy(
    bpmn("calling", `<bpmn:startEvent id="s"/>${call}<bpmn:endEvent id="e"/>${flows("s", "call", "e")}`),
  );
  const id = await shop.start("calling", { order: 7 }, "O-7");

  const [task] = await shop.rows(
    "select t.instance_id, t.wait_id, t.business_key from tasks t join instances i on i.id = t.instance_id where i.root_id = $1",
    [id],
  );
  await completeTask(
    shop.house,
    shop.cause,
    person("ana", "technician"),
    { instanceId: String(task?.["instance_id"]), waitId: String(task?.["wait_id"]) },
    { grade: 1 },
  );

  t.is(task?.["business_key"], "O-7");
  const [row] = await shop.rows("select status, variables from instances where id = $1", [id]);
  t.is(row?.["status"], "completed");
  t.like(row?.["variables"], { order: 7, grade: 1 });
});

test.serial("a signal reaches everybody who waits and starts whoever begins with it", async (t) => {
  const signal = `<bpmn:signal id="S" name="storm"/>`;
  const catching = `<bpmn:intermediateCatchEvent id="wait"><bpmn:signalEventDefinition signalRef="S"/></bpmn:intermediateCatchEvent>`;
  await shop.deploy(
    bpmn("sheltered", `<bpmn:startEvent id="s"/>${catching}<bpmn:endEvent id="e"/>${flows("s", "wait", "e")}`, signal),
  );
  await shop.deploy(
    bpmn(
      "alarmed",
      `<bpmn:startEvent id="s"><bpmn:signalEventDefinition signalRef="S"/></bpmn:startEvent>${review}<bpmn:endEvent id="e"/>${flows("s", "review", "e")}`,
      signal,
    ),
  );
  const throwing = `<bpmn:intermediateThrowEvent id="throw"><bpmn:signalEventDefinition signalRef="S"/></bpmn:intermediateThrowEvent>`;
  await shop.deploy(
    bpmn(
      "thundering",
      `<bpmn:startEvent id="s"/>${throwing}<bpmn:endEvent id="e"/>${flows("s", "throw", "e")}`,
      signal,
    ),
  );
  const waiting = [await shop.start("sheltered"), await shop.start("sheltered")];

  await shop.start("thundering");
  await shop.drain();

  t.deepEqual(await Promise.all(waiting.map(status)), ["completed", "completed"]);
  t.is((await shop.rows("select 1 from instances where definition_key = 'alarmed'")).length, 1);
  t.is((await shop.rows("select 1 from outbox")).length, 0);
});

test.serial(
  "an expression that cannot be evaluated stops the token as a fault, and the completed task stays completed",
  async (t) => {
    const gate = `<bpmn:exclusiveGateway id="g"/>`;
    const body = `<bpmn:startEvent id="s"/>${review}${gate}<bpmn:endEvent id="e"/>${flows("s", "review", "g")}${flow("g", "e", "n &gt; 5")}`;
    await shop.deploy(bpmn("faulty", body));
    const id = await shop.start("faulty", { n: 1 });
    const [task] = await shop.rows("select wait_id from tasks where instance_id = $1", [id]);

    await completeTask(
      shop.house,
      shop.cause,
      person("ana", "technician"),
      { instanceId: id, waitId: String(task?.["wait_id"]) },
      {},
    );

    t.is((await shop.rows("select 1 from tasks where instance_id = $1", [id])).length, 0);
    t.is((await shop.rows("select code from faults where instance_id = $1", [id])).length, 1);
    t.is(await status(id), "running");
  },
);

test.serial("an ended instance leaves no open row", async (t) => {
  const timer = `<bpmn:boundaryEvent id="b" attachedToRef="review"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`;
  const body = `<bpmn:startEvent id="s"/>${review}${timer}<bpmn:endEvent id="e"/><bpmn:endEvent id="late"/>${flows("s", "review", "e")}${flow("b", "late")}`;
  await shop.deploy(bpmn("bounded", body));
  const id = await shop.start("bounded");

  const before = await openRows(id);
  shop.clock.advance(3_600_000);
  await shop.drain();

  t.like(before, { tasks: 1, timers: 1 });
  t.deepEqual(await openRows(id), { tasks: 0, jobs: 0, timers: 0, subscriptions: 0 });
  t.is(await status(id), "completed");
});

test.serial("a task opens also where nobody has said when the house is open: then weekdays count", async (t) => {
  const ask = `<bpmn:userTask id="ask">${ext('<zeebe:taskSchedule dueDate="P3BD"/>')}</bpmn:userTask>`;
  await shop.deploy(bpmn("asked", `<bpmn:startEvent id="s"/>${ask}<bpmn:endEvent id="e"/>${flows("s", "ask", "e")}`));
  shop.clock.now = new Date("2030-01-03T09:00:00Z"); // a Thursday

  const id = await shop.start("asked");

  const [row] = await shop.rows("select due_at from tasks where instance_id = $1", [id]);
  t.deepEqual(row?.["due_at"], new Date("2030-01-08T09:00:00Z"));
});
