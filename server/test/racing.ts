import { isDeepStrictEqual } from "node:util";
import { firstBroken } from "../audit/chain.ts";
import { readTrail } from "../audit/trail.ts";
import { isObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { buildHouse } from "../cli/house.ts";
import { connect } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import { Generator as Models, random } from "../engine/randomModels.ts";
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

const kinds = [
  "AND",
  "XOR",
  "OR",
  "LOOP",
  "SEQ",
  "SUB",
  "MI",
  "SEQMI",
  "ERR",
  "ESC",
  "ERRSUB",
  "ESCSUB",
  "COMP",
  "TASK",
];

/** Two houses on one database, as two servers are. */
export interface Track {
  readonly shop: Workshop;
  readonly second: House;
  close(): Promise<void>;
}

/** Opens a track. */
export async function openTrack(): Promise<Track> {
  const shop = await openWorkshop();
  const { house } = shop;
  const second = buildHouse(connect(house.database.url), house.log, house.now, house.lease);
  return {
    shop,
    second,
    close: async () => {
      await second.database.destroy();
      await shop.close();
    },
  };
}

/** How a race went. */
export interface Race {
  /** What differs from the same model driven by one house alone, or breaks law 4. */
  readonly wrong: string | undefined;
  readonly looks: number;
  /** Commands that came when somebody else had been faster. */
  readonly late: number;
  /** Both houses had a hand in it. */
  readonly isShared: boolean;
}

/** The seeds from `from` on whose models have enough to do for a race, and not too much for a test. */
export function* raceSeeds(from: number): Generator<number> {
  for (let seed = from; ; seed += 1) {
    const { expected } = modelOf(seed);
    const total = [...expected.values()].reduce((sum, times) => sum + times, 0);
    if (total >= 8 && total <= 100) yield seed;
  }
}

function modelOf(seed: number): { readonly xml: string; readonly expected: ReadonlyMap<string, number> } {
  const generator = new Models(seed, kinds);
  const xml = generator.model();
  return { xml, expected: generator.expected };
}

/**
 * Drives a random structured model twice: by one house alone, and by two houses on the same database that do at once
 * whatever they find: tasks, jobs, messages, timers, and migrations to a version that says the same. Both must end alike,
 * and after every command the open rows are the waits of the snapshot (law 4).
 */
export async function race({ shop, second }: Track, seed: number): Promise<Race> {
  const { xml, expected } = modelOf(seed);
  const key = `race${seed}`;
  const model = dressed(xml, key, random(seed));
  await shop.deploy(model);
  await shop.deploy(`${model}<!-- the same again -->`);
  const [alone, raced] = [await shop.start(key), await shop.start(key)];
  await drive(shop.house, alone, { chance: random(seed), name: "one" });
  const drives = await Promise.all([
    drive(shop.house, raced, { chance: random(seed + 1_000), name: "one" }),
    drive(second, raced, { chance: random(seed + 2_000), name: "two" }),
  ]);
  const [whole, actual] = [await story(shop.house, alone), await story(shop.house, raced)];
  const hands = await actors(shop.house, raced);
  return {
    wrong: difference(whole, actual, expected) && `${difference(whole, actual, expected)} in ${model}`,
    looks: drives.reduce((sum, { looks }) => sum + looks, 0),
    late: drives.reduce((sum, { late }) => sum + late, 0),
    isShared: hands.has("one") && hands.has("two"),
  };
}

type Story = Awaited<ReturnType<typeof story>>;

function difference(whole: Story, actual: Story, expected: ReadonlyMap<string, number>): string | undefined {
  if (!isDeepStrictEqual(actual, whole)) return `expected ${JSON.stringify(whole)}, but ${JSON.stringify(actual)}`;
  if (actual.status !== "completed") return `it is ${actual.status}`;
  for (const [id, times] of expected) {
    const done = actual.counts[`"element.completed" "${id}"`] ?? 0;
    if (done !== times) return `${id} was done ${done} times instead of ${times}`;
  }
  return undefined;
}

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

/** Who drives: by which chance, under which name. */
interface Driver {
  readonly chance: () => number;
  readonly name: string;
}

/** Does what it finds until the instance has ended. Tells how often it looked, and how often somebody was faster. */
async function drive(
  house: House,
  id: string,
  driver: Driver,
): Promise<{ readonly looks: number; readonly late: number }> {
  const { chance, name } = driver;
  const works = [jobWork(house, [worker], name, 2), timerWork(house)];
  let late = 0;
  for (let looks = 1; looks < 5_000; looks += 1) {
    const found = await find(house, id);
    await check(house, found);
    if (found.status !== "running") return { looks, late };
    try {
      await act(house, id, found, driver);
    } catch (error) {
      if (!(error instanceof Refusal) || !lost.has(error.code)) throw error;
      if (error.code !== "migration.same") late += 1;
    }
    for (const work of works) if (chance() < 0.3) await work.run();
  }
  throw new Error(`instance ${id} does not end`);
}

async function act(house: House, id: string, found: Found, { chance, name }: Driver): Promise<void> {
  const cause = { tenantId, actor: name };
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
async function story(house: House, id: string) {
  const trail = await transact(house.database, tenantId, (tx) => readTrail(tx, id, 0, 10_000));
  if (firstBroken(trail) !== undefined) throw new Error(`the chain of ${id} is broken`);
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const event of trail) {
    if (event.type === "migrate") continue;
    count(event.type);
    const facts = Array.isArray(event.data["facts"]) ? event.data["facts"].filter(isObject) : [];
    for (const { type, elementId } of facts) count(`${JSON.stringify(type)} ${JSON.stringify(elementId)}`);
  }
  const { status, variables } = await find(house, id);
  return { status, variables, counts: Object.fromEntries(counts) };
}

async function actors(house: House, id: string): Promise<ReadonlySet<string>> {
  const trail = await transact(house.database, tenantId, (tx) => readTrail(tx, id, 0, 10_000));
  return new Set(trail.filter((event) => event.type !== "migrate").map((event) => event.actor));
}
