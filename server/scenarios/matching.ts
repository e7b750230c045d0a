import { canonical, isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";

/**
 * Whether a value is as expected. Scalars and lists must be equal, each item of a list as expected; of objects only the
 * members that are named count. An object with members that begin with `$` is a matcher: `$exactly`, `$contains` (part of
 * a text, item of a list), `$startsWith`, `$in`, `$not`, `$exists`, `$gt`, `$gte`, `$lt`, `$lte`, `$length`.
 */
export function matches(actual: Json | undefined, expected: Json): boolean {
  if (Array.isArray(expected)) return isListOf(actual, expected as readonly Json[]); // Array.isArray widens readonly lists
  if (!isObject(expected)) return (actual ?? null) === expected;
  const names = Object.keys(expected);
  if (names.some((name) => name.startsWith("$")))
    return names.every((name) => matchers[name]?.(actual, expected[name] ?? null) ?? false);
  return isObject(actual) && names.every((name) => matches(actual[name], expected[name] ?? null));
}

function isListOf(actual: Json | undefined, expected: readonly Json[]): boolean {
  if (!Array.isArray(actual) || actual.length !== expected.length) return false;
  return expected.every((each, index) => matches(actual[index] as Json | undefined, each)); // items of a JSON list
}

type Matcher = (actual: Json | undefined, limit: Json) => boolean;

const matchers: Readonly<Record<string, Matcher>> = {
  $exactly: (actual, limit) => canonical(actual) === canonical(limit),
  $contains: (actual, limit) =>
    Array.isArray(actual)
      ? actual.some((item: Json) => matches(item, limit))
      : typeof actual === "string" && typeof limit === "string" && actual.includes(limit),
  $startsWith: (actual, limit) => typeof actual === "string" && typeof limit === "string" && actual.startsWith(limit),
  $in: (actual, limit) => Array.isArray(limit) && limit.some((each: Json) => matches(actual, each)),
  $not: (actual, limit) => !matches(actual, limit),
  $exists: (actual, limit) => (actual !== undefined && actual !== null) === limit,
  $gt: compare((order) => order > 0),
  $gte: compare((order) => order >= 0),
  $lt: compare((order) => order < 0),
  $lte: compare((order) => order <= 0),
  $length: (actual, limit) => (Array.isArray(actual) || typeof actual === "string") && matches(actual.length, limit),
};

/** Numbers by value, texts (and so ISO 8601 instants of one zone) by code point; anything else never compares. */
function compare(holds: (order: number) => boolean): Matcher {
  return (actual, limit) => {
    if (typeof actual === "number" && typeof limit === "number") return holds(actual - limit);
    if (typeof actual !== "string" || typeof limit !== "string") return false;
    return holds(actual < limit ? -1 : Number(actual > limit));
  };
}

/** The value at a dotted path of names and list positions (from 0). */
export function valueAt(variables: JsonObject, path: string): Json | undefined {
  return path.split(".").reduce<Json | undefined>((value, name) => {
    if (Array.isArray(value)) return value[Number(name)] as Json | undefined; // items of a JSON list
    return isObject(value) ? value[name] : undefined;
  }, variables);
}
