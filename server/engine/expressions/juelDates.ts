import type { Json } from "../../base/json.ts";
import { Fault } from "../fault.ts";
import { asText } from "../text.ts";
import { addDuration, parseDate, parseDuration } from "../time/iso.ts";

/** Dates in `${…}` expressions are texts of ISO 8601; these are the methods of a date (Joda, `java.time`) that models call. */

const parts = new Map([
  ["Years", (count: number) => `P${count}Y`],
  ["Months", (count: number) => `P${count}M`],
  ["Weeks", (count: number) => `P${count}W`],
  ["Days", (count: number) => `P${count}D`],
  ["Hours", (count: number) => `PT${count}H`],
  ["Minutes", (count: number) => `PT${count}M`],
  ["Seconds", (count: number) => `PT${count}S`],
]);

/** Whether a name is that of a method of dates. */
export function isDateMethod(name: string): boolean {
  const [, unit = ""] = /^(?:plus|minus)(\w+)$/.exec(name) ?? [];
  return name === "toDate" || parts.has(unit);
}

/** `plusDays(2)`, `minusHours(1)`, `toDate()` and the like; `undefined` when it is no method of a date, or the text is none. */
export function dateMethod(value: string, name: string): ((args: readonly Json[]) => Json) | undefined {
  const at = /^(?:plus|minus)|^toDate$/.test(name) ? parseDate(value) : undefined;
  if (!at) return undefined;
  if (name === "toDate") return () => at.toISOString();
  const [, way, unit = ""] = /^(plus|minus)(\w+)$/.exec(name) ?? [];
  const text = parts.get(unit);
  return text && ((args) => moved(at, text(wholeNumber(args[0])), way === "plus" ? 1 : -1));
}

function wholeNumber(value: Json | undefined): number {
  const count = Number(value);
  if (Number.isInteger(count) && count >= 0) return count;
  throw new Fault(
    "engine.expression",
    `Expected a whole number to move a date by, but found ${asText(value ?? null)}.`,
  );
}

function moved(at: Date, duration: string, times: number): string {
  const parsed = parseDuration(duration);
  const to = parsed && addDuration(at, parsed, times);
  if (to && !Number.isNaN(to.getTime())) return to.toISOString();
  throw new Fault("engine.expression", `Expected a date that a calendar holds, but it is ${duration} away.`);
}

/** `date:format(x)` of Flowable: a date as ISO 8601 with its time. @throws {Fault} `engine.expression` when it is none */
export function formatted(value: Json): string | null {
  if (value === null) return null;
  const at = typeof value === "string" ? parseDate(value) : undefined;
  if (at) return at.toISOString();
  throw new Fault("engine.expression", `Expected a date of ISO 8601 to format, but found ${asText(value)}.`);
}
