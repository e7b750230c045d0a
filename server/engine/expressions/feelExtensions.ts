import { Fault } from "../fault.ts";
import { asText } from "../text.ts";
import { isSafePattern } from "./patterns.ts";
import { isPlain, toJson } from "./feelValues.ts";

type Extension = (...args: unknown[]) => unknown;

/**
 * Functions that models of Camunda 8 call and the standard (DMN 1.5, 10.3.4) does not have. `uuid` and `random number`
 * are left out on purpose: the same command on the same instance gives the same outcome. A call that does not fit is null.
 */
export const extensions: ReadonlyMap<string, Extension> = new Map<string, Extension>([
  ["get or else", (value, otherwise) => value ?? otherwise ?? null],
  ["is defined", (value) => value !== null && value !== undefined],
  ["assert", asserted],
  ["is blank", onText((text) => text.trim() === "")],
  ["trim", onText((text) => text.trim())],
  ["to base64", onText((text) => Buffer.from(text, "utf8").toString("base64"))],
  ["from json", onText(parsed)],
  ["to json", (value) => JSON.stringify(toJson(value))],
  ["is empty", onList((list) => list.length === 0)],
  ["duplicate values", onList(duplicates)],
  ["partition", partition],
  ["last day of month", lastDay],
  ["cycle", cycle],
  ["extract", extracted],
]);

function onText(read: (text: string) => unknown): Extension {
  return (value) => (typeof value === "string" ? read(value) : null);
}

function onList(read: (list: readonly unknown[]) => unknown): Extension {
  return (value) => (Array.isArray(value) ? read(value) : null);
}

/** @throws {Fault} `engine.expression` when the condition does not hold: that is what it is for */
function asserted(value: unknown, condition: unknown, cause: unknown): unknown {
  if (condition === true) return value;
  const reason = typeof cause === "string" ? cause : "it is not";
  throw new Fault("engine.expression", `Expected an assertion to be true, but ${reason}.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function duplicates(list: readonly unknown[]): unknown {
  const seen = new Map<string, { readonly value: unknown; count: number }>();
  for (const value of list) {
    const key = JSON.stringify(toJson(value));
    const entry = seen.get(key);
    if (entry) entry.count += 1;
    else seen.set(key, { value, count: 1 });
  }
  return [...seen.values()].filter(({ count }) => count > 1).map(({ value }) => value);
}

function partition(list: unknown, size: unknown): unknown {
  if (!Array.isArray(list) || typeof size !== "number" || !Number.isInteger(size) || size < 1) return null;
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    (list as unknown[]).slice(at * size, (at + 1) * size),
  );
}

/** All matches of a pattern. */
function extracted(text: unknown, pattern: unknown): unknown {
  if (typeof text !== "string" || typeof pattern !== "string") return null;
  if (!isSafePattern(pattern))
    throw new Fault("engine.expression", `Expected a pattern without nested repetition, but found "${pattern}".`);
  try {
    return [...text.matchAll(new RegExp(pattern, "gu"))].map(([match]) => match);
  } catch {
    return null;
  }
}

/** The date text of the last day; a date with time keeps its day alone. */
function lastDay(value: unknown): unknown {
  const [, year, month] = /^(\d{4})-(\d{2})-\d{2}/.exec(asText(toJson(value))) ?? [];
  if (year === undefined) return null;
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10);
}

/** `cycle(3, duration("PT1H"))` is `R3/PT1H`, without a number it has no end. */
function cycle(first: unknown, second: unknown): unknown {
  const [times, interval] = second === undefined ? [null, first] : [first, second];
  if (interval === null || typeof interval !== "object" || Array.isArray(interval) || isPlain(interval)) return null;
  return `R${typeof times === "number" ? times : ""}/${asText(toJson(interval))}`;
}
