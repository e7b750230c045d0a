import type { Json, JsonObject } from "../base/json.ts";
import type { Finding } from "./finding.ts";
import { readCellText } from "./pasteCell.ts";
import { linesOf } from "./pasteLines.ts";
import { pasteTexts } from "./pasteText.ts";
import type { Column, RuleRow, RuleSet } from "./ruleSet.ts";

/** Rows out of a spreadsheet, with what could not be understood. */
export interface PastedRows {
  readonly rows: readonly RuleRow[];
  readonly findings: readonly Finding[];
}

/**
 * Reads rows as they come from a spreadsheet (tabs) or a CSV file (commas or semicolons): one line for each row, inputs and
 * outputs in their order, then a note; a first line of names or labels puts them into another order. Cells are read as
 * people write them, in either language: `hoch, mittel`, `>= 5`, `5..10`, `ja`, `nicht hoch`, `-`. A row with a cell that is
 * not understood is left out and told. Pure; the ids of new rows are taken by nobody else.
 */
export function readRows(ruleSet: Pick<RuleSet, "inputs" | "outputs" | "rows">, text: string): PastedRows {
  const lines = linesOf(text).filter((line) => line.some((cell) => cell.trim() !== ""));
  const [first = []] = lines;
  const header = headerOf(ruleSet, first);
  const places = header ?? defaultPlaces(ruleSet);
  const taken = new Set(ruleSet.rows.map(({ id }) => id));
  const rows: RuleRow[] = [];
  const findings: Finding[] = [];
  for (const [at, line] of (header === undefined ? lines : lines.slice(1)).entries()) {
    const read = readRow(places, line, at + (header === undefined ? 1 : 2));
    findings.push(...read.findings);
    if (read.findings.length > 0) continue;
    const id = freeId(taken);
    taken.add(id);
    rows.push({
      id,
      when: read.when,
      then: read.then,
      ...(read.note === "" ? {} : { note: { de: read.note, en: read.note } }),
    });
  }
  return { rows, findings };
}

/** What a place of a line holds; undefined: nothing we know. */
type Place = { readonly kind: "input" | "output"; readonly column: Column } | { readonly kind: "note" } | undefined;

function defaultPlaces({ inputs, outputs }: Pick<RuleSet, "inputs" | "outputs">): readonly Place[] {
  const input = inputs.map((column) => ({ kind: "input", column }) as const);
  const output = outputs.map((column) => ({ kind: "output", column }) as const);
  return [...input, ...output, { kind: "note" }];
}

/** The places a first line names; undefined when it names nothing, and is a row. */
function headerOf(ruleSet: Pick<RuleSet, "inputs" | "outputs">, line: readonly string[]): readonly Place[] | undefined {
  const known = defaultPlaces(ruleSet);
  const places = line.map((cell) => known.find((place) => namesOf(place).includes(cell.trim().toLowerCase())));
  return places.filter((place) => place !== undefined).length >= Math.min(2, line.length) ? places : undefined;
}

function namesOf(place: Place): readonly string[] {
  if (place === undefined) return [];
  if (place.kind === "note") return ["note", "anmerkung", "annotation"];
  const { name, label } = place.column;
  return [name, label.de, label.en].map((each) => each.toLowerCase());
}

interface ReadRow extends Pick<RuleRow, "when"> {
  readonly then: JsonObject;
  readonly note: string;
  readonly findings: readonly Finding[];
}

function readRow(places: readonly Place[], line: readonly string[], number: number): ReadRow {
  const when: Record<string, RuleRow["when"][string]> = {};
  const then: Record<string, Json> = {};
  const findings: Finding[] = [];
  let note = "";
  for (const [at, place] of places.entries()) {
    const text = line[at] ?? "";
    if (place === undefined) continue;
    if (place.kind === "note") {
      note = text.trim();
      continue;
    }
    const { column } = place;
    const read = readCellText(column, text, place.kind);
    if (read.kind === "unread") findings.push(lost(number, column, text));
    else if (place.kind === "output") then[column.name] = read.kind === "any" ? null : (read.cell as Json); // outputs are values
    else if (read.kind === "cell") when[column.name] = read.cell;
  }
  return { when, then, note, findings };
}

function lost(line: number, column: Column, text: string): Finding {
  const place = { column: column.name, pointer: `/${line}` };
  return { severity: "error", place, code: "rules.paste", message: pasteTexts.unread(line, column.label, text) };
}

function freeId(taken: ReadonlySet<string>): string {
  for (let number = taken.size + 1; ; number += 1) if (!taken.has(`r${number}`)) return `r${number}`;
}
