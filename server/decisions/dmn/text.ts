import type { Labels } from "../ruleSet.ts";

/** What the reports of import and export say. */
export const dmnTexts = {
  note: { de: "Anmerkung", en: "Note" },
  whereLost: (row: string) =>
    both(
      `Die Zusatzbedingung von Zeile ${row} sehen andere Werkzeuge nicht`,
      `Other tools do not see the further condition of row ${row}`,
    ),
  noTable: (name: string) => both(`„${name}“ ist keine Entscheidungstabelle`, `“${name}” is no decision table`),
  refused: (name: string) => both(`„${name}“ ergibt kein Regelwerk`, `“${name}” makes no rule set`),
  otherVersion: () =>
    both(
      "Die Datei hat eine andere DMN-Version und wurde als DMN 1.3 gelesen",
      "The file is of another DMN version and was read as DMN 1.3",
    ),
  warning: (message: string) => both(`Beim Lesen: ${message}`, `While reading: ${message}`),
  needs: (name: string) =>
    both(
      `„${name}“ braucht das Ergebnis einer anderen Entscheidung als Eingabe`,
      `“${name}” takes the outcome of another decision as an input`,
    ),
  expression: (label: string, expression: string, name: string) =>
    both(
      `„${label}“ wird nicht berechnet (${expression}): der Wert ist als „${name}“ zu übergeben`,
      `“${label}” is not computed (${expression}): hand the value over as “${name}”`,
    ),
  renamed: (was: string, name: string) =>
    both(
      `„${was}“ heißt nun „${name}“: so ist der Wert zu übergeben`,
      `“${was}” is now called “${name}”: hand the value over so`,
    ),
  unknownType: (label: string, type: string) =>
    both(
      `„${label}“ hat den unbekannten Typ ${type} und nimmt nun jeden`,
      `“${label}” is of the unknown type ${type} and now takes any`,
    ),
  cell: (row: string, label: string, text: string) =>
    both(
      `Zeile ${row} fehlt: die Bedingung ${text} bei „${label}“ sagt mehr als eine Zelle`,
      `Row ${row} is left out: the condition ${text} at “${label}” says more than a cell can`,
    ),
  output: (row: string, label: string, text: string) =>
    both(
      `Zeile ${row} fehlt: das Ergebnis ${text} bei „${label}“ ist zu berechnen`,
      `Row ${row} is left out: the outcome ${text} at “${label}” is to be computed`,
    ),
  otherDefault: (label: string, text: string) =>
    both(
      `Die Vorgabe ${text} bei „${label}“ ist zu berechnen und fehlt`,
      `The default ${text} at “${label}” is to be computed and is left out`,
    ),
  values: (label: string, text: string) =>
    both(
      `Die erlaubten Werte ${text} bei „${label}“ sind nicht aufzuzählen und fehlen`,
      `The allowed values ${text} at “${label}” cannot be listed and are left out`,
    ),
} as const;

function both(de: string, en: string): Labels {
  return { de, en };
}
