import { readFile } from "node:fs/promises";
import type { Database } from "../db/connect.ts";
import { median, rounded } from "./figures.ts";

/** What `count` operations cost: milliseconds each by the clock and of CPU, in our process and in PostgreSQL's backends. */
export interface Cost {
  readonly count: number;
  readonly wall: number;
  readonly cpu: number;
  /** Not a number where the backends' times cannot be read (another machine, no /proc). */
  readonly databaseCpu: number;
}

/** A piece of work that is measured round by round. It tells how many operations it did. */
export type Work = () => Promise<number>;

/**
 * Measures pieces of work in interleaved rounds after one round of warm-up, so that a noisy minute hits all of them, and
 * gives the median of each.
 */
export async function interleave<Name extends string>(
  database: Database,
  works: Readonly<Record<Name, Work>>,
  rounds: number,
): Promise<Record<Name, Cost>> {
  const names = Object.keys(works) as Name[]; // the record has no other keys
  const costs = new Map<Name, Cost[]>(names.map((name) => [name, []]));
  for (const name of names) await works[name]();
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) costs.get(name)?.push(await measure(database, works[name]));
  }
  return Object.fromEntries(names.map((name) => [name, middle(costs.get(name) ?? [])])) as Record<Name, Cost>; // one for each name
}

/** Operations per second. */
export function rate({ wall }: Cost): number {
  return rounded(1_000 / wall);
}

/** Runs `work` over items, `lanes` at a time, and gives the milliseconds of each. */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T, lane: number) => Promise<unknown>,
): Promise<number[]> {
  const iterator = items.values();
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (const item of iterator) {
        const began = performance.now();
        await work(item, lane);
        times.push(performance.now() - began);
      }
    }),
  );
  return times;
}

async function measure(database: Database, work: Work): Promise<Cost> {
  const backendsBefore = await backendTime(database);
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const count = await work();
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(cpuBefore);
  const backendsAfter = await backendTime(database);
  const spent = [...backendsAfter].reduce((sum, [pid, time]) => sum + time - (backendsBefore.get(pid) ?? 0), 0);
  const databaseCpu = backendsAfter.size === 0 ? Number.NaN : spent;
  return { count, wall: wall / count, cpu: (user + system) / 1_000 / count, databaseCpu: databaseCpu / count };
}

/** CPU milliseconds of each backend of our role so far, in whichever database; empty where they run out of sight. */
async function backendTime(database: Database): Promise<Map<number, number>> {
  const { rows }: { rows: { pid: number }[] } = await database.knex.raw(
    "select pid from pg_stat_activity where usename = current_user",
  );
  const times = new Map<number, number>();
  for (const { pid } of rows) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields !== undefined) times.set(pid, (Number(fields[11]) + Number(fields[12])) * 10); // utime, stime in 1/100 s
  }
  return times;
}

function middle(costs: readonly Cost[]): Cost {
  const of = (key: keyof Cost) => rounded(median(costs.map((cost) => cost[key])));
  return { count: of("count"), wall: of("wall"), cpu: of("cpu"), databaseCpu: of("databaseCpu") };
}
