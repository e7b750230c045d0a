import type { Json } from "../../base/json.ts";
import type { Variables } from "../model.ts";
import { asText } from "../text.ts";
import { formatted } from "./juelDates.ts";
import { compare, empty, same } from "./juelValues.ts";

/** Reads or compares a variable, which need not be there. */
type Reading = (value: Json | undefined, args: readonly Json[]) => Json;

const readings: readonly (readonly [names: string, reading: Reading])[] = [
  ["get", (value) => value ?? null],
  ["base64", (value) => (value === undefined || value === null ? null : base64(asText(value)))],
  ["getOrDefault", (value, [otherwise]) => value ?? otherwise ?? null],
  ["exists exist", (value) => value !== undefined && value !== null],
  ["empty isEmpty", (value) => empty(value ?? null)],
  ["notEmpty isNotEmpty", (value) => !empty(value ?? null)],
  ["equals eq", (value, [other]) => same(value ?? null, other ?? null)],
  ["notEquals ne", (value, [other]) => !same(value ?? null, other ?? null)],
  ["contains", (value, args) => args.every((each) => holds(value ?? null, each))],
  ["containsAny", (value, args) => args.some((each) => holds(value ?? null, each))],
  ["lowerThan lessThan lt", (value, [other]) => compare("<", value ?? null, other ?? null)],
  [
    "lowerThanOrEquals lessThanOrEquals lowerThanOrEqual lte",
    (value, [other]) => compare("<=", value ?? null, other ?? null),
  ],
  ["greaterThan gt", (value, [other]) => compare(">", value ?? null, other ?? null)],
  ["greaterThanOrEquals greaterThanOrEqual gte", (value, [other]) => compare(">=", value ?? null, other ?? null)],
];

const byName = new Map(
  readings.flatMap(([names, reading]) => names.split(" ").map((name) => [name, reading] as const)),
);

const prefixes: readonly string[] = ["var", "vars", "variables"];

/** A function of Flowable over a variable by its name: `var:equals(order, 3)`; `undefined` when there is none. */
export function variableFunction(
  prefix: string,
  name: string,
): ((variables: Variables, of: string, args: readonly Json[]) => Json) | undefined {
  const reading = prefixes.includes(prefix) ? byName.get(name) : undefined;
  return reading && ((variables, of, args) => reading(variables.get(of), args));
}

/** A text as UTF-8 in base64. */
function base64(value: string): string {
  return Buffer.from(value, "utf8").toString("base64");
}

/** Functions over values: `${now()}` and `${dateTime()}` of Camunda 7, `${date:format(x)}` of Flowable. */
const functions = new Map<string, (variables: Variables, args: readonly Json[]) => Json>([
  ["now", ({ now }) => now.toISOString()],
  ["dateTime", ({ now }) => now.toISOString()],
  ["date:format", (_, [value]) => formatted(value ?? null)],
]);

/** A function over values by its whole name; `undefined` when there is none. */
export function valueFunction(name: string): ((variables: Variables, args: readonly Json[]) => Json) | undefined {
  return functions.get(name);
}

function holds(value: Json, part: Json): boolean {
  if (Array.isArray(value)) return (value as readonly Json[]).some((each) => same(each, part)); // an array of JSON holds JSON
  return typeof value === "string" && value.includes(asText(part));
}
