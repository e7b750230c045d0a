import { transact } from "../db/transact.ts";
import { permissionsOf } from "../identity/person.ts";
import type { Person } from "../identity/person.ts";
import { completeTask } from "../runtime/commands/completeTask.ts";
import type { TaskKey } from "../runtime/commands/completeTask.ts";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { listTasks } from "../tasks/list.ts";
import type { TaskFilter } from "../tasks/list.ts";
import type { TaskView } from "../tasks/places.ts";
import { atMost, median, percentile, rounded } from "./figures.ts";
import type { Findings } from "./figures.ts";
import { technician } from "./ground.ts";
import type { Ground, Site } from "./ground.ts";
import { gather } from "./herd.ts";
import { relay } from "./models.ts";
import { inLanes, interleave } from "./rounds.ts";

interface Pasture {
  readonly size: number;
  readonly site: Site;
  readonly keys: TaskKey[];
}

const perRound = 100;
const pages = 40;
const rareness = 200;

interface Look {
  readonly person: Person;
  readonly view: TaskView;
  readonly filter?: Partial<TaskFilter>;
}

const dispatcher: Person = { ...technician, roles: ["dispatcher"], permissions: permissionsOf(["dispatcher"]) };

/** Who looks at which inbox, in which order: a large group, a small one, what one person holds, everything, what is searched. */
const looks: Readonly<Record<string, Look>> = {
  "large team": { person: technician, view: "team" },
  "small team": { person: { ...technician, roles: ["vcio"] }, view: "team" },
  free: { person: { ...technician, roles: ["vcio"] }, view: "free" },
  mine: { person: { ...technician, login: "holder" }, view: "mine" },
  "no team": { person: { ...technician, login: "nobody", roles: ["compliance"] }, view: "team" },
  "team by priority": { person: technician, view: "team", filter: { order: { sort: "priority", isReversed: false } } },
  "team by customer": { person: technician, view: "team", filter: { order: { sort: "customer", isReversed: true } } },
  "newest of all": { person: dispatcher, view: "all", filter: { order: { sort: "created", isReversed: true } } },
  "mine by priority": {
    person: { ...technician, login: "holder" },
    view: "mine",
    filter: { order: { sort: "priority", isReversed: false } },
  },
  "all of a customer": { person: dispatcher, view: "all", filter: { customer: "Kunde 77" } },
  "found by a word": { person: dispatcher, view: "all", filter: { search: "Kunde 77" } },
  "found nowhere": { person: dispatcher, view: "all", filter: { search: "nowhere to be found" } },
};

/** What a command and a page of the task list cost while more and more instances wait. */
export async function measureGrowth(ground: Ground, sizes: readonly number[], rounds: number): Promise<Findings> {
  const pastures: Pasture[] = [];
  for (const size of sizes) pastures.push(await openPasture(ground, size));
  const first = pastures[0]!; // there is at least one size
  const latencies = new Map(pastures.map(({ size }) => [size, [] as number[]]));
  const works = Object.fromEntries(
    pastures.map((pasture) => [String(pasture.size), () => completeSome(pasture, latencies.get(pasture.size) ?? [])]),
  );
  const costs = await interleave(first.site.house.database, works, rounds);
  const lists = await measureLists(pastures, rounds);
  for (const { site } of pastures) await site.close();
  const least = costs[String(first.size)]?.cpu ?? Number.NaN;
  const goals = sizes.slice(1).flatMap((size) => {
    return [
      atMost(
        1.25,
        middle(latencies, size) / middle(latencies, first.size),
        "×",
        `completing with ${size} waiting, time against ${first.size}`,
      ),
      atMost(1.25, (costs[String(size)]?.cpu ?? Number.NaN) / least, "×", `the same, our CPU`),
    ];
  });
  const slowest = Object.entries(lists).map(([name, { p99 }]) => atMost(20, p99, "ms", `page of ${name} tasks, p99`));
  const latency = Object.fromEntries([...latencies].map(([size, times]) => [size, rounded(median(times))]));
  return { goals: [...goals, ...slowest], figures: { latency, costs, lists } };
}

function middle(latencies: ReadonlyMap<number, readonly number[]>, size: number): number {
  return median(latencies.get(size) ?? []);
}

async function openPasture(ground: Ground, size: number): Promise<Pasture> {
  const site = await ground.site();
  await deployProcess(site.house, site.cause, { xml: relay });
  const keys = await gather(site, "relay", size, { rareness });
  return { size, site, keys: shuffled(keys) };
}

async function completeSome({ site, keys }: Pasture, times: number[]): Promise<number> {
  const batch = keys.splice(0, perRound);
  times.push(
    ...(await inLanes(batch, 1, (key) => completeTask(site.house, site.cause, technician, key, { outcome: "solved" }))),
  );
  return batch.length;
}

/** Pages of every inbox at every size, in turn; the first round warms up. */
async function measureLists(pastures: readonly Pasture[], rounds: number): Promise<Record<string, { p99: number }>> {
  const inboxes = pastures.flatMap((pasture) =>
    Object.entries(looks).map(([name, look]) => ({
      name: `${name}, ${pasture.size}`,
      pasture,
      look,
      times: [] as number[],
    })),
  );
  for (let round = 0; round <= rounds; round += 1) {
    for (const { pasture, look, times } of inboxes) {
      const taken = await lookAt(pasture, look);
      if (round > 0) times.push(...taken);
    }
  }
  return Object.fromEntries(
    inboxes.map(({ name, times }) => [name, { p50: rounded(median(times)), p99: rounded(percentile(times, 0.99)) }]),
  );
}

function lookAt({ site: { house } }: Pasture, { person, view, filter = {} }: Look): Promise<number[]> {
  return inLanes(Array.from({ length: pages }), 1, () =>
    transact(house.database, technician.tenantId, (tx) =>
      listTasks(tx, person, { view, limit: 50, ...filter }, house.now()),
    ),
  );
}

/** A fixed disorder: neighbours in the list are no neighbours in the table. */
function shuffled<T>(items: readonly T[]): T[] {
  const step = 7919; // a prime larger than no factor of the sizes
  return items.map((_, at) => items[(at * step) % items.length]!); // an index within
}
