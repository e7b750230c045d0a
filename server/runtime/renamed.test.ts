import test from "ava";
import type { JsonObject } from "../base/json.ts";
import { listTasks } from "../tasks/list.ts";
import { breachesOfLawFour } from "../test/lawFour.ts";
import { bpmn, ext, flow, flows } from "../test/models.ts";
import { openWorkshop, person } from "../test/workshop.ts";
import type { Workshop } from "../test/workshop.ts";
import { completeTask } from "./commands/completeTask.ts";

const dee = person("dee", "dispatcher");
let shop: Workshop;
test.before(async () => {
  shop = await openWorkshop();
  await shop.deploy(model());
});
test.after.always(() => shop.close());

/** Two tasks side by side, and one behind the first. */
function model(): string {
  const subject = ext(
    `<ablauf:subject businessKey="=number" title="=title" customer="=customer" priority="=urgency"/>`,
  );
  const group = ext(`<zeebe:assignmentDefinition candidateGroups="technician"/>`);
  const task = (id: string, name: string) => `<bpmn:userTask id="${id}" name="${name}">${group}</bpmn:userTask>`;
  return bpmn(
    "renamed",
    `${subject}<bpmn:startEvent id="s"/><bpmn:parallelGateway id="g"/>${task("look", "Ansehen")}${task("next", "Weiter")}
     ${task("stay", "Bleiben")}<bpmn:endEvent id="e"/><bpmn:endEvent id="f"/>
     ${flows("s", "g", "look", "next", "e")}${flow("g", "stay")}${flow("stay", "f")}`,
  );
}

const printer = { number: "T-1", title: "Drucker kaputt", customer: "Muster GmbH", urgency: "P3" };

async function look(id: string, variables: JsonObject): Promise<void> {
  const [row] = await shop.rows("select wait_id from tasks where instance_id = $1 and element_id = 'look'", [id]);
  await completeTask(shop.house, shop.cause, dee, { instanceId: id, waitId: String(row?.["wait_id"]) }, variables);
}

async function found(search: string, customer?: string): Promise<string[]> {
  const rows = await shop.read((tx) =>
    listTasks(tx, dee, { view: "all", search, customer, limit: 50 }, shop.clock.now),
  );
  return rows.map((row) => `${row.name}: ${row.title}`).toSorted();
}

test.serial("a task that stays open is called, found and sorted by what its case has become", async (t) => {
  const id = await shop.start("renamed", printer);

  await look(id, { title: "Toner leer", customer: "Alpen-IT", urgency: "P1" });

  t.deepEqual(await found("toner"), ["Bleiben: Toner leer", "Weiter: Toner leer"]);
  t.deepEqual(await found("alpen", "Alpen-IT"), ["Bleiben: Toner leer", "Weiter: Toner leer"]);
  t.deepEqual(await found("drucker"), []);
  const groups = await shop.rows("select distinct rank, customer_key from task_groups where instance_id = $1", [id]);
  const tasks = await shop.rows("select distinct rank, customer_key from tasks where instance_id = $1", [id]);
  t.is(groups.length, 1);
  t.deepEqual(groups, tasks);
  t.deepEqual(await breachesOfLawFour(shop.house, "t1"), []);
});

test.serial("a step that leaves the case as it is called leaves the task alone", async (t) => {
  const id = await shop.start("renamed", { ...printer, number: "T-2" });
  await shop.rows("update tasks set title = 'by hand' where instance_id = $1 returning 1", [id]);

  await look(id, { note: "nothing" });

  t.deepEqual(await found("T-2"), ["Bleiben: by hand", "Weiter: Drucker kaputt"]);
});
