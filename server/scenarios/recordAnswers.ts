import { canonical, isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { textOfPlace } from "./places.ts";
import type { Play } from "./play.ts";
import type { RecordedEvent, RecordedInstance, Recording } from "./record.ts";
import type { Repertoire } from "./repertoire.ts";
import type { Texts } from "./scenario.ts";

/** What a worker gave for one job, as an answer that is used once. */
export interface RecordedAnswer {
  /** The element, as a scenario names it. */
  readonly element: string;
  /** Its values alone: answers that are equal in them are one. */
  readonly values: JsonObject;
  readonly answer: JsonObject;
}

/** Everything workers gave, in the order in which they did. */
export function answersOf(
  repertoire: Repertoire,
  { root, called }: Recording,
): { list: RecordedAnswer[]; gaps: Texts[] } {
  const gaps: Texts[] = [];
  const events = [root, ...called]
    .flatMap((instance) => instance.events.map((event) => ({ instance, event })))
    .toSorted((a, b) => a.event.at.getTime() - b.event.at.getTime());
  const list = events.flatMap(({ instance, event }) => {
    const elementId = event.data["elementId"];
    if (typeof elementId !== "string" || !isJobAnswer(repertoire, instance, event)) return [];
    const element = instance.process === root.process ? elementId : `${instance.process}/${elementId}`;
    const values = valuesOf(event);
    if (values === undefined) gaps.push(tooLarge(instance, elementId));
    const given = values ?? { variables: {} };
    return [{ element, values: given, answer: { element, times: 1, ...given } }];
  });
  return { list, gaps };
}

/** Completed, or an error that no called instance has brought up. Errors of user tasks are steps. */
function isJobAnswer(repertoire: Repertoire, { process }: RecordedInstance, { type, data }: RecordedEvent): boolean {
  if (type === "completeJob") return true;
  return type === "throwError" && data["childId"] === undefined && !isTask(repertoire, process, data["elementId"]);
}

/** Whether a person does what is to be done at an element. */
export function isTask(repertoire: Repertoire, process: string, elementId: Json | undefined): boolean {
  if (typeof elementId !== "string") return false;
  return repertoire.definitions.get(process)?.elements.get(elementId)?.type === "bpmn:UserTask";
}

function valuesOf({ type, data }: RecordedEvent): JsonObject | undefined {
  if (data["sha256"] !== undefined && data["variables"] === undefined) return undefined;
  const { variables, errorCode, message } = data;
  const given = isObject(variables) ? quoted(variables) : {};
  if (type === "completeJob") return { variables: given };
  const error = { code: textOf(errorCode), ...(typeof message === "string" ? { message } : {}) };
  return { error, ...(variables === undefined ? {} : { variables: given }) };
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** Texts that begin with `=` would be taken for FEEL; as FEEL they are a text. */
export function quoted(value: Json): Json {
  if (typeof value === "string") return value.startsWith("=") ? `=${JSON.stringify(value)}` : value;
  if (Array.isArray(value)) return value.map((each: Json) => quoted(each));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, quoted(inner ?? null)]));
}

function tooLarge({ process }: RecordedInstance, elementId: string): Texts {
  return {
    de: `Was ${process}/${elementId} geliefert hat, war zu groß für das Protokoll; die Antwort ist leer`,
    en: `What ${process}/${elementId} gave was too large for the trail; the answer is empty`,
  };
}

/**
 * The answers by the type of their jobs, as short as they can be: equal ones become one. The play knows the types. Mails
 * and notices need none.
 */
export function byType(play: Play, list: readonly RecordedAnswer[]): JsonObject {
  const types = new Map(
    play.handed.map(({ process, elementId, type }) => [textOfPlace(play, { process, elementId }), type] as const),
  );
  const open = new Set(
    play.actors.flatMap((actor) =>
      actor.waits.flatMap((wait) => (wait.kind === "job" && actor.resting.has(wait.id) ? [wait.type] : [])),
    ),
  );
  const groups = Map.groupBy(list, ({ element }) => types.get(element) ?? "*");
  for (const type of open) if (!groups.has(type)) groups.set(type, []);
  const entries = [...groups].map(([type, answers]) => {
    const rest = open.has(type) ? [{ open: true }] : [];
    return [type, [...(rest.length > 0 ? answers.map(({ answer }) => answer) : shortened(answers)), ...rest]] as const;
  });
  return Object.fromEntries(
    entries.filter(([type, answers]) => !needless(type, answers)).map(([type, answers]) => [type, one(answers)]),
  );
}

function shortened(answers: readonly RecordedAnswer[]): readonly JsonObject[] {
  const [first] = answers;
  if (first !== undefined && areEqual(answers)) return [first.values];
  return [...Map.groupBy(answers, ({ element }) => element)].flatMap(([element, same]) =>
    areEqual(same) ? [{ element, ...same[0]?.values }] : same.map(({ answer }) => answer),
  );
}

function areEqual(answers: readonly RecordedAnswer[]): boolean {
  return new Set(answers.map(({ values }) => canonical(values))).size === 1;
}

function needless(type: string, answers: readonly JsonObject[]): boolean {
  const [only] = answers;
  return /^(mail\.send|notify\.users)$/.test(type) && answers.length === 1 && canonical(only) === '{"variables":{}}';
}

function one(answers: readonly JsonObject[]): Json {
  const [only] = answers;
  return answers.length === 1 && only !== undefined ? only : answers;
}
