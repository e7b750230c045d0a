import type { Json, JsonObject } from "../../base/json.ts";
import type { Complaint } from "../../base/refusal.ts";

/** What was expected somewhere, in German and in English. */
export type Expected = readonly [german: string, english: string];

/** Gathers what is wrong with a template, each with its place. */
export class Findings {
  readonly all: Complaint[] = [];
  readonly #at: string;

  /** @param at the place of the template in its file */
  constructor(at: string) {
    this.#at = at;
  }

  /** Says what was expected at a place and what is there. */
  say(place: string, [german, english]: Expected, got: Json | undefined): void {
    const there = got === undefined ? undefined : short(got);
    this.all.push({
      place: `${this.#at}${place}`,
      code: "elementTemplate.unreadable",
      message: `Expected ${english}, but ${there === undefined ? "there is none" : `it is ${there}`}`,
      german: `Erwartet wird ${german}, aber ${there === undefined ? "es fehlt" : `da steht ${there}`}.`,
    });
  }

  /** Says what was expected unless it is fine. */
  check(isFine: boolean, place: string, expected: Expected, got: Json | undefined): void {
    if (!isFine) this.say(place, expected, got);
  }

  /** Refuses what is neither missing nor true or false. */
  flag(place: string, value: Json | undefined): void {
    this.check(value === undefined || typeof value === "boolean", place, ["true oder false", "true or false"], value);
  }

  /** Refuses what is neither missing nor one of a few words. */
  word(place: string, value: Json | undefined, words: readonly string[]): void {
    const list = words.join(", ");
    const isFine = value === undefined || words.some((each) => each === value);
    this.check(isFine, place, [`eines von ${list}`, `one of ${list}`], value);
  }

  /** Refuses members that mean something which is not done here. */
  known(place: string, object: JsonObject, members: readonly string[]): void {
    for (const member of Object.keys(object).filter((each) => !members.includes(each)))
      this.all.push({
        place: `${this.#at}${place}/${member}`,
        code: "elementTemplate.unreadable",
        message: `Expected one of ${members.join(", ")}, but ${member} has no effect here`,
        german: `Erwartet wird eines von ${members.join(", ")}; ${member} bewirkt hier nichts.`,
      });
  }

  /** Refuses what is neither missing nor a text of at most so many characters. */
  text(place: string, value: Json | undefined, most: number): void {
    if (value === undefined || (typeof value === "string" && value.length <= most)) return;
    this.say(place, [`ein Text mit höchstens ${most} Zeichen`, `a text of at most ${most} characters`], value);
  }
}

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
