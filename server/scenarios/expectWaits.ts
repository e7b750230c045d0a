import type { Json } from "../base/json.ts";
import type { TaskWait } from "../engine/types.ts";
import { different, finding } from "./deviates.ts";
import type { Finding } from "./deviates.ts";
import { matches } from "./matching.ts";
import { isAt, textOfPlace, waitingPlaces, waitings } from "./places.ts";
import type { Waiting } from "./places.ts";
import { nameOf } from "./play.ts";
import type { Actor, Play } from "./play.ts";
import type { Expectation } from "./shape.ts";

type ExpectedTask = NonNullable<Expectation["tasks"]>[number];

/** The open tasks are those listed, each once. */
export function checkTasks(play: Play, { tasks }: Expectation): Finding[] {
  if (tasks === undefined) return [];
  const open = waitings(play).filter(({ wait }) => wait.kind === "task");
  const left = [...open];
  const missing = tasks.flatMap((expected, index) => {
    const at = left.findIndex((waiting) => isTask(play, waiting, expected));
    if (at >= 0) left.splice(at, 1);
    return at >= 0 ? [] : [missingTask(open, expected, `/tasks/${index}`)];
  });
  if (missing.length > 0 || left.length === 0) return missing;
  const more = left.map((waiting) => told(waiting).element);
  const what = { de: "keine weitere offene Aufgabe", en: "no other open task" };
  return [finding("scenario.none", { what, found: more.join(", ") }, { place: "/tasks", actual: more })];
}

function missingTask(open: readonly Waiting[], expected: ExpectedTask, place: string): Finding {
  const what = {
    de: `eine offene Aufgabe ${JSON.stringify(expected)}`,
    en: `an open task ${JSON.stringify(expected)}`,
  };
  const actual = open.map((waiting) => told(waiting));
  return finding("scenario.none", { what, found: JSON.stringify(actual) }, { place, actual });
}

function isTask(play: Play, { actor, wait }: Waiting, expected: ExpectedTask): boolean {
  if (wait.kind !== "task" || !isAt(play, { actor, elementId: wait.elementId }, expected.element)) return false;
  const { element: _, dueAt, ...rest } = expected;
  const { dueAt: due, ...known } = taskValues(actor, wait);
  return (
    (dueAt === undefined || (dueAt === null ? due === null : due === new Date(dueAt).toISOString())) &&
    Object.entries(rest).every(([name, value]) => value === undefined || matches(known[name], value))
  );
}

function taskValues(actor: Actor, wait: TaskWait): Record<string, Json> {
  const { assignee = null, candidateGroups, formKey = null, priority = null, input } = wait;
  return {
    assignee,
    candidateGroups,
    dueAt: actor.dueAt.get(wait.id)?.toISOString() ?? null,
    formKey,
    priority,
    input,
  };
}

function told({ actor, wait }: Waiting): { readonly element: string; readonly [name: string]: Json } {
  const element = `${actor.definition.processId}/${wait.elementId}`;
  if (wait.kind !== "task") return { element };
  const { input: _, ...values } = taskValues(actor, wait);
  return { element, ...values };
}

/** Waited for is what is listed, and nothing else. */
export function checkWaiting(play: Play, { waiting }: Expectation): Finding[] {
  if (waiting === undefined) return [];
  const actual = waitingPlaces(play);
  if (matches(actual.toSorted(), waiting.toSorted())) return [];
  return [
    different({ de: "die Liste der Wartestellen", en: "the list of waiting places" }, "/waiting", waiting, actual),
  ];
}

/** Each timer listed is armed and due then. */
export function checkTimers(play: Play, { timers = {} }: Expectation): Finding[] {
  return Object.entries(timers).flatMap(([text, expected]) => {
    const due = waitings(play)
      .filter(({ actor, wait }) => wait.kind === "timer" && isAt(play, { actor, elementId: wait.elementId }, text))
      .map(({ actor, wait }) => actor.dueAt.get(wait.id)?.toISOString() ?? "");
    if (due.includes(new Date(expected).toISOString())) return [];
    return [
      different({ de: `die Fälligkeit von ${text}`, en: `the due time of ${text}` }, `/timers/${text}`, expected, due),
    ];
  });
}

/** Places that stand although that is not expected, and places expected to stand that do not. */
export function faultsOf(play: Play, expected: NonNullable<Expectation["faults"]>): Finding[] {
  const standing = waitings(play).flatMap((waiting) => standingAt(waiting));
  const fits = (each: (typeof standing)[number], { element, code }: (typeof expected)[number]) =>
    isAt(play, { actor: each.actor, elementId: each.wait.elementId }, element) &&
    (code === undefined || code === each.code);
  const surprising = standing.filter((each) => !expected.some((one) => fits(each, one)));
  const missing = expected.filter((one) => !standing.some((each) => fits(each, one)));
  return [
    ...surprising.map(({ actor, wait, code, reason }) =>
      finding(
        "scenario.fault",
        { element: nameOf(actor.definition, wait.elementId), reason },
        {
          place: "/faults",
          actual: {
            element: textOfPlace(play, { process: actor.definition.processId, elementId: wait.elementId }),
            code,
          },
        },
      ),
    ),
    ...missing.map((one) =>
      finding(
        "scenario.none",
        { what: { de: `ein Fault bei ${one.element}`, en: `a fault at ${one.element}` }, found: "–" },
        { place: "/faults" },
      ),
    ),
  ];
}

interface Standing extends Waiting {
  readonly code: string;
  readonly reason: string;
}

function standingAt({ actor, wait }: Waiting): Standing[] {
  if (wait.kind === "fault") return [{ actor, wait, code: wait.code, reason: `${wait.message} (${wait.code})` }];
  const failure = actor.resting.get(wait.id)?.failure;
  return failure === undefined ? [] : [{ actor, wait, code: "job.failed", reason: failure }];
}
