import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { compileExpression } from "../engine/expressions/expression.ts";
import { Deviates } from "./deviates.ts";
import { nameOf } from "./play.ts";
import type { Actor, Play } from "./play.ts";
import { isAt } from "./places.ts";

/** Who asks for an answer, where, and with what. */
export interface Asked {
  readonly actor: Actor;
  readonly elementId: string;
  readonly input: JsonObject;
}

/** When a declared answer is given. */
interface Conditional {
  readonly element?: string | undefined;
  readonly when?: string | undefined;
  readonly times?: number | undefined;
}

/** The first declared answer that fits: at this element, its condition true, not used up. */
export function answerTo<Answer extends Conditional>(
  play: Play,
  asked: Asked,
  answers: readonly Answer[],
): Answer | undefined {
  const answer = answers.find((each) => fits(play, asked, each));
  if (answer !== undefined) play.used.set(answer, (play.used.get(answer) ?? 0) + 1);
  return answer;
}

function fits(play: Play, asked: Asked, answer: Conditional): boolean {
  const { element, when, times = Infinity } = answer;
  if ((play.used.get(answer) ?? 0) >= times) return false;
  if (element !== undefined && !isAt(play, asked, element)) return false;
  return when === undefined || evaluated(play, asked, when) === true;
}

/** Given values: texts that begin with `=` are FEEL over `input`, the instance's `variables` and the clock. */
export function givenBy(play: Play, asked: Asked, value: Json): Json {
  if (typeof value === "string") return value.startsWith("=") ? evaluated(play, asked, value) : value;
  if (Array.isArray(value)) return value.map((each: Json) => givenBy(play, asked, each));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, givenBy(play, asked, inner ?? null)]));
}

function evaluated(play: Play, { actor, elementId, input }: Asked, text: string): Json {
  const seen: JsonObject = { input, variables: actor.value?.variables ?? {} };
  try {
    return compileExpression(text, "feel").evaluate({ now: play.now, get: (name) => seen[name], all: () => seen });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Deviates("scenario.answer", { element: nameOf(actor.definition, elementId), reason });
  }
}
