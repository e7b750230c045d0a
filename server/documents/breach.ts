/** A text in both languages of the product. */
export interface Both {
  readonly de: string;
  readonly en: string;
}

/** Where in a file something stands: a line and a column of a table, or a business term of an invoice. */
export interface Place {
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
  /** The column's name, or the term: `BT-31`, `ram:Name`. */
  readonly name?: string;
}

/** One thing in a file that whoever receives it would decline (error) or stumble over (warning). */
export interface Breach {
  readonly severity: "error" | "warning";
  /** The rule that is broken, stable: `datev.amount`, `BR-CO-10`. */
  readonly rule: string;
  readonly place: Place;
  /** What stands there; empty when something is missing. */
  readonly value: string;
  readonly expected: Both;
}

/** Whether a file may leave: warnings are told, but do not hold it. */
export function isAcceptable(breaches: readonly Breach[]): boolean {
  return breaches.every(({ severity }) => severity === "warning");
}

/** A breach as one sentence: where, which rule, what was expected and what is there. */
export function sentence(breach: Breach, language: keyof Both): string {
  const { rule, value, expected } = breach;
  const found = value === "" ? { de: "nichts", en: "nothing" } : { de: quoted(value), en: quoted(value) };
  const says =
    language === "de"
      ? `Erwartet: ${expected.de}; gefunden: ${found.de}.`
      : `Expected ${expected.en}, but found ${found.en}.`;
  return [placeOf(breach.place, language), `${rule}:`, says].filter((part) => part !== "").join(" ");
}

function placeOf({ line, column, name }: Place, language: keyof Both): string {
  const words = language === "de" ? { line: "Zeile", column: "Spalte" } : { line: "line", column: "column" };
  const parts = [
    ...(line === undefined ? [] : [`${words.line} ${line}`]),
    ...(column === undefined ? [] : [`${words.column} ${column}`]),
  ].join(", ");
  if (name === undefined) return parts;
  return parts === "" ? name : `${parts} (${name})`;
}

function quoted(value: string): string {
  const line = value.replaceAll(/\s+/g, " ");
  return JSON.stringify(line.length > 80 ? `${line.slice(0, 79)}…` : line);
}
