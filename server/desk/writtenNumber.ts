/** Why a text is no number: it can be read in two ways, or in none. */
export type Unread = "ambiguous" | "number";

/**
 * A number that is not negative, as people of both languages write it: `1.234,56`, `1,234.56`, `1234,56`, `1'234.56`, `12 €`.
 * What could be read in two ways (`1.234` is a thousand to one and a fraction to another) is not guessed.
 */
export function readWrittenNumber(text: string): number | Unread {
  const plain = text.trim().replaceAll(/^(?:€|EUR)\s*|\s*(?:€|EUR)$/gi, "");
  if (/^\d{1,12}$/.test(plain)) return Number(plain);
  const lone = /^(\d{0,12})[.,](\d{1,6})$/.exec(plain);
  if (lone !== null) {
    const [, whole = "", fraction = ""] = lone;
    const isAmbiguous = /^[1-9]\d{0,2}$/.test(whole) && fraction.length === 3;
    return isAmbiguous ? "ambiguous" : Number(`${whole || "0"}.${fraction}`);
  }
  // groups of three with one mark all along, then the other mark before the fraction
  const grouped = /^(\d{1,3}(?:([.,'’\s])\d{3})(?:\2\d{3}){0,3})(?:([.,])(\d{1,6}))?$/.exec(plain);
  if (grouped === null || grouped[2] === grouped[3]) return "number";
  return Number(`${(grouped[1] ?? "").replaceAll(/\D/g, "")}.${grouped[4] ?? "0"}`);
}
