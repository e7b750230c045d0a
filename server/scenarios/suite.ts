import { Refusal } from "../base/refusal.ts";
import { coverageOf } from "./coverage.ts";
import type { Coverage } from "./coverage.ts";
import type { Repertoire } from "./repertoire.ts";
import type { Covered, ScenarioReport } from "./report.ts";
import { rowsTested } from "./ruleRows.ts";
import { playScenario } from "./run.ts";
import { planOf } from "./scenario.ts";
import type { Scenario } from "./scenario.ts";

/** How far a long list has come. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
}

/** What came of a list of scenarios. */
export interface SuiteReport {
  readonly passed: number;
  readonly failed: number;
  readonly reports: readonly ScenarioReport[];
  /** One for each process that a scenario is about. */
  readonly coverage: readonly Coverage[];
}

/** What a suite is told beside its scenarios. */
export interface SuiteOptions {
  /** Rows that rule sets' own tests have hit, for who knows them already; counted here without it. */
  readonly tested?: Covered["rows"];
  /** Which scenarios are played; all without it. The others are there to be extended. */
  readonly isWanted?: (scenario: Scenario) => boolean;
  /** Told after each scenario; what it gives is awaited, so that others may get a turn. */
  readonly onProgress?: (progress: Progress) => void | Promise<void>;
}

/**
 * Plays all scenarios that are not abstract, one after the other, and counts what they cover. A row of a rule set counts as
 * well when a unit test of the rule set itself hits it.
 */
export async function runSuite(
  repertoire: Repertoire,
  scenarios: readonly Scenario[],
  { isWanted = () => true, ...options }: SuiteOptions = {},
): Promise<SuiteReport> {
  const playable = scenarios.filter((scenario) => scenario.abstract !== true && isWanted(scenario));
  const reports: ScenarioReport[] = [];
  for (const scenario of playable) {
    reports.push(await reportOf(repertoire, scenario, scenarios));
    const failed = reports.filter((report) => !report.passed).length;
    await options.onProgress?.({ done: reports.length, total: playable.length, failed });
  }
  const passed = reports.filter((report) => report.passed).length;
  const tested = options.tested ?? (await rowsTested(repertoire));
  return {
    passed,
    failed: reports.length - passed,
    reports,
    coverage: coveragesOf(repertoire, playable, reports, tested),
  };
}

function coveragesOf(
  repertoire: Repertoire,
  scenarios: readonly Scenario[],
  reports: readonly ScenarioReport[],
  tested: Covered["rows"],
): Coverage[] {
  const keys = [...new Set(scenarios.map((scenario) => scenario.process))].toSorted();
  return keys.flatMap((key) => {
    const definition = repertoire.definitions.get(key);
    // what a caller's scenarios happen to touch is not this process tested
    const own = reports.filter((report) => report.process === key);
    return definition === undefined ? [] : [coverageOf(repertoire, definition, own, tested)];
  });
}

/** A scenario that cannot be put together fails alone, not the whole list. */
async function reportOf(
  repertoire: Repertoire,
  scenario: Scenario,
  others: readonly Scenario[],
): Promise<ScenarioReport> {
  try {
    return await playScenario(repertoire, planOf(scenario, others));
  } catch (error) {
    if (error instanceof Refusal) return unplayed(scenario, error);
    throw error;
  }
}

/** What came of a scenario that could not be played, with each mistake at its place. */
export function unplayed(
  { key, process, title }: Pick<Scenario, "key" | "process" | "title">,
  { code, message, complaints }: Refusal,
): ScenarioReport {
  const mistakes = complaints.length > 0 ? complaints : [{ place: "/", code, message }];
  return {
    key,
    process,
    title,
    passed: false,
    deviations: mistakes.map((each) => ({
      code: each.code,
      place: each.place,
      message: { de: each.message, en: each.message },
    })),
    log: [],
    covered: { elements: {}, flows: {}, rows: {} },
    path: [],
    waiting: [],
  };
}
