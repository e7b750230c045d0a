import { parentPort, workerData } from "node:worker_threads";
import { Refusal } from "../base/refusal.ts";
import type { SuiteWork, Told } from "./inThread.ts";
import { prepare } from "./repertoire.ts";
import { parseScenario } from "./scenario.ts";
import { runSuite } from "./suite.ts";

/** What runs in the thread of {@link import("./inThread.ts").runInThread}: reads its work, plays it, tells what came of it. */

function tell(told: Told): void {
  parentPort?.postMessage(told, []);
}

async function play({ bundle, scenarios, processes, keys }: SuiteWork): Promise<void> {
  const repertoire = await prepare(bundle);
  const all = scenarios.map((body) => parseScenario(body));
  const report = await runSuite(repertoire, all, {
    isWanted: ({ key, process }) => (processes?.includes(process) ?? true) && (keys?.includes(key) ?? true),
    onProgress: (progress) => tell({ kind: "progress", progress }),
  });
  tell({ kind: "report", report });
}

try {
  // the one who starts the thread gives it this and nothing else
  await play(workerData as SuiteWork);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  const { kind, code, message, complaints } = error;
  tell({ kind: "refused", refusal: { kind, code, message, complaints } });
}
