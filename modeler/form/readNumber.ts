import type { Language } from "../api/types.ts";
import type { Key } from "../words/dictionary.ts";
import type { Places } from "../words/translate.ts";
import { tags } from "../words/tags.ts";

/** What a field of numbers takes; money is written in euro. */
export type NumberKind = "int" | "decimal" | "money";

/** Why a text is no number for its field. */
export type Unread = "whole" | "ambiguous" | "decimals" | "number";

/** Digits after the separator that a field takes. */
export const decimalsOf = { int: 0, decimal: 6, money: 2 } as const satisfies Record<NumberKind, number>;

/** A double keeps this many digits of any number. */
const mostDigits = 15;

/**
 * A number as people of both languages write it: `1.234,56`, `1,234.56`, `1234,56`, `1 234.56`, `1'234.56`. Nothing is dropped
 * silently: what could be read in two ways (`1.234` is a thousand to one and a fraction to another) is refused.
 */
export function readNumber(text: string, kind: NumberKind): number | Unread {
  const written = text.trim().replace(/^[−–]/, "-");
  const plain = kind === "money" ? written.replace(/^€\s*|\s*(€|EUR)$/g, "") : written;
  const sign = plain.startsWith("-") ? -1 : 1;
  const parts = partsOf(plain.replace(/^[-+]/, ""));
  if (typeof parts === "string") return parts === "ambiguous" && kind === "int" ? "whole" : parts;
  const [whole, fraction] = parts;
  if (fraction.length > decimalsOf[kind]) return kind === "int" ? "whole" : "decimals";
  if (whole.length + fraction.length > mostDigits) return "number";
  return sign * Number(`${whole}.${fraction}0`);
}

/** A number as its field shows it: what `readNumber` reads as the same number. */
export function writeNumber(value: number, kind: NumberKind, language: Language): string {
  const most = decimalsOf[kind];
  const least = kind === "money" ? most : 0;
  const write = (minimumFractionDigits: number) =>
    new Intl.NumberFormat(tags[language], {
      minimumFractionDigits,
      maximumFractionDigits: Math.max(most, minimumFractionDigits),
      useGrouping: kind === "money",
    }).format(value);
  // three digits after a lone separator could be a thousand
  return readNumber(write(least), kind) === "ambiguous" ? write(4) : write(least);
}

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

type Parts = readonly [whole: string, fraction: string];

function partsOf(text: string): Parts | "ambiguous" | "number" {
  if (/^\d+$/.test(text)) return [text, ""];
  const lone = /^(\d*)[.,](\d+)$/.exec(text);
  if (lone !== null) {
    const [, whole = "", fraction = ""] = lone;
    return /^[1-9]\d{0,2}$/.test(whole) && fraction.length === 3 ? "ambiguous" : [whole === "" ? "0" : whole, fraction];
  }
  // groups of three with one mark all along, then the other mark before the fraction
  const grouped = /^(\d{1,3}(?:([.,'’\s])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?$/.exec(text);
  if (grouped === null || grouped[2] === grouped[3]) return "number";
  return [(grouped[1] ?? "").replaceAll(/\D/g, ""), grouped[4] ?? ""];
}
