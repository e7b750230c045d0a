import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { parseTemplate } from "./template.ts";

/** The languages that the product speaks. */
export type Language = "de" | "en";

const languages: readonly Language[] = ["de", "en"];

/** A template's text in one language. */
export interface Wording {
  readonly language: Language;
  readonly text: string;
}

/**
 * The text of a stored template in the language asked for; in the other one when there is no such text.
 *
 * @param body what is stored under the template's key: `{"de": "…", "en": "…"}`
 * @throws {Refusal} `template.language` when there is no text at all
 */
export function wordingOf(body: Json, language: unknown): Wording {
  const wanted = languages.toSorted((one, other) => Number(other === language) - Number(one === language));
  for (const each of wanted) {
    const text = isObject(body) ? body[each] : undefined;
    if (typeof text === "string" && text !== "") return { language: each, text };
  }
  throw new Refusal(
    "unprocessable",
    "template.language",
    "Expected a template text in German or English, but there is none",
  );
}

/**
 * Checks a template before it is published: a text in each language, and each can be read.
 *
 * @throws {Refusal} `template.shape` with the line of each mistake, `template.size`, `template.language`
 */
export function checkTemplate(body: Json): void {
  for (const language of languages) {
    const { language: found, text } = wordingOf(body, language);
    if (found !== language) {
      throw new Refusal("unprocessable", "template.language", `Expected a text in ${language}, but there is none`);
    }
    parseTemplate(text);
  }
}
