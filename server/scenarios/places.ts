import type { Wait, WaitKind } from "../engine/types.ts";
import { Deviates } from "./deviates.ts";
import { matches } from "./matching.ts";
import type { Json } from "../base/json.ts";
import { nameOf } from "./play.ts";
import type { Actor, Play } from "./play.ts";

/** An element that a scenario names. */
export interface Place {
  readonly process: string;
  readonly elementId: string;
}

/** Reads `element` or `process/element`. */
export function placeOf(play: Play, text: string): Place {
  const [first = "", second] = text.split("/");
  return second === undefined
    ? { process: play.plan.process, elementId: first }
    : { process: first, elementId: second };
}

/** The text for a place: short in the scenario's own process. */
export function textOfPlace(play: Play, { process, elementId }: Place): string {
  return process === play.plan.process ? elementId : `${process}/${elementId}`;
}

/** Whether somebody stands at the element that a text names. */
export function isAt(play: Play, at: { readonly actor: Actor; readonly elementId: string }, text: string): boolean {
  const { process, elementId } = placeOf(play, text);
  return at.actor.definition.processId === process && at.elementId === elementId;
}

/** A place that waits. */
export interface Waiting {
  readonly actor: Actor;
  readonly wait: Wait;
}

/** Everything that is waited for, in the order in which the waiting began. */
export function waitings(play: Play): Waiting[] {
  return play.live
    .flatMap((actor) => actor.waits.map((wait) => ({ actor, wait })))
    .toSorted((a, b) => (a.actor.since.get(a.wait.id) ?? 0) - (b.actor.since.get(b.wait.id) ?? 0));
}

/** Where anything but a called process is waited for. */
export function waitingPlaces(play: Play): string[] {
  return waitings(play)
    .filter(({ wait }) => wait.kind !== "call")
    .map(({ actor, wait }) => textOfPlace(play, { process: actor.definition.processId, elementId: wait.elementId }));
}

/**
 * The place of one of these kinds that has waited longest at an element.
 *
 * @param where what its input must be like, to tell the instances of a loop apart
 * @throws {Deviates} `scenario.element`, `scenario.wait`
 */
export function waitAt(play: Play, text: string, kinds: readonly WaitKind[], where?: Json): Waiting {
  const place = placeOf(play, text);
  const found = waitings(play).find(
    ({ actor, wait }) =>
      isAt(play, { actor, elementId: wait.elementId }, text) &&
      kinds.includes(wait.kind) &&
      (where === undefined || ("input" in wait && matches(wait.input, where))),
  );
  if (found) return found;
  const definition = play.repertoire.definitions.get(place.process);
  if (!definition) throw new Deviates("scenario.process", { process: place.process });
  if (!definition.elements.has(place.elementId))
    throw new Deviates("scenario.element", { element: place.elementId, process: place.process });
  const waiting = waitingPlaces(play);
  throw new Deviates(
    "scenario.wait",
    {
      what: kinds.map((kind) => kind).join(" / "),
      element: nameOf(definition, place.elementId),
      waiting: waiting.join(", ") || "–",
    },
    { expected: text, actual: waiting },
  );
}
