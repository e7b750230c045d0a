import type { Language } from "../../api/types.ts";
import { valueText } from "../table/cellText.ts";
import type { Column } from "../table/ruleTable.ts";

/** What a column's cells are likely to hold: its values in words, yes and no. */
export function wordsOf(column: Column, language: Language): readonly string[] {
  if (column.values !== undefined) return column.values.map(({ value }) => valueText(column, value, language));
  return column.type === "boolean" ? [true, false].map((value) => valueText(column, value, language)) : [];
}

/** The word at the end of a text that may still be going on: behind the last comma, without `nicht`. */
function lastWord(text: string): { readonly head: string; readonly word: string } {
  const [, head = "", word = ""] = /^(.*?(?:[,;]\s*|^(?:nicht|not)\s+)?)([^,;]*)$/i.exec(text) ?? [];
  return { head, word };
}

/** The words that go on from what is typed. All of them when none does: then what is typed is no value. */
export function suggestionsFor(words: readonly string[], text: string): readonly string[] {
  const word = lastWord(text).word.trim().toLowerCase();
  const begun = words.filter((one) => one.toLowerCase().startsWith(word));
  if (begun.length > 0) return begun;
  const within = words.filter((one) => one.toLowerCase().includes(word));
  return within.length > 0 ? within : words;
}

/** The text with its last word replaced. */
export function complete(text: string, word: string): string {
  return `${lastWord(text).head}${word}`;
}
