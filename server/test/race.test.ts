import test from "ava";
import { firstBroken } from "../audit/chain.ts";
import { readTrail } from "../audit/trail.ts";
import { isObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { buildHouse } from "../cli/house.ts";
import { connect } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import { Generator, random } from "../engine/randomModels.ts";
import type { InstanceValue, Wait } from "../engine/types.ts";
import { completeTask } from "../runtime/commands/completeTask.ts";
import { migrateInstance } from "../runtime/commands/migrateInstance.ts";
import { publishMessage } from "../runtime/commands/publishMessage.ts";
import type { House } from "../runtime/house.ts";
import type { Performer } from "../runtime/performer.ts";
import { timerWork } from "../workers/due.ts";
import { jobWork } from "../workers/jobs.ts";
import { openWorkshop, person, tenantId } from "./workshop.ts";
import type { Workshop } from "./workshop.ts";

/**
 * Random structured models, each driven twice: by one house alone, and by two houses on the same database that do at once
 * whatever they find: tasks, jobs, messages, timers, and migrations to a version that says the same. Both must end alike,
 * and after every command the open rows are the waits of the snapshot (law 4).
 */

let shop: Workshop;
let second: House;
test.before(async () => {
  shop = await openWorkshop();
  const { database, log, now } = shop.house;
  second = buildHouse(connect(database.url), log, now);
});
test.after.always(async () => {
  await second.database.destroy();
  await shop.close();
});

const ana = person("ana", "technician");
const worker: Performer = {
  types: ["race.*"],
  perform: { kind: "outside", run: () => Promise.resolve({}) },
};

/** Tasks become whatever an instance can wait for. */
function dressed(xml: string, key: string, chance: () => number): string {
  const waits = [
    (id: string) => `<bpmn:userTask id="${id}"/>`,
    (id: string) => `<bpmn:userTask id="${id}"/>`,
    (id: string) =>
      `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="race.${id}"/></bpmn:extensionElements></bpmn:serviceTask>`,
    (id: string) =>
      `<bpmn:intermediateCatchEvent id="${id}"><bpmn:messageEventDefinition messageRef="Go"/></bpmn:intermediateCatchEvent>`,
    (id: string) =>
      `<bpmn:intermediateCatchEvent id="${id}"><bpmn:timerEventDefinition><bpmn:timeDuration>PT0S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`,
  ];
  return xml
    .replaceAll(/<bpmn:userTask id="(\w+)"\/>/g, (_, id: string) => waits[Math.floor(chance() * waits.length)]!(id))
    .replace('<bpmn:process id="process"', `<bpmn:message id="Go" name="go"/><bpmn:process id="${key}"`);
}

interface Found {
  readonly definition_id: string;
  readonly status: string;
  readonly snapshot: string;
  readonly variables: InstanceValue["variables"];
  readonly tasks: readonly string[];
  readonly subscriptions: number;
  readonly rows: readonly string[];
}

/** One statement, so that everything is of one moment. */
async function find(house: House, id: string): Promise<Found> {
  const [row] = await transact(house.database, tenantId, (tx) =>
    tx.query<Found & Record<string, unknown>>(
      `select i.definition_id, i.status, i.snapshot, i.variables,
         array(select wait_id from tasks where instance_id = i.id) as tasks,
         (select count(*)::int from subscriptions where instance_id = i.id) as subscriptions,
         array(select 'task ' || wait_id || ' ' || element_id from tasks where instance_id = i.id
           union all select 'job ' || wait_id || ' ' || element_id from jobs where instance_id = i.id
           union all select 'timer ' || wait_id || ' ' || element_id from timers where instance_id = i.id
           union all select kind || ' ' || wait_id || ' ' || element_id from subscriptions where instance_id = i.id
           union all select 'fault ' || wait_id || ' ' || element_id from faults where instance_id = i.id) as rows
       from instances i where i.tenant_id = $1 and i.id = $2`,
      [tenantId, id],
    ),
  );
  if (row === undefined) throw new Error(`instance ${id} is gone`);
  return row;
}

/** Law 4. */
async function check(house: House, found: Found): Promise<void> {
  const version = await transact(house.database, tenantId, (tx) => house.versions.byId(tx, found.definition_id));
  const waits: readonly Wait[] = found.status === "running" ? version.definition.waits(found) : [];
  const expected = waits.map((wait) => `${wait.kind} ${wait.id} ${wait.elementId}`).toSorted();
  const stored = found.rows.toSorted();
  if (expected.join() !== stored.join()) throw new Error(`Expected the rows ${expected.join()}, but ${stored.join()}`);
}

/** What may be refused when somebody else was faster. */
const lost = new Set(["task.missing", "engine.ended", "engine.wait", "migration.same"]);

/** Does what it finds until the instance has ended. Tells how often it looked, and how often somebody was faster. */
async function drive(
  house: House,
  id: string,
  chance: () => number,
  name: string,
): Promise<{ readonly looks: number; readonly late: number }> {
  const works = [jobWork(house, [worker], name, 2), timerWork(house)];
  let late = 0;
  for (let looks = 1; looks < 5_000; looks += 1) {
    const found = await find(house, id);
    await check(house, found);
    if (found.status !== "running") return { looks, late };
    try {
      await act(house, id, found, { chance, name });
    } catch (error) {
      if (!(error instanceof Refusal) || !lost.has(error.code)) throw error;
      if (error.code !== "migration.same") late += 1;
    }
    for (const work of works) if (chance() < 0.3) await work.run();
  }
  throw new Error(`instance ${id} does not end`);
}

async function act(
  house: House,
  id: string,
  found: Found,
  { chance, name }: { chance: () => number; name: string },
): Promise<void> {
  const cause = { ...shop.cause, actor: name };
  const waitId = found.tasks[Math.floor(chance() * found.tasks.length)];
  if (chance() < 0.15) {
    const version = 1 + Math.floor(chance() * 2);
    await migrateInstance(house, cause, id, { version, overrides: [], reason: "race" });
  } else if (waitId !== undefined && chance() < 0.7) {
    await completeTask(house, cause, ana, { instanceId: id, waitId }, {});
  } else if (found.subscriptions > 0) {
    await publishMessage(house, cause, { name: "go", instanceId: id, variables: {}, timeToLive: 0 });
  }
}

/** How an instance went: its end, and how often each command was given and each element and flow passed. */
async function story(id: string) {
  const trail = await shop.read((tx) => readTrail(tx, id, 0, 10_000));
  if (firstBroken(trail) !== undefined) throw new Error(`the chain of ${id} is broken`);
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const event of trail) {
    if (event.type === "migrate") continue;
    count(event.type);
    const facts = Array.isArray(event.data["facts"]) ? event.data["facts"].filter(isObject) : [];
    for (const { type, elementId } of facts) count(`${JSON.stringify(type)} ${JSON.stringify(elementId)}`);
  }
  const { status, variables } = await find(shop.house, id);
  return { status, variables, counts: Object.fromEntries(counts) };
}

async function actors(id: string): Promise<ReadonlySet<string>> {
  const trail = await shop.read((tx) => readTrail(tx, id, 0, 10_000));
  return new Set(trail.filter((event) => event.type !== "migrate").map((event) => event.actor));
}

const races = 60;
const kinds = ["AND", "XOR", "OR", "LOOP", "SEQ", "SUB", "MI", "SEQMI", "TASK"];

/** Models with enough to do for a race, and not too much for a test. */
function models(
  wanted: number,
): { readonly seed: number; readonly xml: string; readonly tasks: Map<string, number> }[] {
  const found = [];
  for (let seed = 1; found.length < wanted; seed += 1) {
    const generator = new Generator(seed, kinds);
    const xml = generator.model();
    const total = [...generator.expected.values()].reduce((sum, times) => sum + times, 0);
    if (total >= 8 && total <= 100) found.push({ seed, xml, tasks: generator.expected });
  }
  return found;
}

test("two houses that race bring every random model to the end that one alone brings it to", async (t) => {
  t.timeout(120_000);
  let [looks, late, shared] = [0, 0, 0];
  for (const { seed, xml, tasks } of models(races)) {
    const key = `race${seed}`;
    const model = dressed(xml, key, random(seed));
    await shop.deploy(model);
    await shop.deploy(`${model}<!-- the same again -->`);
    const [alone, raced] = [await shop.start(key), await shop.start(key)];

    await drive(shop.house, alone, random(seed), "one");
    const drives = await Promise.all([
      drive(shop.house, raced, random(seed + 1_000), "one"),
      drive(second, raced, random(seed + 2_000), "two"),
    ]);

    const [expected, actual] = [await story(alone), await story(raced)];
    t.deepEqual(actual, expected, model);
    t.is(actual.status, "completed");
    for (const [id, times] of tasks)
      t.is(actual.counts[`"element.completed" "${id}"`] ?? 0, times, `${id} in ${model}`);
    for (const each of drives) {
      looks += each.looks;
      late += each.late;
    }
    const hands = await actors(raced);
    if (hands.has("one") && hands.has("two")) shared += 1;
  }
  t.log(`${looks} looks at ${races} races, rows equal to waits each time; ${late} commands came late`);
  t.true(shared > races / 2, "both houses had a hand in most races");
  t.true(late > races / 2, "they got in each other's way");
});
