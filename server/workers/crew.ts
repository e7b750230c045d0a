import type { House, Notice } from "../runtime/house.ts";
import { absenceWork } from "./absences.ts";
import { batchWork } from "./batches.ts";
import { bufferWork, forgetWork, letterWork, startTimerWork, timerWork } from "./due.ts";
import { impactWork } from "./impacts.ts";
import { jobWork } from "./jobs.ts";
import type { Performer } from "../runtime/performer.ts";
import { startLoop } from "./loop.ts";
import { pending } from "./pending.ts";
import type { Kind } from "./pending.ts";
import { sealWork } from "./seals.ts";
import type { Sealing } from "./seals.ts";
import type { Loop, Work } from "./loop.ts";

/** All workers of one server. */
export interface Crew {
  /** Wakes those that a commit has work for. */
  hear(notice: Notice): void;
  /** Lets all finish what they hold. */
  stop(): Promise<void>;
}

/** How a crew works: `interval` is the poll in milliseconds, `concurrency` how many jobs run side by side. */
export interface CrewOptions {
  readonly worker: string;
  readonly interval: number;
  readonly concurrency: number;
  /** Who seals the trail, and every how many milliseconds; without it nobody does. */
  readonly sealing?: Sealing & { readonly interval: number };
}

/** Starts the workers. */
export function startCrew(house: House, performers: readonly Performer[], options: CrewOptions): Crew {
  const loop = (work: Work, interval = options.interval) => startLoop(work, interval, house.log);
  const jobs = loop(jobWork(house, performers, options.worker, options.concurrency));
  const letters = loop(letterWork(house));
  const timers = loop(timerWork(house));
  const buffered = loop(bufferWork(house));
  const batches = loop(batchWork(house));
  const impacts = loop(impactWork(house));
  const { sealing } = options;
  const others: readonly Loop[] = [
    loop(startTimerWork(house)),
    loop(absenceWork(house)),
    loop(forgetWork(house), 600_000),
    ...(sealing === undefined ? [] : [loop(sealWork(house, sealing), sealing.interval)]),
  ];
  return {
    hear: (notice) => {
      if (notice.jobs) jobs.poke();
      if (notice.outbox) letters.poke();
      if (notice.timers) timers.poke();
      if (notice.messages) buffered.poke();
      if (notice.batches) batches.poke();
      if (notice.impactIds) impacts.poke();
    },
    stop: async () => {
      await Promise.all([jobs, letters, timers, buffered, batches, impacts, ...others].map((each) => each.stop()));
    },
  };
}

/**
 * Does everything that is due at the clock's present time, until nothing is. For seeds, scenario tests and the
 * conformance runner, which move the clock themselves.
 *
 * @throws when work does not end after `rounds` rounds
 */
export async function drain(house: House, performers: readonly Performer[], rounds = 10_000): Promise<void> {
  const works: readonly (readonly [Kind, Work])[] = [
    ["jobs", jobWork(house, performers, "drain", 4)],
    ["letters", letterWork(house)],
    ["messages", bufferWork(house)],
    ["timers", timerWork(house)],
    ["starts", startTimerWork(house)],
    ["batches", batchWork(house)],
    ["impacts", impactWork(house)],
    ["absences", absenceWork(house)],
  ];
  for (let round = 0; round < rounds; round += 1) {
    const there = await pending(house);
    let done = 0;
    for (const [kind, work] of works) if (there.has(kind)) done += await work.run();
    if (done === 0) return;
  }
  throw new Error(`due work did not end after ${rounds} rounds`);
}
