import { readCellText } from "../../../server/decisions/pasteCell.ts";
import type { Language } from "../../api/types.ts";
import { translate } from "../../words/translate.ts";
import { ruleCellWords } from "../../words/rulesCells.ts";
import type { Cell, Column, Comparison, Json, Operator, Scalar, Value } from "./ruleTable.ts";
import { writeNumber } from "../../form/writeNumber.ts";

const signs: Readonly<Record<Operator, string>> = { ">=": "≥", ">": ">", "<": "<", "<=": "≤" };
const order = [">=", ">", "<", "<="] as const;

/** A condition as people write it in a table: `hoch, mittel`, `≥ 5`, `5..10`, `nicht hoch`; empty when nothing is asked. */
export function conditionText(column: Column, cell: Cell | undefined, language: Language): string {
  if (cell === undefined) return "";
  if (isCells(cell)) {
    const texts = cell.map((one) => conditionText(column, one, language));
    return texts.join(texts.some((text) => text.includes(",")) ? "; " : ", ");
  }
  if (typeof cell !== "object" || cell === null) return quoted(column, cell, valueText(column, cell, language));
  if ("not" in cell) return `${say("cell.not", language)} ${conditionText(column, cell.not, language)}`;
  return comparisonText(column, cell, language);
}

/** A text in which commas or signs would be taken for several conditions. */
function quoted(column: Column, cell: Scalar, text: string): string {
  return column.type === "string" && cell === text && /[,;|<>="&]/.test(text) ? `"${text}"` : text;
}

function comparisonText(column: Column, cell: Comparison, language: Language): string {
  const [from, to] = [cell[">="], cell["<="]];
  const asked = order.filter((operator) => cell[operator] !== undefined);
  if (asked.length === 2 && from !== undefined && to !== undefined)
    return `${valueText(column, from, language)}..${valueText(column, to, language)}`;
  return asked
    .map((operator) => `${signs[operator]} ${valueText(column, cell[operator] ?? null, language)}`)
    .join(" & ");
}

/** A result or a fact in words: the label where the column has one. */
export function valueText(column: Column, value: Json | undefined, language: Language): string {
  if (value === undefined) return "";
  const known = column.values?.find((one) => one.value === value);
  if (known !== undefined) return labelOf(known, language);
  if (column.type === "any" && !isJsons(value)) return anyText(value);
  if (value === null) return say("cell.empty", language);
  return isJsons(value) ? listText(value) : plainText(value, language);
}

function plainText(value: Json, language: Language): string {
  if (typeof value === "boolean") return say(value ? "cell.yes" : "cell.no", language);
  if (typeof value === "number") return writeNumber(value, "exact", language);
  return typeof value === "string" ? value : JSON.stringify(value);
}

function labelOf({ value, label }: Value, language: Language): string {
  return label[language] === "" ? String(value) : label[language];
}

/** Where any type may stand, `true` is the truth and `"true"` is a word. */
function anyText(value: Json): string {
  return typeof value === "string" && literalOf(value) === undefined ? value : JSON.stringify(value);
}

/** A JSON value that is no plain word. */
function literalOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // JSON is what it gives
  } catch {
    return undefined;
  }
}

/** Words with commas between them; a FEEL list where commas would not bring it back. */
function listText(values: readonly Json[]): string {
  const words = values.filter((one): one is string => typeof one === "string" && /^[^,;[\]"\s-][^,;[\]"]*$/.test(one));
  return words.length > 0 && words.length === values.length ? words.join(", ") : JSON.stringify(values);
}

/** What an output cell shows; null and nothing are both an empty cell. */
export function outputText(column: Column, value: Json | undefined, language: Language): string {
  return value === null ? "" : valueText(column, value, language);
}

function say(key: keyof typeof ruleCellWords, language: Language): string {
  return translate(ruleCellWords[key], language);
}

function isCells(cell: Cell): cell is readonly (Scalar | Comparison)[] {
  return Array.isArray(cell);
}

function isJsons(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** What a text in a cell means. `unread`: it cannot be understood. */
export type Read<T> =
  | { readonly kind: "none" }
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "unread" };

/** Reads a condition as typed, in either language or as FEEL; the very reader that the server has for pasted rows. */
export function readCondition(column: Column, text: string): Read<Cell> {
  const literal = column.type === "any" ? literalOf(text) : undefined;
  if (literal !== undefined && (literal === null || typeof literal !== "object"))
    return { kind: "value", value: literal };
  // A label may begin like an operator: `not a fit`.
  const known = column.values?.find(({ label }) => label.de === text.trim() || label.en === text.trim());
  if (known !== undefined) return { kind: "value", value: known.value };
  const read = readJoined(column, text) ?? readCellText(column, text, "input");
  if (read.kind === "any") return { kind: "none" };
  return read.kind === "unread" || !foreseen(column, read.cell)
    ? { kind: "unread" }
    : { kind: "value", value: read.cell };
}

/** `≥ 5 & < 10`: several comparisons that hold together. */
function readJoined(column: Column, text: string): { kind: "cell"; cell: Comparison } | undefined {
  const parts = text.split("&").map((part) => part.trim());
  if (parts.length < 2) return undefined;
  const read = parts.map((part) => readCellText(column, part, "input"));
  const cells = read.flatMap((each) => (each.kind === "cell" && isComparison(each.cell) ? [each.cell] : []));
  return cells.length === parts.length ? { kind: "cell", cell: Object.assign({}, ...cells) as Comparison } : undefined; // of comparisons only
}

function isComparison(cell: Cell): cell is Comparison {
  return typeof cell === "object" && cell !== null && !isCells(cell) && !("not" in cell);
}

/** An enum knows all its values; FEEL could name others. */
function foreseen(column: Column, cell: Cell): boolean {
  if (column.type !== "enum" || column.values === undefined) return true;
  const named = (one: Cell): readonly Scalar[] => {
    if (isCells(one)) return one.flatMap(named);
    if (typeof one !== "object" || one === null) return [one];
    return "not" in one ? named(one.not) : [];
  };
  return named(cell).every((value) => value === null || column.values?.some((one) => one.value === value) === true);
}

/** Reads a result as typed. */
export function readOutput(column: Column, text: string): Read<Json> {
  const literal = column.type === "any" ? literalOf(text) : undefined;
  if (literal !== undefined) return { kind: "value", value: literal };
  const read = readCellText(column, text, "output");
  if (read.kind === "any") return { kind: "none" };
  // A result is no test: a text may hold whatever a sentence holds.
  if (read.kind === "unread" && column.type === "string") return { kind: "value", value: text.trim() };
  if (read.kind === "unread" || !foreseen(column, read.cell)) return { kind: "unread" };
  return { kind: "value", value: read.cell as Json }; // outputs are values
}
