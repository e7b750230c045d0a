import { Worker } from "node:worker_threads";
import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Complaint, RefusalKind } from "../base/refusal.ts";
import type { RecordedScenario, Recording } from "./record.ts";
import type { Bundle } from "./repertoire.ts";
import type { Texts } from "./scenario.ts";
import type { Progress, SuiteReport } from "./suite.ts";

/** Scenarios to be played, as JSON: what crosses to the thread. */
export interface SuiteWork {
  readonly kind: "suite";
  readonly bundle: Bundle;
  /** All there are, those that others extend included. */
  readonly scenarios: readonly Json[];
  /** The processes whose scenarios are played; all without it. */
  readonly processes?: readonly string[];
  /** The keys of those that are played; all without it. */
  readonly keys?: readonly string[];
}

/** A run to make a scenario of. */
export interface RecordWork {
  readonly kind: "record";
  readonly bundle: Bundle;
  readonly recording: Recording;
  readonly naming: { readonly key: string; readonly title: Texts };
}

/** What the thread tells. */
export type Told =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "report"; readonly report: SuiteReport }
  | { readonly kind: "recorded"; readonly recorded: RecordedScenario }
  | {
      readonly kind: "refused";
      readonly refusal: {
        readonly kind: RefusalKind;
        readonly code: string;
        readonly message: string;
        readonly complaints: readonly Complaint[];
      };
    };

/** How long one scenario may take, in milliseconds. They take a few. */
const patience = 20_000;

/**
 * Plays scenarios in a thread of their own: whatever a model or a pattern in it does, the server goes on, and a scenario
 * that takes too long is ended.
 *
 * @throws {Refusal} `scenario.time` one takes too long, `scenario.memory` the thread has run out of it; what preparing the
 *   bundle and reading the scenarios refuse
 */
export async function runInThread(
  work: Omit<SuiteWork, "kind">,
  onProgress: (progress: Progress) => void = () => undefined,
  timeLimit = patience,
): Promise<SuiteReport> {
  const told = await inThread({ kind: "suite", ...work }, onProgress, timeLimit);
  if (told.kind === "report") return told.report;
  throw new Error(`Expected the thread to tell a report, but it told ${told.kind}`);
}

/**
 * Makes a scenario of a run in a thread of its own.
 *
 * @throws {Refusal} `scenario.time`, `scenario.memory`; what preparing the bundle refuses
 */
export async function recordInThread(work: Omit<RecordWork, "kind">): Promise<RecordedScenario> {
  const told = await inThread({ kind: "record", ...work }, () => undefined, patience);
  if (told.kind === "recorded") return told.recorded;
  throw new Error(`Expected the thread to tell a scenario, but it told ${told.kind}`);
}

async function inThread(
  work: SuiteWork | RecordWork,
  onProgress: (progress: Progress) => void,
  timeLimit: number,
): Promise<Told> {
  const worker = new Worker(new URL("thread.ts", import.meta.url), {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  try {
    return await outcomeOf(worker, onProgress, timeLimit);
  } finally {
    await worker.terminate();
  }
}

/** The last thing that the thread tells. Each progress gives it as much time again. */
function outcomeOf(worker: Worker, onProgress: (progress: Progress) => void, timeLimit: number): Promise<Told> {
  return new Promise<Told>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => reject(tooLong(timeLimit)), timeLimit);
    };
    wait();
    worker.on("message", (told: Told) => {
      wait();
      if (told.kind === "progress") onProgress(told.progress);
      else if (told.kind === "refused") reject(refusalOf(told.refusal));
      else resolve(told);
    });
    worker.on("error", (error) => reject(isOutOfMemory(error) ? outOfMemory() : error));
    worker.on("exit", () => {
      clearTimeout(timer);
      reject(new Error("Expected the thread to tell what came of its work before it ended, but it did not"));
    });
  });
}

function tooLong(timeLimit: number): Refusal {
  const seconds = timeLimit / 1000;
  const message = `Expected each scenario to end within ${seconds} seconds, but one goes on`;
  return new Refusal("unprocessable", "scenario.time", message);
}

function refusalOf({ kind, code, message, complaints }: (Told & { readonly kind: "refused" })["refusal"]): Refusal {
  return new Refusal(kind, code, message, complaints);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function outOfMemory(): Refusal {
  return new Refusal("unprocessable", "scenario.memory", "Expected scenarios that fit into 512 MB, but they do not");
}
