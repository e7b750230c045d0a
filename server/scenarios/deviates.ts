import type { Json } from "../base/json.ts";
import type { Texts } from "./scenario.ts";
import { deviationTexts, filled } from "./texts.ts";
import type { DeviationCode, Words } from "./texts.ts";

/** What was otherwise than declared; `place` is told from the part of the scenario that is being looked at. */
export interface Finding {
  readonly code: DeviationCode;
  readonly message: Texts;
  readonly place?: string;
  readonly expected?: Json;
  readonly actual?: Json;
}

/** The values that stand against each other, for those who show them side by side. */
export interface Values {
  readonly expected?: Json;
  readonly actual?: Json;
  readonly place?: string;
}

/** A finding in both languages. */
export function finding(code: DeviationCode, words: Words, values: Values = {}): Finding {
  return { code, message: filled(deviationTexts[code], words), ...values };
}

/** The finding that a value is not as expected. */
export function different(what: string | Texts, place: string, expected: Json, actual: Json): Finding {
  return finding(
    "scenario.different",
    { what, expected: JSON.stringify(expected), actual: JSON.stringify(actual) },
    { place, expected, actual },
  );
}

/** A run that cannot be played further, since something is otherwise than the scenario says. */
export class Deviates extends Error {
  readonly finding: Finding;

  constructor(code: DeviationCode, words: Words, values: Values = {}) {
    const found = finding(code, words, values);
    super(found.message.en);
    this.name = "Deviates";
    this.finding = found;
  }
}
