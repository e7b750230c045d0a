import { transact } from "../db/transact.ts";
import type { Tx } from "../db/transact.ts";
import { listInstances } from "../instances/list.ts";
import { readStanding } from "../instances/standing.ts";
import { permissionsOf } from "../identity/person.ts";
import type { Person } from "../identity/person.ts";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { listTasks } from "../tasks/list.ts";
import type { TaskFilter } from "../tasks/list.ts";
import { atMost, median, percentile, rounded } from "./figures.ts";
import type { Findings } from "./figures.ts";
import { technician } from "./ground.ts";
import type { Site } from "./ground.ts";
import { gather } from "./herd.ts";
import { relay } from "./models.ts";
import { inLanes } from "./rounds.ts";

const size = 100_000;
const pages = 20;

/** A list that somebody opens: how long its median may take, in milliseconds, and the reading of it. */
interface Opened {
  readonly most: number;
  readonly read: (tx: Tx, now: Date) => Promise<unknown>;
}

const dispatcher: Person = { ...technician, roles: ["dispatcher"], permissions: permissionsOf(["dispatcher"]) };
const byCustomer = { order: { sort: "customer", isReversed: true } } as const;

const lists: Readonly<Record<string, Opened>> = {
  "tasks by number": searched("T-2026-0077123"),
  "tasks by half a number": searched("T-2026-00771"),
  "tasks by customer": searched("Kunde 77"),
  "tasks by customer and word": searched("drucker kunde 76"),
  "tasks by what begins 25,000": searched("postf"),
  "tasks by two frequent words": searched("drucker druckt"),
  "tasks by frequent words that never meet": searched("drucker postfach"),
  "tasks by a word of every one": searched("first"),
  "tasks by a word of none": searched("nowhere to be found"),
  "a technician's tasks by customer": searched("kunde 77", {}, technician),
  "a technician's tasks by a frequent word": searched("notebook", {}, technician),
  "tasks by customer, in another order": searched("Kunde 77", byCustomer),
  "tasks by a frequent word, in another order": searched("postfach", byCustomer),
  "instances of a customer": {
    most: 20,
    read: (tx) => listInstances(tx, { customer: "Kunde 77", limit: 50 }),
  },
  "running instances of a customer": {
    most: 20,
    read: (tx) => listInstances(tx, { customer: "Kunde 77", status: "running", limit: 50 }),
  },
  "processes in use": { most: 100, read: (tx) => readStanding(tx, {}) },
  "processes in use for a customer": { most: 100, read: (tx) => readStanding(tx, { customer: "Kunde 77" }) },
};

function searched(search: string, filter: Partial<TaskFilter> = {}, person = dispatcher): Opened {
  return { most: 20, read: (tx, now) => listTasks(tx, person, { view: "all", limit: 50, search, ...filter }, now) };
}

/** What pages of lists take when 100,000 instances wait, 2,000 rest and 1,000 have a fault. The first round warms up. */
export async function measureListed(site: Site, rounds: number): Promise<Findings> {
  const { house, cause } = site;
  await deployProcess(house, cause, { xml: relay });
  await gather(site, "relay", size, { rareness: 200 });
  await transact(house.database, cause.tenantId, trouble);
  await house.database.knex.raw("vacuum analyze");
  const times = new Map(Object.keys(lists).map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, { read }] of Object.entries(lists)) {
      const taken = await inLanes(Array.from({ length: pages }), 1, () =>
        transact(house.database, cause.tenantId, (tx) => read(tx, house.now())),
      );
      if (round > 0) times.get(name)?.push(...taken);
    }
  }
  return {
    goals: Object.entries(lists).map(([name, { most }]) =>
      atMost(most, median(times.get(name) ?? []), "ms", `${name}, median`),
    ),
    figures: Object.fromEntries(
      [...times].map(([name, taken]) => [name, { p50: rounded(median(taken)), p99: rounded(percentile(taken, 0.99)) }]),
    ),
  };
}

async function trouble(tx: Tx): Promise<void> {
  await tx.query(
    "update instances set is_suspended = true where tenant_id = $1 and id in (select id from instances order by md5(id::text) limit 2000)",
    [tx.tenantId],
  );
  await tx.query(
    `insert into faults (tenant_id, instance_id, wait_id, element_id, definition_key, kind, code, message, created_at)
     select tenant_id, id, '2', 'first', definition_key, 'engine', 'bench', 'broken', started_at from instances
     where tenant_id = $1 order by md5(id::text) desc limit 1000`,
    [tx.tenantId],
  );
}
