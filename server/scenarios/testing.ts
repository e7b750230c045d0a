import type { JsonObject } from "../base/json.ts";
import type { Bundle } from "./repertoire.ts";
import type { ScenarioReport } from "./report.ts";
import { runScenario } from "./run.ts";
import { parseScenario } from "./scenario.ts";

/** For the tests of this room: scenarios in a few lines. */

/** A scenario of the process `process`, as its file would have it. */
export function file(more: object): JsonObject {
  // tests give literals of JSON
  const whole = { title: { de: "Ein Fall", en: "A case" }, start: { kind: "none" }, ...more } as JsonObject;
  return { key: "case", process: "process", ...whole };
}

/** Plays one with the processes given. */
export async function played(bundle: Bundle | string, more: object): Promise<ScenarioReport> {
  const whole = typeof bundle === "string" ? { processes: { process: bundle } } : bundle;
  return runScenario(whole, parseScenario(file(more)));
}

/** What deviated, each as its place and code. */
export function deviations(report: ScenarioReport): string[] {
  return report.deviations.map(({ place, code }) => `${place} ${code}`);
}
