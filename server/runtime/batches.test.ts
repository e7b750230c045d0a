import test from "ava";
import { readTrail } from "../audit/trail.ts";
import { listBatchItems, readBatches } from "../instances/batches.ts";
import { leaseBatchItems } from "../instances/batchWork.ts";
import { bpmn, flows } from "../test/models.ts";
import { openWorkshop } from "../test/workshop.ts";
import type { Workshop } from "../test/workshop.ts";
import { controlBatch } from "./commands/controlBatch.ts";
import type { BatchControl } from "./commands/controlBatch.ts";
import { startBatch } from "./commands/startBatch.ts";
import { workBatchItem } from "./commands/workBatch.ts";

let shop: Workshop;
test.before(async () => {
  shop = await openWorkshop();
  await shop.deploy(
    bpmn(
      "line",
      `<bpmn:startEvent id="s"/><bpmn:userTask id="work"/><bpmn:endEvent id="e"/>${flows("s", "work", "e")}`,
    ),
  );
});
test.after.always(() => shop.close());

/** A batch that cancels so many instances. */
async function cancelling(count: number): Promise<string> {
  const instanceIds = [];
  for (let made = 0; made < count; made += 1) instanceIds.push(await shop.start("line"));
  const selection = { kind: "ids", instanceIds } as const;
  const { id } = await startBatch(shop.house, shop.cause, { act: { kind: "cancel" }, selection, reason: "tidy" });
  return id;
}

function control(id: string, what: BatchControl): Promise<void> {
  return controlBatch(shop.house, shop.cause, id, { control: what, reason: "asked for" });
}

const lease = () => shop.read((tx) => leaseBatchItems(tx, shop.house.now(), 1, 60_000));

async function progress(id: string) {
  const [batch] = await shop.read((tx) => readBatches(tx, { id, limit: 1 }));
  const items = await shop.read((tx) => listBatchItems(tx, id, { after: 0, limit: 100 }));
  return { batch, items: items.map((item) => [item.state, item.code] as const) };
}

test.serial(
  "a batch that is held rests where it is, whatever workers have taken already, and goes on afterwards",
  async (t) => {
    const id = await cancelling(3);
    const [done] = await lease();
    await workBatchItem(shop.house, done!);
    const [taken] = await lease();

    await control(id, "pause");
    await workBatchItem(shop.house, taken!);
    await shop.drain();
    shop.clock.advance(3_600_000);
    await shop.drain();

    t.like((await progress(id)).batch, { state: "paused", open: 2, done: 1, finished_at: null });
    await t.throwsAsync(control(id, "pause"), { code: "batch.state" });
    await control(id, "resume");
    await shop.drain();
    t.like((await progress(id)).batch, { state: "running", open: 0, done: 3 });
    await t.throwsAsync(control(id, "pause"), { code: "batch.finished" });
  },
);

test.serial(
  "a batch that is stopped leaves the rest alone for good, and the trail says how many and why",
  async (t) => {
    const id = await cancelling(3);
    const [done] = await lease();
    await workBatchItem(shop.house, done!);
    const [taken] = await lease();

    await control(id, "stop");
    await workBatchItem(shop.house, taken!);
    await shop.drain();

    const { batch, items } = await progress(id);
    t.like(batch, { state: "stopped", total: 3, open: 0, done: 1, skipped: 2, finished_at: shop.clock.now });
    t.deepEqual(items, [
      ["done", null],
      ["skipped", "batch.stopped"],
      ["skipped", "batch.stopped"],
    ]);
    await t.throwsAsync(control(id, "resume"), { code: "batch.finished" });
    const trail = await shop.read((tx) => readTrail(tx, id, 0, 10));
    t.like(trail.at(-1), { type: "stopBatch", actor: "tester", data: { reason: "asked for", skipped: 2 } });
  },
);

test.serial("what is held can be stopped; what nobody knows cannot be held", async (t) => {
  const id = await cancelling(2);
  await control(id, "pause");

  await control(id, "stop");

  t.like((await progress(id)).batch, { state: "stopped", done: 0, skipped: 2 });
  await t.throwsAsync(control("00000000-0000-7000-8000-000000000000", "stop"), { code: "batch.missing" });
});
