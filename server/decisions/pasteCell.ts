import { canonical } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { readNumber } from "../base/readNumber.ts";
import type { Cell, Comparison, Operator } from "./cell.ts";
import { readLiteral, readUnaryTests } from "./dmn/feelRead.ts";
import { fits } from "./judge.ts";
import type { Column } from "./ruleSet.ts";

/** What a text in a cell of a spreadsheet says. `any`: nothing is asked, or nothing is said. */
export type ReadText =
  | { readonly kind: "any" }
  | { readonly kind: "cell"; readonly cell: Cell }
  | { readonly kind: "unread" };

const unread: ReadText = { kind: "unread" };

/** Reads one cell as people write it, in German or English, or as FEEL. */
export function readCellText(column: Column, given: string, kind: "input" | "output"): ReadText {
  const text = given.trim();
  if (text === "" || text === "-" || text === "–") return { kind: "any" };
  if (column.type === "number" && hasAmbiguousNumber(text)) return unread;
  return kind === "output" ? readOutput(column, text) : readInput(column, text);
}

function readInput(column: Column, text: string): ReadText {
  const negated = /^(?:(?:nicht|not)(?=[\s(])|!=|<>|≠)\s*\(?\s*(.+?)\)?$/i.exec(text)?.[1];
  const cell = readTests(column, negated ?? text) ?? readFeel(column, text);
  if (cell === undefined) return unread;
  return { kind: "cell", cell: negated === undefined || isNegated(cell) ? cell : { not: cell } };
}

/** Whether a text has a number that is a thousand to one and a fraction to another: `1.234`, `≥ 12,500`. */
export function hasAmbiguousNumber(text: string): boolean {
  return (text.match(/\d+(?:[.,]+\d+)*/g) ?? []).some((run) => readNumber(run, "exact") === "ambiguous");
}

function isNegated(cell: Cell): boolean {
  return typeof cell === "object" && cell !== null && "not" in cell;
}

function readOutput(column: Column, text: string): ReadText {
  const value = readValue(column, text);
  if (value !== undefined) return { kind: "cell", cell: value as Cell }; // a value of the column
  const literal = readLiteral(text);
  if (literal !== undefined && fits(column.type, literal)) return { kind: "cell", cell: literal as Cell }; // as above
  return column.type === "list" ? { kind: "cell", cell: text.split(/\s*[,;]\s*/) } : unread;
}

function readFeel(column: Column, text: string): Cell | undefined {
  const read = readUnaryTests(text);
  if (read?.kind !== "cell") return undefined;
  const { cell } = read;
  const values = Array.isArray(cell) ? cell : [cell];
  return values.every((each) => typeof each === "object" || fits(column.type, each as Json)) ? cell : undefined;
}

/** `hoch, mittel` or `hoch; mittel` or `5, > 10`: one test, or several. */
function readTests(column: Column, text: string): Cell | undefined {
  const whole = readTest(column, text);
  if (whole !== undefined) return whole;
  for (const separator of [";", "|", ","]) {
    if (!text.includes(separator)) continue;
    const parts = text.split(separator).map((part) => readTest(column, part.trim()));
    if (parts.every((part) => part !== undefined)) return parts;
  }
  return undefined;
}

type Test = Comparison | string | number | boolean | null;

const operators: readonly (readonly [RegExp, Operator])[] = [
  [/^(?:>=|=>|≥|ab|mindestens|at least)\s*(.+)$/i, ">="],
  [/^(?:<=|=<|≤|bis|höchstens|at most)\s*(.+)$/i, "<="],
  [/^(?:>|über|mehr als|more than)\s*(.+)$/i, ">"],
  [/^(?:<|unter|weniger als|less than)\s*(.+)$/i, "<"],
];

function readTest(column: Column, text: string): Test | undefined {
  if (isOrdered(column)) {
    for (const [form, operator] of operators) {
      const limit = readLimit(column, form.exec(text)?.[1]);
      if (limit !== undefined) return { [operator]: limit };
    }
    const [, low, high] = /^(.+?)\s*(?:\.\.|–| bis | to )\s*(.+)$/.exec(text) ?? [];
    const [from, to] = [readLimit(column, low), readLimit(column, high)];
    if (from !== undefined && to !== undefined) return { ">=": from, "<=": to };
  }
  return readValue(column, text.replace(/^=\s*/, ""));
}

function isOrdered({ type }: Column): boolean {
  return type === "number" || type === "date" || type === "dateTime" || type === "duration";
}

function readLimit(column: Column, text: string | undefined): string | number | undefined {
  const value = text === undefined ? undefined : readValue(column, text);
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

const yes = ["ja", "yes", "true", "wahr", "x", "1"];
const no = ["nein", "no", "false", "falsch", "0"];
const empty = ["leer", "empty", "null"];

/** A single value: a label of the column in either language, or a value of its type. */
function readValue(column: Column, given: string): string | number | boolean | null | undefined {
  const text = given.trim();
  const plain = text.toLowerCase();
  const known = column.values?.find(({ value, label }) =>
    [typeof value === "string" ? value : canonical(value), label.de, label.en].some(
      (each) => each.toLowerCase() === plain,
    ),
  );
  if (known !== undefined && typeof known.value !== "object") return known.value;
  if (empty.includes(plain)) return null;
  switch (column.type) {
    case "number":
      return readAmount(text);
    case "boolean":
      return yes.includes(plain) ? true : no.includes(plain) ? false : undefined;
    case "date":
      return readDate(text);
    case "string":
    case "any":
      return readWord(column, text);
    case "dateTime":
    case "duration":
      return fits(column.type, text) && /^-?P|^\d{4}-/.test(text) ? text : undefined;
    case "enum":
    case "list":
      return undefined;
  }
}

/** A number as people of both languages write it, also with what spreadsheets put beside it; `5 %` is 5. */
function readAmount(text: string): number | undefined {
  const number = readNumber(text.replaceAll(/[€%]/g, "").replaceAll(/[\u00a0\u202f]/g, " "), "exact");
  return typeof number === "number" ? number : undefined;
}

/** `2026-01-31` and `31.1.2026`. */
function readDate(text: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const [, day = "", month = "", year = ""] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text) ?? [];
  return year === "" ? undefined : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** A text without quotes; where values are foreseen, commas separate several of them. */
function readWord(column: Column, text: string): string | undefined {
  const quoted = /^["„“](.*)["“”]$/.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  return /[,;|<>="]/.test(text) || (column.type === "any" && /^[\d.]+$/.test(text)) ? undefined : text;
}
