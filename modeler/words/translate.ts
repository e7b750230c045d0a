import type { Labels, Language } from "../api/types.ts";
import { inEach } from "./inEach.ts";
import { tags } from "./tags.ts";

/** A text that depends on a number; the forms German and English have. */
export type Plural = { readonly one: string; readonly other: string };
/** One entry of the dictionary: both languages side by side, so that none can be missing. */
export type Entry = { readonly de: string | Plural; readonly en: string | Plural };
/** Values for the `{places}` of a text. `count` chooses the plural. */
export type Places = Readonly<Record<string, string | number>>;

const numbers = inEach((language) => new Intl.NumberFormat(tags[language]));
const plurals = inEach((language) => new Intl.PluralRules(language));

/** The entry in one language with its `{places}` filled; numbers are written as the language writes them. */
export function translate(entry: Entry, language: Language, places: Places = {}): string {
  const text = entry[language];
  const chosen = typeof text === "string" ? text : text[pluralForm(language, Number(places["count"] ?? 0))];
  return chosen.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = places[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? numbers(language).format(value) : value;
  });
}

/** A label of the server's in the language of the page; English when the other is empty. */
export function pick(labels: Labels, language: Language): string {
  return labels[language] === "" ? labels.en : labels[language];
}

function pluralForm(language: Language, count: number): keyof Plural {
  return plurals(language).select(count) === "one" ? "one" : "other";
}
