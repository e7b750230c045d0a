import { decimalsOf, readNumber, type NumberKind, type Unread } from "../../server/base/readNumber.ts";
import type { Key } from "../words/dictionary.ts";
import type { Places } from "../words/translate.ts";

const said: Readonly<Record<Unread, Key>> = {
  whole: "form.whole",
  ambiguous: "form.ambiguous",
  decimals: "form.decimals",
  number: "form.number",
};

/** What is wrong with a text in a field of numbers, in words of the dictionary; nothing where it can be read. */
export function unreadMistake(text: string, kind: NumberKind): { readonly key: Key; readonly places: Places } | null {
  const number = readNumber(text, kind);
  return typeof number === "number" ? null : { key: said[number], places: { count: decimalsOf[kind] } };
}
