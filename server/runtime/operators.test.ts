import test from "ava";
import { readTrail } from "../audit/trail.ts";
import { leaseTimers } from "../jobs/timers.ts";
import { forgetMessages, listMessages, messageRetention } from "../messages/hand.ts";
import type { MessageFilter } from "../messages/hand.ts";
import { bpmn, flow, flows, message } from "../test/models.ts";
import { openWorkshop } from "../test/workshop.ts";
import type { Workshop } from "../test/workshop.ts";
import { fireTimer } from "./commands/fireTimer.ts";
import { expireMessage, handMessage } from "./commands/handMessage.ts";
import { moveTimer } from "./commands/moveTimer.ts";
import { publishMessage } from "./commands/publishMessage.ts";
import { cancelInstance } from "./commands/repair.ts";
import { restartInstance } from "./commands/restartInstance.ts";
import { resumeInstance, suspendInstance } from "./commands/suspendInstance.ts";

let shop: Workshop;
test.before(async () => {
  shop = await openWorkshop();
  const tasks = ["first", "second"].map((id) => `<bpmn:userTask id="${id}"/>`).join("");
  await shop.deploy(
    bpmn(
      "line",
      `<bpmn:startEvent id="s"/><bpmn:startEvent id="by"><bpmn:messageEventDefinition messageRef="Go"/></bpmn:startEvent>${tasks}<bpmn:endEvent id="e"/>${flows("s", "first", "second", "e")}${flow("by", "second")}`,
      message("Go", "go"),
    ),
  );
  const caught = `<bpmn:intermediateCatchEvent id="c"><bpmn:messageEventDefinition messageRef="Paid"/></bpmn:intermediateCatchEvent>`;
  await shop.deploy(
    bpmn(
      "payment",
      `<bpmn:startEvent id="s"/>${caught}<bpmn:endEvent id="e"/>${flows("s", "c", "e")}`,
      message("Paid", "paid", "invoice"),
    ),
  );
  const wait = `<bpmn:intermediateCatchEvent id="rest"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;
  await shop.deploy(
    bpmn("resting", `<bpmn:startEvent id="s"/>${wait}<bpmn:endEvent id="e"/>${flows("s", "rest", "e")}`),
  );
});
test.after.always(() => shop.close());

const hour = 3_600_000;
const reason = "asked for";

async function instance(id: string): Promise<Record<string, unknown>> {
  const [row] = await shop.rows("select status, variables, business_key from instances where id = $1", [id]);
  return row ?? {};
}

async function tasksOf(id: string): Promise<unknown[]> {
  return (await shop.rows("select element_id from tasks where instance_id = $1", [id])).map((row) => row["element_id"]);
}

test.serial("an ended instance is started again with what it was started with", async (t) => {
  const id = await shop.start("line", { customer: "Meier" }, "T-1");
  await t.throwsAsync(restartInstance(shop.house, shop.cause, id, { reason }), { code: "instance.running" });
  await shop.rows("update instances set variables = '{}' where id = $1 returning 1", [id]);
  await cancelInstance(shop.house, shop.cause, id, "mistake");

  const again = await restartInstance(shop.house, shop.cause, id, { reason });

  t.deepEqual(await instance(again), { status: "running", variables: { customer: "Meier" }, business_key: "T-1" });
  t.deepEqual(await tasksOf(again), ["first"]);
  const trails = await shop.read(async (tx) => [await readTrail(tx, id, 0, 9), await readTrail(tx, again, 0, 9)]);
  t.like(trails[0]?.at(-1), { type: "restart", data: { instanceId: again, reason } });
  t.like(trails[1]?.[0], { type: "start", data: { restartOf: id, reason } });
  t.is((await instance(id))["status"], "cancelled");
});

test.serial("it begins before a given element when that is wanted", async (t) => {
  const id = await shop.start("line");
  await cancelInstance(shop.house, shop.cause, id, "mistake");

  const again = await restartInstance(shop.house, shop.cause, id, { before: "second", reason });

  t.deepEqual(await tasksOf(again), ["second"]);
  await t.throwsAsync(restartInstance(shop.house, shop.cause, id, { before: "nowhere", reason }), {
    code: "engine.element",
  });
});

test.serial("one that a message has started begins at that start event again", async (t) => {
  const { instanceIds } = await publishMessage(shop.house, shop.cause, { name: "go", variables: { a: 1 } });
  const [id = ""] = instanceIds;
  await cancelInstance(shop.house, shop.cause, id, "mistake");

  const again = await restartInstance(shop.house, shop.cause, id, { reason });

  t.deepEqual(await tasksOf(again), ["second"]);
});

test.serial("variables of which the trail has only the hash cannot be given again", async (t) => {
  const id = await shop.start("line", { text: "x".repeat(20_000) });
  await cancelInstance(shop.house, shop.cause, id, "mistake");

  await t.throwsAsync(restartInstance(shop.house, shop.cause, id, { reason }), { code: "trail.hashed" });
});

async function publish(key: string): Promise<string> {
  const published = await publishMessage(shop.house, shop.cause, {
    name: "paid",
    correlationKey: key,
    variables: { by: key },
  });
  return published.id;
}

function listed(filter: Omit<MessageFilter, "limit">) {
  return shop.read(async (tx) => (await listMessages(tx, { ...filter, limit: 50 })).map((row) => row.id));
}

test.serial("a message under the wrong key is handed over by an operator, once", async (t) => {
  const id = await shop.start("payment", { invoice: "4711" });
  const messageId = await publish("4117");
  t.deepEqual(await listed({ state: "untaken", name: "paid" }), [messageId]);

  await handMessage(shop.house, shop.cause, messageId, { instanceId: id, reason });

  t.like(await instance(id), { status: "completed", variables: { invoice: "4711", by: "4117" } });
  t.deepEqual(await listed({ state: "taken", name: "paid" }), [messageId]);
  const trail = await shop.read((tx) => readTrail(tx, id, 0, 9));
  t.like(trail.at(-1), { type: "message", data: { messageId, byHand: true, reason, elementId: "c" } });
  await t.throwsAsync(handMessage(shop.house, shop.cause, messageId, { instanceId: id, reason }), {
    code: "message.taken",
  });
});

test.serial("a message whose time is over may still be handed over, but only to who waits for it", async (t) => {
  const messageId = await publish("late");
  shop.clock.advance(2 * hour);
  await shop.drain();
  t.deepEqual(await listed({ state: "expired", name: "paid" }), [messageId]);
  const other = await shop.start("line");
  const id = await shop.start("payment", { invoice: "1" });

  await t.throwsAsync(handMessage(shop.house, shop.cause, messageId, { instanceId: other, reason }), {
    code: "message.receiver",
  });
  await handMessage(shop.house, shop.cause, messageId, { instanceId: id, reason });

  t.is((await instance(id))["status"], "completed");
});

test.serial("an expired message is taken by nobody who comes later; the trail says why", async (t) => {
  const messageId = await publish("unwanted");

  await expireMessage(shop.house, shop.cause, messageId, reason);
  const id = await shop.start("payment", { invoice: "unwanted" });
  await shop.drain();

  t.is((await instance(id))["status"], "running");
  const trail = await shop.read((tx) => readTrail(tx, `message:${messageId}`, 0, 9));
  t.like(trail[0], { type: "expireMessage", actor: "tester", data: { name: "paid", reason } });
  await t.throwsAsync(expireMessage(shop.house, shop.cause, messageId, reason), { code: "message.expired" });
});

test.serial("settled messages are forgotten after a month, buffered ones never", async (t) => {
  await shop.rows("delete from messages returning 1");
  const old = await publish("old");
  await expireMessage(shop.house, shop.cause, old, reason);
  const kept = await publishMessage(shop.house, shop.cause, {
    name: "paid",
    correlationKey: "kept",
    variables: {},
    timeToLive: 2 * messageRetention,
  });
  const month = new Date(shop.clock.now.getTime() + messageRetention);

  t.is(await shop.read((tx) => forgetMessages(tx, new Date(month.getTime() - 1))), 0);
  t.is(await shop.read((tx) => forgetMessages(tx, month)), 1);

  t.deepEqual(await listed({}), [kept.id]);
});

async function timerOf(id: string): Promise<{ instanceId: string; waitId: string }> {
  const [row] = await shop.rows("select wait_id from timers where instance_id = $1", [id]);
  return { instanceId: id, waitId: String(row?.["wait_id"]) };
}

test.serial("a timer that is moved fires at its new time, even when a worker was about to fire it", async (t) => {
  const id = await shop.start("resting");
  const key = await timerOf(id);
  const start = shop.clock.now;
  shop.clock.advance(hour);
  const [leased] = await shop.read((tx) => leaseTimers(tx, shop.clock.now, 10, 60_000));
  const later = new Date(start.getTime() + 5 * hour);

  await moveTimer(shop.house, shop.cause, key, later, reason);
  await fireTimer(shop.house, shop.cause, leased!);
  await shop.drain();
  t.is((await instance(id))["status"], "running");
  shop.clock.advance(4 * hour);
  await shop.drain();

  t.is((await instance(id))["status"], "completed");
  const trail = await shop.read((tx) => readTrail(tx, id, 0, 9));
  t.like(trail[1], { type: "moveTimer", data: { elementId: "rest", to: later.toISOString(), reason } });
  await t.throwsAsync(moveTimer(shop.house, shop.cause, key, later, reason), { code: "timer.missing" });
});

test.serial("a timer keeps what it had to go over a rest, when that is wanted", async (t) => {
  const kept = await shop.start("resting");
  const lost = await shop.start("resting");
  shop.clock.advance(hour / 2);
  for (const id of [kept, lost]) await suspendInstance(shop.house, shop.cause, id, reason);
  shop.clock.advance(3 * hour);
  await resumeInstance(shop.house, shop.cause, kept, true, reason);
  await resumeInstance(shop.house, shop.cause, lost, false, reason);

  await shop.drain();
  t.deepEqual([(await instance(kept))["status"], (await instance(lost))["status"]], ["running", "completed"]);
  shop.clock.advance(hour / 2);
  await shop.drain();

  t.is((await instance(kept))["status"], "completed");
});
