import type { Json, JsonObject } from "../base/json.ts";
import { answersOf, byType } from "./recordAnswers.ts";
import type { RecordedAnswer } from "./recordAnswers.ts";
import { begin } from "./begin.ts";
import { Deviates } from "./deviates.ts";
import { expectedOf } from "./recordExpectation.ts";
import { stepsOf } from "./recordSteps.ts";
import { Play } from "./play.ts";
import type { Repertoire } from "./repertoire.ts";
import type { ScenarioReport } from "./report.ts";
import { playScenario } from "./run.ts";
import { parseScenario, planOf } from "./scenario.ts";
import type { Texts } from "./scenario.ts";
import { refusing } from "./settle.ts";
import type { Start } from "./shape.ts";

/** One event of the trail of an instance: a command, what was given with it, and the facts it led to. */
export interface RecordedEvent {
  readonly at: Date;
  readonly type: string;
  readonly actor: string;
  readonly data: JsonObject;
}

/** An instance as its trail tells it. */
export interface RecordedInstance {
  readonly process: string;
  /** Oldest first. */
  readonly events: readonly RecordedEvent[];
}

/** A run to make a scenario of: an instance and all that it called, directly or not. */
export interface Recording {
  readonly root: RecordedInstance;
  readonly called: readonly RecordedInstance[];
  readonly timeZone: string;
  /** Service calendars by key; `default` is the one without a key. */
  readonly calendars: Readonly<Record<string, Json>>;
  /** The roles of those who acted, by login. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
}

/** A scenario made from a run, as JSON; `gaps` are what it could not take over. */
export interface RecordedScenario {
  readonly scenario: JsonObject;
  readonly report: ScenarioReport;
  readonly gaps: readonly Texts[];
}

/**
 * Makes a scenario of a run: what came from outside becomes its steps, what workers gave its answers, what came of it its
 * expectations. The run is played again on the way; where the play leaves the trail, the scenario ends and says so. It
 * passes when it is run.
 *
 * @throws {Refusal} `scenario.recording` the trail has no start, or the process cannot be started as it was
 */
export async function scenarioOf(
  repertoire: Repertoire,
  recording: Recording,
  naming: { readonly key: string; readonly title: Texts },
): Promise<RecordedScenario> {
  const { root } = recording;
  const started = root.events.find((event) => event.type === "start");
  const answers = answersOf(repertoire, recording);
  const base: JsonObject = {
    key: naming.key,
    title: { ...naming.title },
    process: root.process,
    clock: { now: (started?.at ?? new Date(0)).toISOString(), timeZone: recording.timeZone },
    start: startOf(repertoire, root.process, started),
  };
  const play = new Play(
    repertoire,
    planOf(parseScenario({ ...base, calendars: recording.calendars, jobs: declared(answers) }), []),
  );
  const gaps: Texts[] = [...answers.gaps];
  const steps: JsonObject[] = [];
  try {
    await refusing(() => begin(play));
    await stepsOf(play, recording, { steps, gaps });
  } catch (error) {
    if (!(error instanceof Deviates)) throw error;
    gaps.push(error.finding.message);
  }
  gaps.push(...astray(play, root));
  const made: JsonObject = {
    ...base,
    ...usedCalendars(play, recording),
    jobs: byType(play, answers.list),
    steps,
    expect: expectedOf(play),
  };
  return proven(repertoire, made, { ...made, jobs: declared(answers) }, gaps);
}

/** Answers in the order in which they were given, whatever type of job they are for. */
function declared({ list }: { readonly list: readonly RecordedAnswer[] }): JsonObject {
  return { "*": [...list.map(({ answer }) => answer), { open: true }] };
}

/** The short form if it does the same, else the long one. */
async function proven(
  repertoire: Repertoire,
  short: JsonObject,
  long: JsonObject,
  gaps: readonly Texts[],
): Promise<RecordedScenario> {
  const report = await playScenario(repertoire, planOf(parseScenario(short), []));
  if (report.passed) return { scenario: short, report, gaps };
  return { scenario: long, report: await playScenario(repertoire, planOf(parseScenario(long), [])), gaps };
}

function startOf(repertoire: Repertoire, process: string, started: RecordedEvent | undefined): JsonObject {
  const { variables = {}, elementId, name } = started?.data ?? {};
  const begun = repertoire.definitions.get(process)?.starts.find((start) => start.elementId === elementId);
  if (typeof name === "string" && begun?.kind === "message") return { kind: "message", name, variables };
  if (typeof name === "string" && begun?.kind === "signal") return { kind: "signal", name, variables };
  const kind: Start["kind"] = "none";
  return { kind, variables, ...(typeof elementId === "string" ? { element: elementId } : {}) };
}

/** Calendars that nothing was counted in say nothing. */
function usedCalendars(play: Play, { calendars }: Recording): JsonObject {
  const used = Object.entries(calendars).filter(([key]) => play.counted.has(key));
  return used.length === 0 ? {} : { calendars: Object.fromEntries(used) };
}

/** Elements that the run came by and the play did not, or the other way round. */
function astray(play: Play, root: RecordedInstance): Texts[] {
  const real = root.events.flatMap(({ data }) => enteredIn(data));
  const played = [...(play.first?.path ?? [])];
  const missing = real.filter((id) => {
    const at = played.indexOf(id);
    if (at >= 0) played.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((id) => ({
      de: `Der Lauf kam bei ${id} vorbei, das Szenario nicht`,
      en: `The run came by ${id}, the scenario does not`,
    })),
    ...played.map((id) => ({
      de: `Das Szenario kommt bei ${id} vorbei, der Lauf nicht`,
      en: `The scenario comes by ${id}, the run did not`,
    })),
  ];
}

function enteredIn({ facts }: JsonObject): string[] {
  if (!Array.isArray(facts)) return [];
  return facts.flatMap((fact: JsonObject) =>
    fact["type"] === "element.entered" && typeof fact["elementId"] === "string" ? [fact["elementId"]] : [],
  );
}
