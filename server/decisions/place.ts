import { isObject } from "../base/json.ts";
import type { JsonObject } from "../base/json.ts";
import { keyed } from "./mergeTree.ts";
import type { Labels } from "./shape.ts";

/** What of a rule set something is about: a row, a column, a test, or a cell where row and column meet. */
export interface Place {
  /** The first name of the path: `rows`, `inputs`, `hitPolicy`, … */
  readonly part: string;
  readonly row?: string;
  readonly column?: string;
  readonly test?: string;
  /** What of it, when it is not the whole: `note`, `label`, `type`, `*` for the order. */
  readonly detail?: string;
}

/** Reads the id of a change or conflict (`rows/r7/when/vip`). */
export function placeOf(id: string): Place {
  const [part = "", name, detail, below] = id
    .split("/")
    .map((each) => each.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (name === undefined) return { part };
  if (name === "*") return { part, detail: "*" };
  if (part === "inputs" || part === "outputs") return { part, column: name, ...detailOf(detail) };
  if (part === "tests") return { part, test: name, ...detailOf(detail) };
  if (part === "default") return { part, column: name };
  if (part !== "rows") return { part, detail: name };
  const isCell = (detail === "when" || detail === "then") && below !== undefined;
  return isCell ? { part, row: name, column: below } : { part, row: name, ...detailOf(detail) };
}

function detailOf(detail: string | undefined): { readonly detail?: string } {
  return detail === undefined ? {} : { detail };
}

/** A place in words. `bodies` are where labels of columns are looked up, the first that knows one wins. */
export function wordsOf(bodies: readonly JsonObject[], place: Place): Labels {
  const { row, column, test, detail, part } = place;
  const label = column === undefined ? undefined : labelOf(bodies, column);
  const named = (language: keyof Labels): string => {
    const words = vocabulary[language];
    const subject = [
      row === undefined ? "" : `${words.row} ${row}`,
      label === undefined ? "" : row === undefined ? `${words.column} ${label[language]}` : label[language],
      test === undefined ? "" : `${words.test} ${test}`,
      (row ?? column ?? test ?? undefined) ? "" : (words.parts[part] ?? part),
      detail === undefined ? "" : (words.details[detail] ?? detail),
    ];
    return subject.filter((each) => each !== "").join(", ");
  };
  return { de: named("de"), en: named("en") };
}

function labelOf(bodies: readonly JsonObject[], name: string): Labels {
  for (const body of bodies) {
    const column = keyed(body["inputs"], "name").get(name) ?? keyed(body["outputs"], "name").get(name);
    const label = isObject(column) ? column["label"] : undefined;
    if (isObject(label) && typeof label["de"] === "string" && typeof label["en"] === "string")
      return { de: label["de"], en: label["en"] };
  }
  return { de: name, en: name };
}

interface Vocabulary {
  readonly row: string;
  readonly column: string;
  readonly test: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly details: Readonly<Record<string, string>>;
}

const vocabulary: Readonly<Record<keyof Labels, Vocabulary>> = {
  de: {
    row: "Zeile",
    column: "Spalte",
    test: "Test",
    parts: {
      rows: "Zeilen",
      inputs: "Eingaben",
      outputs: "Ausgaben",
      tests: "Tests",
      hitPolicy: "Trefferregel",
      label: "Name",
      description: "Beschreibung",
      default: "Vorgabe",
      origin: "Herkunft",
      key: "Schlüssel",
      version: "Version",
    },
    details: {
      "*": "Reihenfolge",
      note: "Anmerkung",
      where: "Zusatzbedingung",
      label: "Name",
      type: "Typ",
      values: "Werte",
      range: "Bereich",
      expect: "Erwartung",
      facts: "Fakten",
      name: "Name",
    },
  },
  en: {
    row: "row",
    column: "column",
    test: "test",
    parts: {
      rows: "rows",
      inputs: "inputs",
      outputs: "outputs",
      tests: "tests",
      hitPolicy: "hit policy",
      label: "name",
      description: "description",
      default: "default",
      origin: "origin",
      key: "key",
      version: "version",
    },
    details: {
      "*": "order",
      note: "note",
      where: "further condition",
      label: "name",
      type: "type",
      values: "values",
      range: "range",
      expect: "expectation",
      facts: "facts",
      name: "name",
    },
  },
};
