/** What a field of numbers takes; money is written in euro, `exact` is whatever a double keeps. */
export type NumberKind = "int" | "decimal" | "money" | "exact";

/** Why a text is no number for its field. */
export type Unread = "whole" | "ambiguous" | "decimals" | "number";

/** Digits after the separator that a field takes. */
export const decimalsOf = { int: 0, decimal: 6, money: 2, exact: 15 } as const satisfies Record<NumberKind, number>;

/** A double keeps this many digits of any number. */
const mostDigits = 15;

/**
 * A number as people of both languages write it: `1.234,56`, `1,234.56`, `1234,56`, `1 234.56`, `1'234.56`. Nothing is dropped
 * silently: what could be read in two ways (`1.234` is a thousand to one and a fraction to another) is refused.
 */
export function readNumber(text: string, kind: NumberKind): number | Unread {
  const written = text.trim().replace(/^[−–]/, "-");
  const plain = kind === "money" ? written.replace(/^(?:€|EUR)\s*|\s*(?:€|EUR)$/gi, "") : written;
  const sign = plain.startsWith("-") ? -1 : 1;
  const parts = partsOf(plain.replace(/^[-+]/, ""));
  if (typeof parts === "string") return parts === "ambiguous" && kind === "int" ? "whole" : parts;
  const [whole, fraction] = parts;
  if (fraction.length > decimalsOf[kind]) return kind === "int" ? "whole" : "decimals";
  if (whole.length + fraction.length > mostDigits) return "number";
  return sign * Number(`${whole}.${fraction}0`);
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
