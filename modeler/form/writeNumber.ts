import type { Language } from "../api/types.ts";
import { decimalsOf, readNumber, type NumberKind } from "../../server/base/readNumber.ts";
import { tags } from "../words/tags.ts";

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
