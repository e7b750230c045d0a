import { parentPort, workerData } from "node:worker_threads";
import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { RecordWork, SuiteWork, Told } from "./inThread.ts";
import { scenarioOf } from "./record.ts";
import { prepare, reachable } from "./repertoire.ts";
import type { ScenarioReport } from "./report.ts";
import { parseScenario } from "./scenario.ts";
import type { Scenario } from "./scenario.ts";
import { runSuite, unplayed } from "./suite.ts";

/** What runs in the thread of `inThread.ts`: reads its work, does it, tells what came of it. */

function tell(told: Told): void {
  parentPort?.postMessage(told, []);
}

async function play({ bundle, scenarios, processes, keys }: SuiteWork): Promise<void> {
  const read = scenarios.map((body) => readScenario(body));
  const all = read.flatMap(({ scenario }) => scenario ?? []);
  const isWanted = ({ key, process }: { readonly key: string; readonly process: string }) =>
    (processes?.includes(process) ?? true) && (keys?.includes(key) ?? true);
  const needed = all.filter((each) => isWanted(each)).map(({ process }) => process);
  const participants = all.flatMap((each) => each.participants ?? []);
  const repertoire = await prepare(reachable(bundle, [...needed, ...participants]));
  const report = await runSuite(repertoire, all, {
    isWanted,
    onProgress: (progress) => tell({ kind: "progress", progress }),
  });
  const broken = read.flatMap(({ unread }) => (unread !== undefined && isWanted(unread) ? unread : []));
  const reports = [...broken, ...report.reports];
  tell({ kind: "report", report: { ...report, reports, failed: report.failed + broken.length } });
}

type Read = { readonly scenario?: Scenario; readonly unread?: ScenarioReport };

/** Somebody may still be writing one of them: it fails alone, and the others are played. */
function readScenario(body: Json): Read {
  try {
    return { scenario: parseScenario(body) };
  } catch (error) {
    if (!(error instanceof Refusal) || !isObject(body)) throw error;
    const { key, process, title } = body;
    if (typeof key !== "string" || typeof process !== "string") throw error;
    const [de, en] = isObject(title) ? [title["de"], title["en"]] : [];
    const called = { de: typeof de === "string" ? de : key, en: typeof en === "string" ? en : key };
    return { unread: unplayed({ key, process, title: called }, error) };
  }
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
