import type { DraftLine } from "./save.ts";

/** Positions as somebody typed them, and what could not be read. */
export interface ReadLines {
  readonly lines: readonly DraftLine[];
  readonly problems: readonly string[];
}

/**
 * Reads positions that were typed one a line: quantity, article, then what is special about it, after semicolons:
 * `10 MW-SILVER; Rabatt 5`, `1 NB-14; optional; Preis 1.190,00; Text Notebook für den Außendienst`. `alternativ` offers
 * the position in place of the last ordinary one before it. German and English words are understood.
 */
export function readLines(text: string): ReadLines {
  const lines: DraftLine[] = [];
  const problems: string[] = [];
  for (const [index, row] of text.split(/\r?\n/).entries()) {
    if (row.trim() === "") continue;
    const line = readLine(row);
    if (typeof line === "string") problems.push(`${index + 1}: ${line}`);
    else lines.push(line);
  }
  return { lines, problems };
}

const head = /^([\d.,]+)\s*(?:x|×)?\s+(\S+)$/i;

function readLine(row: string): DraftLine | string {
  const [first = "", ...notes] = row.split(";").map((part) => part.trim());
  const found = head.exec(first);
  const quantity = numberOf(found?.[1] ?? "");
  if (found === null || quantity === undefined || quantity <= 0)
    return `„${first}“: erwartet wie „10 MW-SILVER“ (expected such as)`;
  let line: DraftLine = { sku: found[2] ?? "", quantity };
  for (const note of notes.filter((each) => each !== "")) {
    const more = readNote(note);
    if (more === undefined) return `„${note}“: unbekannt (unknown)`;
    line = { ...line, ...more };
  }
  return line;
}

type Note = (value: string) => Partial<DraftLine> | undefined;

const notes: readonly (readonly [RegExp, Note])[] = [
  [/^optional$/i, () => ({ choice: "optional" })],
  [/^alternativ(e)?$/i, () => ({ choice: "alternative" })],
  [/^(?:einmalig|once)$/i, () => ({ period: "once" })],
  [/^(?:monatlich|monthly)$/i, () => ({ period: "monthly" })],
  [/^(?:rabatt|discount)\s+([\d.,]+)\s*%?$/i, (value) => within(numberOf(value), 100, "discountPercent")],
  [/^(?:preis|price)\s+([\d.,]+)\s*(?:€|eur)?$/i, (value) => cents(numberOf(value))],
  [/^text\s+(.{1,500})$/i, (value) => ({ text: value })],
];

function readNote(note: string): Partial<DraftLine> | undefined {
  for (const [pattern, meaning] of notes) {
    const found = pattern.exec(note);
    if (found !== null) return meaning(found[1] ?? "");
  }
  return undefined;
}

function cents(euro: number | undefined): Partial<DraftLine> | undefined {
  return euro === undefined ? undefined : { agreedCents: Math.round(euro * 100) };
}

function within(value: number | undefined, most: number, name: "discountPercent"): Partial<DraftLine> | undefined {
  return value === undefined || value > most ? undefined : { [name]: value };
}

/** `1.190,50`, `1190.5` and `1190` alike: what stands last and has one or two digits behind it parts the cents off. */
function numberOf(text: string): number | undefined {
  const decimal = /^([\d.,]*?)[.,](\d{1,2})$/.exec(text);
  const whole = (decimal?.[1] ?? text).replaceAll(/[.,]/g, "");
  const value = Number(`${whole === "" ? "0" : whole}.${decimal?.[2] ?? "0"}`);
  return Number.isFinite(value) && value <= 10_000_000 ? value : undefined;
}
