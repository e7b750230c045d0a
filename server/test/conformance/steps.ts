import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { actions } from "./actions.ts";
import { isRefusal, perform } from "./delegates.ts";
import type { Delegate } from "./delegates.ts";
import { expectations } from "./expect.ts";
import { Play } from "./play.ts";
import type { Guest, Stage } from "./stage.ts";
import { Mismatch } from "./test.ts";
import type { Test } from "./test.ts";
import { given, show } from "./values.ts";
import { World } from "./world.ts";

/** What a manifest says of a model. */
export interface ModelFile {
  readonly delegates?: Readonly<Record<string, Delegate>>;
}

/** A test of the step form: models are deployed, then steps are taken and looked at. */
export interface StepTest {
  readonly id: string;
  readonly files: readonly string[];
  readonly features?: readonly string[];
  readonly steps: readonly Step[];
}

interface Step {
  readonly fails?: boolean;
  readonly [action: string]: unknown;
}

/** A step test, counted under each of its features. */
export function stepTest(folder: string, test: StepTest, models: Readonly<Record<string, ModelFile>>): Test {
  return {
    id: test.id,
    features: test.features ?? ["steps"],
    run: async (stage) => {
      const guest = await stage.admit();
      try {
        return await play(stage, guest, { folder, test, models });
      } finally {
        await guest.leave();
      }
    },
  };
}

interface Script {
  readonly folder: string;
  readonly test: StepTest;
  readonly models: Readonly<Record<string, ModelFile>>;
}

async function play(stage: Stage, guest: Guest, { folder, test, models }: Script): Promise<string | undefined> {
  const delegates: Record<string, Delegate> = Object.assign(
    {},
    ...test.files.map((file) => models[file]?.delegates ?? {}),
  );
  const player: Play = new Play(stage, guest, (job) => perform(job, delegates[job.elementId], guest.client), "rest");
  const world = new World(guest.client);
  for (const file of test.files)
    await guest.client.send("/api/definitions", await readFile(await locate(folder, file)));
  const begunAt = player.now;
  for (const [index, step] of test.steps.entries()) {
    try {
      await take({ player, world, step: given(step, begunAt) as Step }); // the same members, with dates filled in
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return `step ${index + 1} ${show(step).slice(0, 120)}: ${reason}`;
    }
  }
  return undefined;
}

/** Files stand in the folder, or in its `files`. */
async function locate(folder: string, file: string): Promise<string> {
  const inFiles = path.join(folder, "files", file);
  return (await stat(inFiles).catch(() => undefined)) === undefined ? path.join(folder, file) : inFiles;
}

async function take({ player, world, step }: { player: Play; world: World; step: Step }): Promise<void> {
  const { fails = false, ...rest } = step;
  const [[name, body] = ["", undefined]] = Object.entries(rest);
  if (name === "expect") return look(world, body);
  const action = actions[name];
  if (action === undefined) throw new Error(`the runner does not know the step ${name}`);
  const before = fails ? await troubles(world) : 0;
  try {
    await action(player, world, body as never); // each action states what its step holds
  } catch (error) {
    if (fails && isRefusal(error)) return undefined;
    throw error;
  }
  await player.settle();
  if (fails && (await troubles(world)) === before)
    throw new Mismatch("expected the step to be refused, but it was taken");
  return undefined;
}

/**
 * Instances that failed or cannot go on. The engines that the step form comes from throw an exception at whoever gave
 * the command; here what somebody did stays done, and the exception of the standard (10.6.2, 10.5.6) is a fault or
 * a failed instance. Either is a refusal to go on.
 */
async function troubles(world: World): Promise<number> {
  const instances = await world.allInstances();
  return (
    instances.filter(({ status }) => status === "failed").length +
    instances.reduce((sum, { faultList }) => sum + faultList.length, 0)
  );
}

async function look(world: World, body: unknown): Promise<void> {
  for (const [name, expected] of Object.entries(Object(body) as object)) {
    const expectation = expectations[name];
    if (expectation === undefined) throw new Error(`the runner does not know the expectation ${name}`);
    await expectation(world, expected as never); // each expectation states what it holds
  }
}
