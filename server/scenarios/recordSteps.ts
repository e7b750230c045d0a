import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { act } from "./act.ts";
import { Deviates } from "./deviates.ts";
import { isAt, waitings } from "./places.ts";
import type { Play } from "./play.ts";
import { isTask, quoted } from "./recordAnswers.ts";
import type { RecordedEvent, RecordedInstance, Recording } from "./record.ts";
import type { Texts } from "./scenario.ts";
import { step as stepShape } from "./shape.ts";

/** What is being written while the trail is gone through. */
interface Draft {
  readonly steps: JsonObject[];
  readonly gaps: Texts[];
}

/** An event at its place. */
interface Placed {
  readonly event: RecordedEvent;
  readonly isRoot: boolean;
  readonly process: string;
  /** As a scenario names it. */
  readonly element: string;
}

/** Goes through the trail and plays what came from outside, step by step. @throws {Deviates} the play leaves the trail */
export async function stepsOf(play: Play, recording: Recording, draft: Draft): Promise<void> {
  const { root, called } = recording;
  const placed = [root, ...called]
    .flatMap((instance) => instance.events.map((event) => placedOf(root, instance, event)))
    .toSorted((a, b) => a.event.at.getTime() - b.event.at.getTime());
  /** Messages and signals that the run has thrown itself and nobody in it has taken yet. */
  const thrown: string[] = [];
  for (const each of placed) {
    const own = ownOf(each, thrown);
    thrown.push(...thrownIn(each.event.data));
    if (own) continue;
    const made = stepOf(play, each, draft.gaps);
    if (made === undefined) continue;
    await playStep(play, recording, each, { ...made, ...at(play, each, made) }, draft);
  }
}

function placedOf(root: RecordedInstance, instance: RecordedInstance, event: RecordedEvent): Placed {
  const { process } = instance;
  const id = typeof event.data["elementId"] === "string" ? event.data["elementId"] : process;
  return { event, isRoot: instance === root, process, element: process === root.process ? id : `${process}/${id}` };
}

/** Whether the run gave itself this message or signal. */
function ownOf({ event }: Placed, thrown: string[]): boolean {
  if (event.type !== "message" && event.type !== "signal") return false;
  const index = thrown.indexOf(`${event.type} ${nameIn(event.data)}`);
  if (index >= 0) thrown.splice(index, 1);
  return index >= 0;
}

function nameIn({ name }: JsonObject): string {
  return typeof name === "string" ? name : "";
}

function thrownIn({ facts }: JsonObject): string[] {
  if (!Array.isArray(facts)) return [];
  return facts.flatMap((fact: JsonObject) => {
    const { type, detail } = fact;
    if (type !== "message.thrown" && type !== "signal.thrown") return [];
    return isObject(detail) ? [`${type.slice(0, -".thrown".length)} ${nameIn(detail)}`] : [];
  });
}

/** The moment of a step, unless a timer is due before: it fired late, and so it shall here. */
function at(play: Play, { event }: Placed, made: JsonObject): JsonObject {
  if (made["do"] === "fire" || event.at <= play.now) return {};
  const isLate = waitings(play).some(({ actor, wait }) => {
    const due = actor.dueAt.get(wait.id);
    return wait.kind === "timer" && due !== undefined && due <= event.at;
  });
  return isLate ? {} : { at: event.at.toISOString() };
}

function stepOf(play: Play, placed: Placed, gaps: Texts[]): JsonObject | undefined {
  const { event, element, process, isRoot } = placed;
  const { data } = event;
  const variables = isObject(data["variables"]) ? { variables: quoted(data["variables"]) } : {};
  const inner = isRoot ? {} : { process };
  switch (event.type) {
    case "completeTask":
      return { do: "complete", element, ...variables };
    case "message":
      return { do: "publish", name: data["name"] ?? nameAt(play, element), ...keyAt(play, element), ...variables };
    case "signal":
      return { do: "signal", name: data["name"] ?? nameAt(play, element), ...variables };
    case "timer":
      return waitsAt(play, element, "timer") ? { do: "fire", element } : undefined;
    case "setVariables":
      return { do: "set", ...inner, ...variables };
    case "cancel":
      return data["reason"] === "caller" ? undefined : { do: "cancel", ...inner };
    case "throwError":
    case "throwEscalation":
      return thrownStep(play, placed, variables);
    default:
      return rareStep(placed, variables, gaps);
  }
}

/** An error or escalation that a person reports; those of jobs are answers, those of called instances come by themselves. */
function thrownStep(play: Play, { event, element, process }: Placed, variables: JsonObject): JsonObject | undefined {
  const { elementId, childId, errorCode, escalationCode, message } = event.data;
  if (childId !== undefined) return undefined;
  if (escalationCode !== undefined) return { do: "throw", element, escalation: escalationCode, ...variables };
  if (!isTask(play.repertoire, process, elementId)) return undefined;
  const error = { code: errorCode ?? "", ...(message === undefined ? {} : { message }) };
  return { do: "throw", element, error, ...variables };
}

function rareStep({ event, element }: Placed, variables: JsonObject, gaps: Texts[]): JsonObject | undefined {
  const { type, data } = event;
  switch (type) {
    case "retry":
      return { do: "retry", element };
    case "activate":
      return { do: "activate", element, elements: data["elementIds"] ?? [], ...variables };
    case "completeAdHoc":
      return { do: "completeAdHoc", element };
    case "modify":
    case "migrate":
      gaps.push({
        de: `${event.actor} hat den Lauf von Hand verändert (${type}); das übernimmt das Szenario nicht`,
        en: `${event.actor} has changed the run by hand (${type}); the scenario does not take that over`,
      });
      return undefined;
    default:
      return undefined;
  }
}

function waitsAt(play: Play, element: string, kind: string): boolean {
  return waitings(play).some(
    ({ actor, wait }) => wait.kind === kind && isAt(play, { actor, elementId: wait.elementId }, element),
  );
}

function messageAt(play: Play, element: string) {
  const found = waitings(play).find(
    ({ actor, wait }) =>
      (wait.kind === "message" || wait.kind === "signal") && isAt(play, { actor, elementId: wait.elementId }, element),
  );
  return found?.wait;
}

function keyAt(play: Play, element: string): JsonObject {
  const wait = messageAt(play, element);
  return wait?.kind === "message" && wait.correlationKey !== undefined ? { key: wait.correlationKey } : {};
}

function nameAt(play: Play, element: string): Json {
  const wait = messageAt(play, element);
  return wait?.kind === "message" || wait?.kind === "signal" ? wait.name : element;
}

/** Plays one step. Who completed a task is named where the model lets them: supervisors may take any. */
async function playStep(
  play: Play,
  recording: Recording,
  placed: Placed,
  made: JsonObject,
  draft: Draft,
): Promise<void> {
  const { actor } = placed.event;
  const named = { ...made, as: { login: actor, roles: [...(recording.roles[actor] ?? [])] } };
  play.step = draft.steps.length;
  if (made["do"] === "complete") {
    try {
      await act(play, stepShape.parse(named));
      draft.steps.push(named);
      return;
    } catch (error) {
      if (!(error instanceof Deviates) || error.finding.code !== "scenario.candidate") throw error;
    }
  }
  await act(play, stepShape.parse(made));
  draft.steps.push(made);
}
