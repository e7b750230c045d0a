import { completeTask } from "../runtime/commands/completeTask.ts";
import type { TaskKey } from "../runtime/commands/completeTask.ts";
import { atMost, median, rounded } from "./figures.ts";
import type { Findings } from "./figures.ts";
import { technician } from "./ground.ts";
import type { Site } from "./ground.ts";
import { gather } from "./herd.ts";
import { inLanes, interleave } from "./rounds.ts";

const lanes = 4;
const perRound = 160;
/** One command in so many is on an instance with 500 kB of variables. */
const every = 40;

/** 500 kB of variables as they come: a list of records. */
function luggage(): {
  readonly records: readonly { readonly at: number; readonly name: string; readonly note: string }[];
} {
  const record = { name: "Printer, second floor", note: "x".repeat(80) };
  return { records: Array.from({ length: 4_000 }, (_, at) => ({ at, ...record })) };
}

/** Whether commands on instances with 500 kB of variables slow those on others, when one in forty is such a one. */
export async function measureWeight(site: Site, rounds: number): Promise<Findings> {
  const { house, cause } = site;
  const light = await gather(site, "relay", (rounds + 1) * 2 * perRound);
  const laden = await gather(site, "relay", ((rounds + 1) * perRound) / every, { variables: luggage() });
  const times = { alone: [] as number[], beside: [] as number[], heavy: [] as number[] };
  const mix = async (taken: number[], heavy: readonly TaskKey[]): Promise<number> => {
    const keys = light.splice(0, perRound - heavy.length);
    heavy.forEach((key, at) => keys.splice(at * every, 0, key));
    const isHeavy = new Set(heavy);
    await inLanes(keys, lanes, async (key) => {
      const began = performance.now();
      await completeTask(house, cause, technician, key, { outcome: "solved" });
      (isHeavy.has(key) ? times.heavy : taken).push(performance.now() - began);
    });
    return keys.length;
  };
  const works = {
    alone: () => mix(times.alone, []),
    beside: () => mix(times.beside, laden.splice(0, perRound / every)),
  };
  const costs = await interleave(house.database, works, rounds);
  const p50 = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, rounded(median(all))]));
  const ratio = median(times.beside) / median(times.alone);
  return {
    goals: [atMost(1.25, ratio, "×", "time of a command, when one in forty has 500 kB of variables")],
    figures: { p50, costs },
  };
}
