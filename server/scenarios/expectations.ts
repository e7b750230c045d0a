import { different, finding } from "./deviates.ts";
import type { Finding } from "./deviates.ts";
import { checkDecisions, checkJobs, checkMails, checkMessages } from "./expectOutside.ts";
import { checkTasks, checkTimers, checkWaiting, faultsOf } from "./expectWaits.ts";
import { matches, valueAt } from "./matching.ts";
import { placeOf } from "./places.ts";
import { nameOf } from "./play.ts";
import type { Play } from "./play.ts";
import type { Expectation } from "./shape.ts";
import type { Texts } from "./scenario.ts";

/** Everything that is otherwise than expected, at its place within the expectation. */
export function check(play: Play, expected: Expectation): readonly Finding[] {
  return [
    ...checkState(play, expected),
    ...checkPath(play, expected),
    ...checkVariables(play, expected),
    ...checkDecisions(play, expected),
    ...checkTasks(play, expected),
    ...checkWaiting(play, expected),
    ...checkTimers(play, expected),
    ...checkMessages(play, expected),
    ...checkMails(play, expected),
    ...checkJobs(play, expected),
    ...faultsOf(play, expected.faults ?? []),
  ];
}

function checkState(play: Play, { state, error, instances = {} }: Expectation): Finding[] {
  const ending = play.first?.ending;
  const found: Finding[] = [];
  const actual = ending?.kind ?? "running";
  if (state !== undefined && state !== actual)
    found.push(different({ de: "der Zustand", en: "the state" }, "/state", state, actual));
  const code = ending?.kind === "failed" ? ending.errorCode : null;
  if (error !== undefined && error !== code)
    found.push(different({ de: "der Fehler", en: "the error" }, "/error", error, code));
  return [...found, ...checkInstances(play, instances)];
}

function checkInstances(play: Play, instances: NonNullable<Expectation["instances"]>): Finding[] {
  return Object.entries(instances).flatMap(([process, count]) => {
    const there = play.actors.filter((actor) => actor.definition.processId === process).length;
    const what = { de: `die Zahl der Instanzen von ${process}`, en: `the number of instances of ${process}` };
    return there === count ? [] : [different(what, `/instances/${process}`, count, there)];
  });
}

function checkPath(play: Play, expected: Expectation): Finding[] {
  const found: Finding[] = [];
  const visits = (text: string) => visitsOf(play, text);
  for (const [index, text] of (expected.visited ?? []).entries())
    if (visits(text) === 0)
      found.push(
        finding("scenario.visited", { element: named(play, text) }, { place: `/visited/${index}`, expected: text }),
      );
  for (const [index, text] of (expected.notVisited ?? []).entries())
    if (visits(text) > 0)
      found.push(
        finding(
          "scenario.notVisited",
          { element: named(play, text), count: visits(text) },
          { place: `/notVisited/${index}`, expected: text },
        ),
      );
  for (const [text, count] of Object.entries(expected.counts ?? {}))
    if (visits(text) !== count) found.push(different(named(play, text), `/counts/${text}`, count, visits(text)));
  return [...found, ...checkOrder(play, expected.inOrder ?? []), ...checkEnds(play, expected.ends)];
}

/** How often an element was entered, or a flow taken. */
function visitsOf(play: Play, text: string): number {
  const { process, elementId } = placeOf(play, text);
  return play.elements[process]?.[elementId] ?? play.flows[process]?.[elementId] ?? 0;
}

function named(play: Play, text: string): Texts {
  const { process, elementId } = placeOf(play, text);
  const definition = play.repertoire.definitions.get(process);
  const name = definition ? nameOf(definition, elementId) : { de: elementId, en: elementId };
  return { de: `${name.de} (${text})`, en: `${name.en} (${text})` };
}

/** Each element is entered somewhere after the one before it. */
function checkOrder(play: Play, order: readonly string[]): Finding[] {
  const cursors = new Map<string, number>();
  for (const [index, text] of order.entries()) {
    const { process, elementId } = placeOf(play, text);
    const path = play.actors.filter((each) => each.definition.processId === process).flatMap((each) => each.path);
    const at = path.indexOf(elementId, cursors.get(process) ?? 0);
    const before = order[index - 1] ?? "";
    if (at < 0)
      return [
        finding(
          "scenario.order",
          { element: named(play, text), before },
          { place: `/inOrder/${index}`, expected: text, actual: path },
        ),
      ];
    cursors.set(process, at + 1);
  }
  return [];
}

/** The end events of the process itself; those within sub-processes are places like others. */
function checkEnds(play: Play, ends: readonly string[] | undefined): Finding[] {
  if (ends === undefined) return [];
  const { process } = play.plan;
  const elements = play.repertoire.definitions.get(process)?.elements;
  const actual = Object.entries(play.elements[process] ?? {}).flatMap(([id, count]) => {
    const { type, parentId } = elements?.get(id) ?? {};
    return type === "bpmn:EndEvent" && parentId === process ? Array.from({ length: count }, () => id) : [];
  });
  if (matches(actual.toSorted(), ends.toSorted())) return [];
  const what = { de: "die Liste der erreichten Endereignisse", en: "the list of end events reached" };
  return [different(what, "/ends", ends, actual)];
}

function checkVariables(play: Play, { variables = {} }: Expectation): Finding[] {
  const all = play.first?.value?.variables ?? {};
  return Object.entries(variables).flatMap(([path, expected]) => {
    const actual = valueAt(all, path);
    return matches(actual, expected) ? [] : [different(path, `/variables/${path}`, expected, actual ?? null)];
  });
}
