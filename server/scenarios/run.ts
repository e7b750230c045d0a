import { act } from "./act.ts";
import { begin } from "./begin.ts";
import { Deviates } from "./deviates.ts";
import type { Finding } from "./deviates.ts";
import { check } from "./expectations.ts";
import { waitingPlaces } from "./places.ts";
import { Play } from "./play.ts";
import { prepare } from "./repertoire.ts";
import type { Bundle, Repertoire } from "./repertoire.ts";
import type { Deviation, ScenarioReport } from "./report.ts";
import { planOf } from "./scenario.ts";
import type { Plan, Scenario } from "./scenario.ts";
import { refusing } from "./settle.ts";

/**
 * Plays one scenario: the same bundle and scenario give the same report. No database, no clock, nothing leaves.
 *
 * @param others the scenarios of the process, for one that extends another
 * @throws {Refusal} `scenario.extends`, `scenario.start`; what preparing the bundle refuses
 */
export async function runScenario(
  bundle: Bundle,
  scenario: Scenario,
  others: readonly Scenario[] = [],
): Promise<ScenarioReport> {
  return playScenario(await prepare(bundle), planOf(scenario, others));
}

/** The same with a bundle that is prepared and a scenario that is put together: for many scenarios in a row. */
export async function playScenario(repertoire: Repertoire, plan: Plan): Promise<ScenarioReport> {
  const play = new Play(repertoire, plan);
  const deviations = await deviationsOf(play);
  const { elements, flows, rows } = play;
  return {
    key: plan.key,
    process: plan.process,
    title: plan.title,
    passed: deviations.length === 0,
    deviations,
    log: play.log,
    covered: { elements, flows, rows },
    path: play.first?.path ?? [],
    waiting: waitingPlaces(play),
  };
}

/** Plays until something deviates; what comes after it would only follow from it. */
async function deviationsOf(play: Play): Promise<readonly Deviation[]> {
  const { steps, expect } = play.plan;
  try {
    await refusing(() => begin(play));
    for (const [index, step] of steps.entries()) {
      play.step = index;
      const found = await act(play, step);
      if (found.length > 0) return found.map((each) => deviation(play, each, "/expect"));
    }
    // the end is looked at as a whole, so that one run tells all that is otherwise
    return check(play, expect).map((each) => ({ ...strip(each), place: `/expect${each.place ?? ""}` }));
  } catch (error) {
    if (error instanceof Deviates) return [deviation(play, error.finding, "")];
    throw error;
  }
}

/** A finding at its place in the scenario's file; `part` is the member of a step that it is about. */
function deviation({ step, plan: { inherited } }: Play, found: Finding, part: string): Deviation {
  if (step < 0) return { ...strip(found), place: `/start${found.place ?? ""}` };
  const own = step - inherited;
  const place = own < 0 ? `/extends/steps/${step}` : `/steps/${own}`;
  return { ...strip(found), step, place: `${place}${part}${found.place ?? ""}` };
}

function strip(found: Finding): Omit<Finding, "place"> {
  const { code, message, expected, actual } = found;
  return {
    code,
    message,
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
  };
}
