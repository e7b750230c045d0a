import type { Json } from "../../base/json.ts";
import type { Cell, Comparison, Scalar } from "../cell.ts";

/** A cell that was understood; `any` when it asks nothing. `undefined` in place of either: it was not. */
export type ReadCell = { readonly kind: "any" } | { readonly kind: "cell"; readonly cell: Cell };

/** What is longer is no cell that anybody reads. Characters. */
const longest = 10_000;

/**
 * Reads FEEL unary tests (DMN 1.3, 10.3.1.2, rule 15) as far as a cell can say them: literals, comparisons, intervals, lists
 * of these, `not` of these. Undefined for all else: expressions, functions, references to other inputs.
 */
export function readUnaryTests(text: string): ReadCell | undefined {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed === "-") return { kind: "any" };
  if (trimmed.length > longest) return undefined;
  const inner = /^not\s*\(([\s\S]*)\)$/.exec(trimmed)?.[1];
  const tests = readTests(inner ?? trimmed);
  if (tests === undefined) return undefined;
  const [only = null, ...others] = tests;
  const cell: Cell = others.length === 0 ? only : tests;
  return { kind: "cell", cell: inner === undefined ? cell : { not: cell } };
}

/** Reads a FEEL literal: texts, numbers, booleans, null, dates, durations, lists and contexts of these. */
export function readLiteral(text: string): Json | undefined {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed === "-") return null;
  const scalar = readScalar(trimmed);
  if (scalar !== undefined) return scalar;
  try {
    // lists and contexts of literals are written as in JSON
    return JSON.parse(trimmed) as Json;
  } catch {
    return undefined;
  }
}

function readTests(text: string): readonly (Scalar | Comparison)[] | undefined {
  const found: (Scalar | Comparison)[] = [];
  for (const part of partsOf(text)) {
    const test = readTest(part.trim());
    if (test === undefined) return undefined;
    found.push(test);
  }
  return found.length === 0 ? undefined : found;
}

/** Splits at commas outside of texts, brackets and intervals. */
function partsOf(text: string): readonly string[] {
  const parts =
    text.match(
      /(?:"(?:[^"\\]|\\.)*"|[[\](](?:"(?:[^"\\]|\\.)*"|[^"])*?\.\.(?:"(?:[^"\\]|\\.)*"|[^",])*?[\])[]|\([^()]*\)|[^,"([\]])+/g,
    ) ?? [];
  // what the pattern could not take is not understood as a whole
  return parts.join(",").replaceAll(/\s/g, "") === text.replaceAll(/\s/g, "") ? parts : ["?"];
}

function readTest(text: string): Scalar | Comparison | undefined {
  const compared = /^(<=|>=|<|>)\s*([\s\S]+)$/.exec(text);
  if (compared !== null) return comparison([[compared[1] ?? "", compared[2] ?? ""]]);
  const interval = /^([[\](])\s*([\s\S]+?)\s*\.\.\s*([\s\S]+?)\s*([\])[])$/.exec(text);
  if (interval === null) return readScalar(text);
  const [, open, low = "", high = "", close] = interval;
  return comparison([
    [open === "[" ? ">=" : ">", low],
    [close === "]" ? "<=" : "<", high],
  ]);
}

function comparison(limits: readonly (readonly [string, string])[]): Comparison | undefined {
  const read = limits.map(([operator, text]) => [operator, readScalar(text.trim())] as const);
  return read.every(([, limit]) => isLimit(limit)) ? Object.fromEntries(read) : undefined;
}

function isLimit(value: Scalar | undefined): boolean {
  return typeof value === "string" || typeof value === "number";
}

function readScalar(text: string): Scalar | undefined {
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  if (/^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return Number(text);
  const quoted = /^(?:(?:date and time|date|time|duration)\s*\(\s*|@)?("(?:[^"\\]|\\.)*")\s*(\))?$/.exec(text);
  if (quoted === null || /^[a-z]/.test(text) !== (quoted[2] !== undefined)) return undefined;
  try {
    return JSON.parse(quoted[1] ?? "") as string; // a quoted text
  } catch {
    return undefined;
  }
}
