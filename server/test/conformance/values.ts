import { isObject } from "../../base/json.ts";
import { canonical } from "../../base/json.ts";
import type { Json } from "../../base/json.ts";

/** `{$date: n}` in what a test gives stands for the start of the test plus n milliseconds. */
export function given(value: unknown, begunAt: Date): unknown {
  if (Array.isArray(value)) return value.map((each) => given(each, begunAt));
  if (!isObject(value)) return value;
  const offset = value["$date"];
  if (typeof offset === "number") return new Date(begunAt.getTime() + offset).toISOString();
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, given(each, begunAt)]));
}

/** Whether a value is as a test expects it; `{$notNull: true}` takes any. Absent and null are the same. */
export function isAsExpected(found: unknown, expected: unknown): boolean {
  if (isObject(expected) && expected["$notNull"] === true) return found !== undefined && found !== null;
  return show(found) === show(expected);
}

/** A value as text, for comparing and for telling. */
export function show(value: unknown): string {
  return canonical((value ?? null) as Json); // what tests give and servers answer is JSON
}
