import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { bpmn, ext, flows } from "../test/models.ts";
import { breachesOfLawFour } from "../test/lawFour.ts";
import { openWorkshop, person, tenantId } from "../test/workshop.ts";
import type { Workshop } from "../test/workshop.ts";
import { rescheduleTask } from "./commands/rescheduleTask.ts";

let shop: Workshop;

test.before(async () => {
  shop = await openWorkshop();
});
test.after.always(() => shop.close());

const task = ext(`<zeebe:assignmentDefinition assignee="mara"/><zeebe:taskSchedule dueDate="PT4H"/>`);
const model = bpmn(
  "due",
  `<bpmn:startEvent id="s"/><bpmn:userTask id="t" name="Ansehen">${task}</bpmn:userTask><bpmn:endEvent id="e"/>${flows("s", "t", "e")}`,
);

test.serial("whoever has a task, or dispatches, says anew by when it is due; lists and trail follow", async (t) => {
  await shop.deploy(model);
  const instanceId = await shop.start("due");
  const [row] = await shop.rows("select wait_id from tasks where instance_id = $1", [instanceId]);
  const key = { instanceId, waitId: String(row?.["wait_id"]) };
  const due = { dueAt: "2026-12-01T12:00:00.000Z", reason: "Der Kunde ist erst dann da." };

  const refusal = await t.throwsAsync(rescheduleTask(shop.house, shop.cause, person("bo", "technician"), key, due), {
    instanceOf: Refusal,
  });
  t.is(refusal.code, "task.assign");
  await rescheduleTask(shop.house, shop.cause, person("mara", "technician"), key, due);
  const [moved] = await shop.rows(
    "select t.due_at, t.sort_at, g.sort_at as group_sort from tasks t join task_groups g using (tenant_id, instance_id, wait_id) where t.instance_id = $1",
    [instanceId],
  );
  await rescheduleTask(shop.house, shop.cause, person("eva", "dispatcher"), key, { dueAt: null, reason: "Egal." });
  const [free] = await shop.rows("select due_at from tasks where instance_id = $1", [instanceId]);
  const told = await shop.rows("select data from trail where type = 'rescheduleTask' order by seq");

  for (const column of ["due_at", "sort_at", "group_sort"]) t.deepEqual(moved?.[column], new Date(due.dueAt), column);
  t.is(free?.["due_at"], null);
  t.is(told.length, 2);
  t.deepEqual(await breachesOfLawFour(shop.house, tenantId), []);
});
