import { isObject } from "../../base/json.ts";
import type { Json } from "../../base/json.ts";
import { Fault } from "../fault.ts";
import { asText } from "../text.ts";
import { dateMethod, isDateMethod } from "./juelDates.ts";
import { textMethods } from "./juelTexts.ts";
import { empty, same } from "./juelValues.ts";

/**
 * The few methods that `${…}` expressions of imported models call: those that read texts, lists and maps, as they are
 * named in Java. There is no foreign code: all others are refused when the expression is read.
 */
export type Method<T> = (value: T, args: readonly Json[]) => Json;

const ofList = new Map<string, Method<readonly Json[]>>([
  ["size", (value) => value.length],
  ["isEmpty", (value) => value.length === 0],
  ["contains", (value, [item]) => value.some((each) => same(each, item ?? null))],
  ["get", (value, [index]) => value[Number(index)] ?? null],
  ["indexOf", (value, [item]) => value.findIndex((each) => same(each, item ?? null))],
  ["lastIndexOf", (value, [item]) => value.findLastIndex((each) => same(each, item ?? null))],
  ["subList", (value, [from, to]) => value.slice(Number(from), Number(to))],
]);

const ofMap = new Map<string, Method<Readonly<Record<string, Json | undefined>>>>([
  ["size", (value) => Object.keys(value).length],
  ["isEmpty", (value) => empty(value)],
  ["containsKey", (value, [key]) => Object.hasOwn(value, asText(key ?? null))],
  ["containsValue", (value, [item]) => Object.values(value).some((each) => same(each ?? null, item ?? null))],
  ["keySet", (value) => Object.keys(value)],
  ["values", (value) => Object.values(value).map((each) => each ?? null)],
  ["getOrDefault", (value, [key, otherwise]) => ownOf(value, key) ?? otherwise ?? null],
  ["get", (value, [key]) => ownOf(value, key) ?? null],
]);

const ofNumber = new Map<string, Method<number>>([
  ["intValue", (value) => Math.trunc(value)],
  ["longValue", (value) => Math.trunc(value)],
  ["doubleValue", (value) => value],
  ["compareTo", (value, [other]) => Math.sign(value - Number(other))],
  ["toString", (value) => String(value)],
]);

const ofBoolean = new Map<string, Method<boolean>>([
  ["booleanValue", (value) => value],
  ["toString", (value) => String(value)],
]);

const tables: readonly { has(name: string): boolean }[] = [textMethods, ofList, ofMap, ofNumber, ofBoolean];

function ownOf(value: Readonly<Record<string, Json | undefined>>, key: Json | undefined): Json | undefined {
  const name = asText(key ?? null);
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * Calls a method on a value of the expression `source`.
 *
 * @throws {Fault} `engine.expression` when there is none of that name
 */
export function callMethod(source: string, value: Json, name: string, args: readonly Json[]): Json {
  const found = methodOf(value, name) ?? (name === "equals" ? () => same(value, args[0] ?? null) : undefined);
  if (!found) throw unknown(source, name);
  return found(args);
}

function methodOf(value: Json, name: string): ((args: readonly Json[]) => Json) | undefined {
  if (typeof value === "string") return bound(textMethods.get(name), value) ?? dateMethod(value, name);
  if (typeof value === "number") return bound(ofNumber.get(name), value);
  if (typeof value === "boolean") return bound(ofBoolean.get(name), value);
  if (Array.isArray(value)) return bound(ofList.get(name), value as readonly Json[]); // an array of JSON holds JSON
  return isObject(value) ? bound(ofMap.get(name), value) : undefined;
}

function bound<T>(method: Method<T> | undefined, value: T): ((args: readonly Json[]) => Json) | undefined {
  return method && ((args) => method(value, args));
}

/** Whether a method of this name is known of any value; which values have it shows when it is called. */
export function isMethod(name: string): boolean {
  return name === "equals" || isDateMethod(name) || tables.some((table) => table.has(name));
}

function unknown(source: string, name: string): Fault {
  return new Fault(
    "engine.expression",
    `Expected a variable or a method known here in "\${${source}}", but it calls ${name}.`,
  );
}
