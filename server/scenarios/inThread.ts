import { Worker } from "node:worker_threads";
import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Complaint, RefusalKind } from "../base/refusal.ts";
import type { Bundle } from "./repertoire.ts";
import type { Progress, SuiteReport } from "./suite.ts";

/** Scenarios to be played, as JSON: what crosses to the thread. */
export interface SuiteWork {
  readonly bundle: Bundle;
  /** All there are, those that others extend included. */
  readonly scenarios: readonly Json[];
  /** The processes whose scenarios are played; all without it. */
  readonly processes?: readonly string[];
  /** The keys of those that are played; all without it. */
  readonly keys?: readonly string[];
}

/** What the thread tells. */
export type Told =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "report"; readonly report: SuiteReport }
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
  work: SuiteWork,
  onProgress: (progress: Progress) => void = () => undefined,
  timeLimit = patience,
): Promise<SuiteReport> {
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

function outcomeOf(worker: Worker, onProgress: (progress: Progress) => void, timeLimit: number): Promise<SuiteReport> {
  return new Promise<SuiteReport>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => reject(tooLong(timeLimit)), timeLimit);
    };
    wait();
    worker.on("message", (told: Told) => {
      clearTimeout(timer);
      if (told.kind === "progress") {
        wait();
        onProgress(told.progress);
      } else if (told.kind === "report") resolve(told.report);
      else reject(refusalOf(told.refusal));
    });
    worker.on("error", (error) => reject(isOutOfMemory(error) ? outOfMemory() : error));
    worker.on("exit", () => {
      clearTimeout(timer);
      reject(new Error("Expected the thread to tell a report before it ended, but it told none"));
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
