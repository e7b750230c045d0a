import type { JsonObject } from "../base/json.ts";
import { shown } from "./explain.ts";
import type { Language } from "./explain.ts";
import type { Column, Labels } from "./ruleSet.ts";

/** What findings say. Each takes what it is about, in words, and gives German and English. */
export const findingTexts = {
  never: (row: string) =>
    both(
      `Zeile ${row} trifft nie zu: ihre Bedingungen schließen einander aus`,
      `Row ${row} never fires: its conditions exclude each other`,
    ),
  neverColumn: (row: string, column: Labels) =>
    both(
      `Zeile ${row} trifft nie zu: „${column.de}“ nimmt keinen solchen Wert an`,
      `Row ${row} never fires: “${column.en}” takes no such value`,
    ),
  shadowed: (row: string, by: Labels) =>
    both(
      `Zeile ${row} entscheidet nie: alles davon nehmen ${by.de} vorweg`,
      `Row ${row} never decides: all of it is taken before by ${by.en}`,
    ),
  duplicate: (row: string, other: string) =>
    both(
      `Zeile ${row} hat dieselben Bedingungen wie Zeile ${other}`,
      `Row ${row} has the same conditions as row ${other}`,
    ),
  overlap: (row: string, others: Labels, facts: Labels) =>
    both(
      `Zeile ${row} und ${others.de} treffen zugleich zu, z. B. bei ${facts.de}; die Trefferregel lässt nur eine zu`,
      `Row ${row} and ${others.en} fire together, e.g. with ${facts.en}; the hit policy allows only one`,
    ),
  contradiction: (row: string, others: Labels, facts: Labels) =>
    both(
      `Zeile ${row} und ${others.de} widersprechen einander, z. B. bei ${facts.de}`,
      `Row ${row} and ${others.en} contradict each other, e.g. with ${facts.en}`,
    ),
  gap: (facts: Labels) => both(`Keine Zeile gilt für ${facts.de}`, `No row applies to ${facts.en}`),
  defaultNever: () =>
    both("Die Vorgabe greift nie: die Zeilen decken alles ab", "The default never applies: the rows cover everything"),
  empty: () => both("Die Tabelle hat keine Zeilen", "The table has no rows"),
  intricate: () =>
    both(
      "Die Tabelle ist zu verwickelt, um alle Zeilen und Lücken zu prüfen",
      "The table is too intricate to check all rows and gaps",
    ),
  outputType: (row: string, column: Labels) =>
    both(
      `Zeile ${row}: der Wert von „${column.de}“ hat nicht den Typ der Spalte`,
      `Row ${row}: the value of “${column.en}” is not of the column's type`,
    ),
  unknownValue: (row: string, column: Labels, value: string) =>
    both(
      `Zeile ${row}: „${column.de}“ kennt den Wert ${value} nicht`,
      `Row ${row}: “${column.en}” does not know the value ${value}`,
    ),
  outOfRange: (row: string, column: Labels, value: string) =>
    both(
      `Zeile ${row}: ${value} liegt außerhalb des Bereichs von „${column.de}“`,
      `Row ${row}: ${value} is outside the range of “${column.en}”`,
    ),
  testColumn: (name: string) =>
    both(`Der Test nennt die unbekannte Spalte ${name}`, `The test names the unknown column ${name}`),
  testRow: (row: string) =>
    both(`Der Test erwartet die unbekannte Zeile ${row}`, `The test expects the unknown row ${row}`),
} as const;

/** Facts in words, as far as they matter: "Impact = high, VIP = no". */
export function factsInWords(columns: readonly Column[], facts: JsonObject): Labels {
  const words = (language: Language) =>
    columns
      .map((column) => `${column.label[language]} = ${shown(facts[column.name] ?? null, column, language)}`)
      .join(", ");
  return columns.length === 0 ? both("alle Fakten", "all facts") : { de: words("de"), en: words("en") };
}

/** "row r1", "rows r1, r2 and 3 more". */
export function rowsInWords(ids: readonly string[]): Labels {
  const named = ids.slice(0, 5).join(", ");
  const more = ids.length - 5;
  return {
    de: `${ids.length === 1 ? "Zeile" : "die Zeilen"} ${named}${more > 0 ? ` und ${more} weitere` : ""}`,
    en: `${ids.length === 1 ? "row" : "rows"} ${named}${more > 0 ? ` and ${more} more` : ""}`,
  };
}

function both(de: string, en: string): Labels {
  return { de, en };
}
