import { setImmediate } from "node:timers/promises";
import type { Json } from "../../../base/json.ts";
import { Refusal } from "../../../base/refusal.ts";
import type { Coverage, TestRun } from "../../../definitions/checks.ts";
import type { Held, Holdings } from "../../../definitions/holdings.ts";
import { xmlOf } from "../../../definitions/parts.ts";
import type { PartKind } from "../../../definitions/parts.ts";
import { prepare } from "../../../scenarios/repertoire.ts";
import type { Repertoire } from "../../../scenarios/repertoire.ts";
import type { Covered, ScenarioReport } from "../../../scenarios/report.ts";
import { parseScenario } from "../../../scenarios/scenario.ts";
import type { Scenario } from "../../../scenarios/scenario.ts";
import { runSuite } from "../../../scenarios/suite.ts";

/** What came of the scenarios. */
export interface Trial {
  readonly tests: readonly TestRun[];
  readonly coverage: readonly Coverage[];
  /** Why nothing could be played. */
  readonly obstacle?: Refusal;
}

/**
 * Plays the scenarios of some processes with everything a tenant holds around them.
 */
export async function playScenarios(
  holdings: Holdings,
  processKeys: ReadonlySet<string>,
  tested: Covered["rows"],
): Promise<Trial> {
  const all = [...holdings.values()];
  const scenarios = all.filter(({ kind }) => kind === "scenario").flatMap(readable);
  const wanted = scenarios.filter(({ process }) => processKeys.has(process));
  if (wanted.length === 0) return { tests: [], coverage: [] };
  const repertoire = await prepared(
    all,
    wanted.map(({ process }) => process),
  );
  if (repertoire instanceof Refusal) return { tests: [], coverage: [], obstacle: repertoire };
  const { reports, coverage } = await runSuite(repertoire, wanted, { tested, onProgress: () => setImmediate() });
  return {
    tests: reports.map(testRun),
    coverage: coverage.flatMap(({ process, elements, flows, rules }) => [
      { kind: "process", key: process, of: "elements", ...share(elements) } as const,
      { kind: "process", key: process, of: "flows", ...share(flows) } as const,
      ...Object.entries(rules).map(([key, rows]) => ({ kind: "ruleSet", key, of: "rows", ...share(rows) }) as const),
    ]),
  };
}

function share({ covered, total, missed }: { covered: number; total: number; missed: readonly string[] }) {
  return { covered, total, uncovered: missed };
}

function testRun({ key, process, title, passed, deviations }: ScenarioReport): TestRun {
  const failures = deviations.map(({ place, code, message }) => ({ place, code, message }));
  return { kind: "scenario", key: `${process}:${key}`, title, isGreen: passed, failures };
}

function readable({ body }: Held): readonly Scenario[] {
  try {
    return [parseScenario(body)];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/** The processes of scenarios, and those whose keys stand in the text of one of them: they may be called. */
function reachable(all: Readonly<Record<string, Json>>, from: readonly string[]): Record<string, string> {
  const found = new Map<string, string>();
  const todo = [...from];
  for (let key = todo.pop(); key !== undefined; key = todo.pop()) {
    const body = all[key];
    if (body === undefined || found.has(key)) continue;
    const xml = xmlOf(body);
    found.set(key, xml);
    todo.push(...Object.keys(all).filter((other) => xml.includes(`"${other}"`)));
  }
  return Object.fromEntries(found);
}

async function prepared(all: readonly Held[], wanted: readonly string[]): Promise<Repertoire | Refusal> {
  const of = (kind: PartKind): Record<string, Json> =>
    Object.fromEntries(all.filter((each) => each.kind === kind).map(({ key, body }) => [key, body]));
  const processes = reachable(of("process"), wanted);
  try {
    return await prepare({ processes, ruleSets: of("ruleSet"), forms: of("form"), templates: of("template") });
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
