import { parentPort, workerData } from "node:worker_threads";
import { Refusal } from "../base/refusal.ts";
import type { RecordWork, SuiteWork, Told } from "./inThread.ts";
import { scenarioOf } from "./record.ts";
import { prepare, reachable } from "./repertoire.ts";
import { parseScenario } from "./scenario.ts";
import { runSuite } from "./suite.ts";

/** What runs in the thread of `inThread.ts`: reads its work, does it, tells what came of it. */

function tell(told: Told): void {
  parentPort?.postMessage(told, []);
}

async function play({ bundle, scenarios, processes, keys }: SuiteWork): Promise<void> {
  const all = scenarios.map((body) => parseScenario(body));
  const isWanted = ({ key, process }: { readonly key: string; readonly process: string }) =>
    (processes?.includes(process) ?? true) && (keys?.includes(key) ?? true);
  const needed = all.filter((each) => isWanted(each)).map(({ process }) => process);
  const participants = all.flatMap((each) => each.participants ?? []);
  const repertoire = await prepare(reachable(bundle, [...needed, ...participants]));
  const report = await runSuite(repertoire, all, {
    isWanted,
    onProgress: (progress) => tell({ kind: "progress", progress }),
  });
  tell({ kind: "report", report });
}

async function record({ bundle, recording, naming }: RecordWork): Promise<void> {
  const processes = [recording.root, ...recording.called].map(({ process }) => process);
  const repertoire = await prepare(reachable(bundle, processes));
  tell({ kind: "recorded", recorded: await scenarioOf(repertoire, recording, naming) });
}

try {
  // the one who starts the thread gives it one of these and nothing else
  const work = workerData as SuiteWork | RecordWork;
  await (work.kind === "suite" ? play(work) : record(work));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  const { kind, code, message, complaints } = error;
  tell({ kind: "refused", refusal: { kind, code, message, complaints } });
}
