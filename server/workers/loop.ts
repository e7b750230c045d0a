import type { Log } from "../base/log.ts";

/** A piece of recurring work: does what is due and tells how much that was. */
export interface Work {
  readonly name: string;
  /** Does one batch. 0 means that nothing is due. */
  run(): Promise<number>;
  /** In how many milliseconds something will be due, as far as is known now; without it the loop only polls. */
  untilNext?(): Promise<number | undefined>;
}

/** A running loop. */
export interface Loop {
  /** Look for work now: somebody says that there is some. */
  poke(): void;
  /** Finishes the batch at hand and stops. */
  stop(): Promise<void>;
}

/**
 * Repeats a piece of work: batch after batch while there is some, then sleeps until poked, until something is due or
 * until `interval` milliseconds have passed. A batch that throws is logged and tried again after the interval.
 */
export function startLoop(work: Work, interval: number, log: Log): Loop {
  let isStopped = false;
  let isPoked = false;
  let wake: (() => void) | undefined;
  const poke = () => {
    isPoked = true;
    wake?.();
  };
  const sleep = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      if (isPoked || isStopped) return resolve();
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const isRunning = () => !isStopped;
  const rounds = async () => {
    while (isRunning()) {
      isPoked = false;
      const count = await attempt(work, log);
      if (count === 0) await sleep(await pauseBefore(work, interval, log));
    }
  };
  const finished = rounds();
  return {
    poke,
    stop: async () => {
      isStopped = true;
      poke();
      await finished;
    },
  };
}

async function pauseBefore(work: Work, interval: number, log: Log): Promise<number> {
  try {
    const next = await work.untilNext?.();
    return next === undefined ? interval : Math.min(Math.max(next, 0), interval);
  } catch (error) {
    log.error({ err: error, work: work.name }, "could not tell when something will be due");
    return interval;
  }
}

async function attempt(work: Work, log: Log): Promise<number> {
  try {
    return await work.run();
  } catch (error) {
    log.error({ err: error, work: work.name }, "work failed");
    return 0;
  }
}
