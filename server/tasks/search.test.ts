import test from "ava";
import { gather } from "../bench/herd.ts";
import { transact } from "../db/transact.ts";
import { fillWords } from "../db/migrations/0030-task-words.ts";
import { createTenant } from "../identity/users.ts";
import { completeTask } from "../runtime/commands/completeTask.ts";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { migrateInstance } from "../runtime/commands/migrateInstance.ts";
import { cancelInstance } from "../runtime/commands/repair.ts";
import { startInstance } from "../runtime/commands/startInstance.ts";
import type { Cause } from "../runtime/house.ts";
import { bpmn, ext, flows } from "../test/models.ts";
import { openWorkshop, person } from "../test/workshop.ts";
import type { Workshop } from "../test/workshop.ts";
import { listTasks } from "./list.ts";
import type { TaskFilter } from "./list.ts";

const ana = person("ana", "technician");
const cy = person("cy", "compliance");
const dee = person("dee", "dispatcher");
const other = { tenantId: "t2", actor: "tester" };

let shop: Workshop;
test.before(async () => {
  shop = await openWorkshop();
  await transact(shop.house.database, "t2", (tx) => createTenant(tx, "t2", "Other", shop.clock.now));
});
test.after.always(() => shop.close());

/** Two tasks one after the other, the first with an English name too. */
function model(id: string, [first, english]: readonly [string, string], groups = "technician"): string {
  const subject = ext(`<ablauf:subject businessKey="=number" title="=title" customer="=customer"/>`);
  const group = `<zeebe:assignmentDefinition candidateGroups="${groups}"/>`;
  const task = (at: string, name: string, text = "") =>
    `<bpmn:userTask id="${at}" name="${name}">${ext(group + text)}</bpmn:userTask>`;
  return bpmn(
    id,
    `${subject}<bpmn:startEvent id="s"/>${task("a", first, `<ablauf:text lang="en" name="${english}"/>`)}${task("b", "Abschließen")}
     <bpmn:endEvent id="e"/>${flows("s", "a", "b", "e")}`,
  );
}

const printer = { number: "T-2026-00021", title: "Drucker im 2. Stock", customer: "Müller Maschinenbau GmbH" };
const notebook = { number: "T-2026-00210", title: "Notebook für Frau Weiß", customer: "Bäckerei Groß" };

async function deployed(key: string, cause: Cause = shop.cause): Promise<void> {
  await deployProcess(shop.house, cause, { xml: model(key, ["Ticket qualifizieren", "Qualify ticket"]) });
}

/** The numbers of the tasks that somebody finds in a process. */
async function found(processKey: string, search: string, filter: Partial<TaskFilter> & { who?: typeof ana } = {}) {
  const { who = ana, ...rest } = filter;
  const rows = await shop.read((tx) =>
    listTasks(tx, who, { view: "all", processKey, search, limit: 50, ...rest }, shop.clock.now),
  );
  return rows.map((row) => row.business_key ?? "").toSorted((one, two) => one.localeCompare(two));
}

/** The words that are kept of an instance. */
async function wordsOf(id: string): Promise<unknown[]> {
  const rows = await shop.rows("select word from task_words where instance_id = $1 order by word", [id]);
  return rows.map((row) => row["word"]);
}

async function complete(instanceId: string): Promise<void> {
  const [task] = await shop.rows("select wait_id from tasks where instance_id = $1", [instanceId]);
  await completeTask(shop.house, shop.cause, ana, { instanceId, waitId: String(task?.["wait_id"]) }, {});
}

test.serial("the migration writes of tasks that are open what opening them writes", async (t) => {
  await shop.deploy(model("filled", ["Prüfen", "Prüfen"]));
  const id = await shop.start("filled", printer);
  const before = [await shop.rows("select words from tasks where instance_id = $1", [id]), await wordsOf(id)];
  await shop.rows("update tasks set words = '' where instance_id = $1 returning 1", [id]);
  await shop.rows("delete from task_words where instance_id = $1 returning 1", [id]);

  await shop.house.database.knex.transaction(async (trx) => {
    await trx.raw("select set_config('app.tenant', '*', true)");
    await fillWords(async (text, values) => (await trx.raw<{ rows: object[] }>(text, [...values])).rows);
  });

  t.deepEqual([await shop.rows("select words from tasks where instance_id = $1", [id]), await wordsOf(id)], before);
});

test("tasks are found by what begins a word of name, title, customer and number, in whatever language they show", async (t) => {
  await deployed("plain");
  await shop.start("plain", printer);
  await shop.start("plain", notebook);
  const both = [printer.number, notebook.number];

  for (const search of ["druck", "MÜLLER", "mueller masch", "muller", "T-2026-00021", "00021", "stock muller gmbh"])
    t.deepEqual(await found("plain", search), [printer.number], search);
  for (const search of ["weiss", "weiß note", "gross", "baeckerei", "T-2026-0021", "bäck"])
    t.deepEqual(await found("plain", search), [notebook.number], search);
  for (const search of ["qualif", "Qualify", "ticket T-2026", "2026", "21", "  ", "%"])
    t.deepEqual(await found("plain", search), both, search);
  for (const search of ["drucker weiß", "rucker", "nirgends", "T-2025-00021", "2026-21"])
    t.deepEqual(await found("plain", search), [], search);
});

test("a search shows nobody what a view does not, and nothing of another tenant", async (t) => {
  await deployed("apart");
  await shop.start("apart", printer);
  await deployed("apart", other);
  await startInstance(shop.house, other, { processKey: "apart", variables: notebook });
  const foreign = await transact(shop.house.database, "t2", async (tx) => [
    (await listTasks(tx, ana, { view: "all", search: "drucker", limit: 50 }, shop.clock.now)).length,
    (await listTasks(tx, ana, { view: "all", search: "notebook", limit: 50 }, shop.clock.now)).length,
    (await tx.query("select from task_words where word = 'drucker'")).length,
  ]);

  t.deepEqual(foreign, [0, 1, 0]);
  t.deepEqual(await found("apart", "notebook"), []);

  t.deepEqual(await found("apart", "drucker", { who: cy }), []);
  t.deepEqual(await found("apart", "drucker", { who: dee }), [printer.number]);
  t.deepEqual(await found("apart", "drucker", { view: "mine" }), []);
  t.deepEqual(await found("apart", "drucker", { customer: notebook.customer }), []);
  t.deepEqual(await found("apart", "drucker", { customer: printer.customer }), [printer.number]);
});

test("what is completed is not found any more, and with the instance its words are gone", async (t) => {
  await deployed("ending");
  const [first, second] = [await shop.start("ending", printer), await shop.start("ending", notebook)];
  t.true((await wordsOf(first)).includes("drucker"));

  await complete(first);

  t.deepEqual(await found("ending", "qualifizieren"), [notebook.number]);
  t.deepEqual(await found("ending", "abschliessen drucker"), [printer.number]);

  await complete(first);
  await cancelInstance(shop.house, shop.cause, second, "enough");

  t.deepEqual(await found("ending", "2026"), []);
  t.deepEqual([...(await wordsOf(first)), ...(await wordsOf(second))], []);
});

test("a task that comes over to another version is found by its new name", async (t) => {
  await deployed("moving");
  const id = await shop.start("moving", printer);
  await shop.deploy(model("moving", ["Störung einordnen", "Sort the outage"]));

  await migrateInstance(shop.house, shop.cause, id, { version: 2, overrides: [], reason: "better" });

  for (const search of ["stoerung drucker", "outage T-2026-00021"])
    t.deepEqual(await found("moving", search), [printer.number], search);
  t.deepEqual(await found("moving", "qualifizieren"), []);
});

/** As if so many instances had these words that looking at each one would take too long, the same ones or others each. */
async function makeFrequent(words: readonly string[], areTogether: boolean): Promise<void> {
  await shop.rows(
    `insert into task_words (tenant_id, word, instance_id)
     select 't1', word, md5(n || ($1::text[])[1] || case when $2 then '' else word end)::uuid
     from generate_series(1, 5001) as n, unnest($1::text[]) as word returning 1`,
    [words, areTogether],
  );
}

const behind = [
  { word: "apfel", areTogether: false, milliseconds: 1000 },
  { word: "birne", areTogether: false, milliseconds: 1_100_000 },
  { word: "kirsche", areTogether: true, milliseconds: 1000 },
  { word: "pflaume", areTogether: true, milliseconds: 1_100_000 },
];

for (const { word, areTogether, milliseconds } of behind)
  test.serial(
    `what is found only behind many others is found, and before what stands nearer in another inbox: ${word}`,
    async (t) => {
      const both = person("bea", "technician", "vcio");
      const [far, near] = [`far-${word}`, `near-${word}`];
      const lonely = { ...printer, title: `${word} am Ende` };
      await deployed(far);
      await shop.deploy(model(near, ["Ticket qualifizieren", "Qualify ticket"], "vcio"));
      await shop.start(far, lonely);
      shop.clock.advance(milliseconds);
      await gather(shop, far, 2100);
      shop.clock.advance(1000);
      await shop.start(near, { ...notebook, title: `${word} am Ende` });
      await makeFrequent([word, "ende", "drucker"], areTogether);
      const first = async (who: typeof ana, limit: number) => {
        const search = `${word} ende`;
        const rows = await shop.read((tx) => listTasks(tx, who, { view: "all", search, limit }, shop.clock.now));
        return rows.map((row) => row.business_key);
      };

      t.deepEqual(await first(ana, 50), [lonely.number]);
      t.deepEqual(await first(both, 1), [lonely.number]);
      t.deepEqual(await first(both, 50), [lonely.number, notebook.number]);
      t.deepEqual(await first(dee, 50), [lonely.number, notebook.number]);
      t.deepEqual(await first(cy, 50), []);
      t.is((await found(far, "drucker", { limit: 200 })).length, 200);
    },
  );
