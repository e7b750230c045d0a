import { Fault } from "../fault.ts";
import { asText } from "../text.ts";
import type { Method } from "./juelMethods.ts";
import { isSafePattern } from "./patterns.ts";

/** The methods of a text in `${…}` expressions of imported models, as they are named in Java. */
export const textMethods: ReadonlyMap<string, Method<string>> = new Map<string, Method<string>>([
  ["equals", (value, [other]) => value === other],
  ["equalsIgnoreCase", (value, [other]) => value.toLowerCase() === asText(other ?? null).toLowerCase()],
  ["compareTo", (value, [other]) => order(value, asText(other ?? null))],
  ["contains", (value, [part]) => value.includes(asText(part ?? null))],
  ["startsWith", (value, [part]) => value.startsWith(asText(part ?? null))],
  ["endsWith", (value, [part]) => value.endsWith(asText(part ?? null))],
  ["indexOf", (value, [part]) => value.indexOf(asText(part ?? null))],
  ["lastIndexOf", (value, [part]) => value.lastIndexOf(asText(part ?? null))],
  ["isEmpty", (value) => value === ""],
  ["isBlank", (value) => value.trim() === ""],
  ["length", (value) => value.length],
  ["charAt", (value, [at]) => piece(value, Number(at), Number(at) + 1)],
  ["substring", (value, [from, to]) => piece(value, Number(from), to === undefined ? value.length : Number(to))],
  ["concat", (value, [more]) => value + asText(more ?? null)],
  ["replace", (value, [part, by]) => value.replaceAll(asText(part ?? null), () => asText(by ?? null))],
  ["replaceAll", (value, [of, by]) => value.replaceAll(regular(of, "gu"), asText(by ?? null))],
  ["matches", (value, [of]) => new RegExp(`^(?:${regular(of, "u").source})$`, "u").test(value)],
  ["split", (value, [of]) => split(value, regular(of, "u"))],
  ["trim", (value) => value.trim()],
  ["toLowerCase", (value) => value.toLowerCase()],
  ["toUpperCase", (value) => value.toUpperCase()],
  ["toString", (value) => value],
]);

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Java throws where JavaScript would bend the borders. */
function piece(value: string, from: number, to: number): string {
  if (from >= 0 && from <= to && to <= value.length) return value.slice(from, to);
  throw new Fault(
    "engine.expression",
    `Expected a stretch within ${value.length} letters, but it is ${from} to ${to}.`,
  );
}

/** Java leaves empty texts at the end out. */
function split(value: string, by: RegExp): readonly string[] {
  const parts = value.split(by);
  while (parts.length > 1 && parts.at(-1) === "") parts.pop();
  return parts;
}

function regular(source: unknown, flags: string): RegExp {
  const text = typeof source === "string" ? source : "";
  if (!isSafePattern(text))
    throw new Fault("engine.expression", `Expected a pattern without nested repetition, but found "${text}".`);
  try {
    return new RegExp(text, flags);
  } catch {
    throw new Fault("engine.expression", `Expected a regular expression, but "${text}" is none.`);
  }
}
