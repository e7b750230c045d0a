import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import type { Result, Test } from "./test.ts";

/** A test that takes longer in real time will not end. Milliseconds. */
const longest = 60_000;

/** Runs tests on `lanes` servers at once; each server plays one test at a time, since the clock is the server's. */
export async function runAll(tests: readonly Test[], contested: ReadonlySet<string>, lanes = 2): Promise<Result[]> {
  const queue = tests.entries();
  const results: Result[] = [];
  const lane = async (): Promise<void> => {
    const stage = await openStage();
    try {
      for (const [index, test] of queue) results[index] = await judge(stage, test, contested);
    } finally {
      await stage.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, tests.length) }, lane));
  return results;
}

async function judge(stage: Stage, test: Test, contested: ReadonlySet<string>): Promise<Result> {
  const { id, features } = test;
  const reason = await attempt(stage, test);
  if (reason === undefined) return { id, features, outcome: "passed" };
  return { id, features, outcome: contested.has(id) ? "contested" : "failed", reason };
}

async function attempt(stage: Stage, test: Test): Promise<string | undefined> {
  let late: NodeJS.Timeout | undefined;
  const tooLong = new Promise<string>((resolve) => {
    late = setTimeout(() => resolve(`did not end within ${longest / 1000} s`), longest);
  });
  try {
    return await Promise.race([test.run(stage), tooLong]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(late);
  }
}
