import { isObject } from "../../base/json.ts";
import type { Json } from "../../base/json.ts";
import { Fault } from "../fault.ts";
import type { Variables } from "../model.ts";
import { asText } from "../text.ts";
import { empty, same } from "./juelValues.ts";

/**
 * The few methods that `${…}` expressions of imported models call: those that read texts, lists and maps, as they are
 * named in Java, and those of `execution` that tell what is known here. There is no foreign code: all others fault.
 */
type Method<T> = (value: T, args: readonly Json[]) => Json;

const ofText = new Map<string, Method<string>>([
  ["equals", (value, [other]) => value === other],
  ["equalsIgnoreCase", (value, [other]) => value.toLowerCase() === asText(other ?? null).toLowerCase()],
  ["contains", (value, [part]) => value.includes(asText(part ?? null))],
  ["startsWith", (value, [part]) => value.startsWith(asText(part ?? null))],
  ["endsWith", (value, [part]) => value.endsWith(asText(part ?? null))],
  ["isEmpty", (value) => value === ""],
  ["length", (value) => value.length],
  ["trim", (value) => value.trim()],
  ["toLowerCase", (value) => value.toLowerCase()],
  ["toUpperCase", (value) => value.toUpperCase()],
  ["toString", (value) => value],
]);

const ofList = new Map<string, Method<readonly Json[]>>([
  ["size", (value) => value.length],
  ["isEmpty", (value) => value.length === 0],
  ["contains", (value, [item]) => value.some((each) => same(each, item ?? null))],
  ["get", (value, [index]) => value[Number(index)] ?? null],
]);

const ofMap = new Map<string, Method<Readonly<Record<string, Json | undefined>>>>([
  ["size", (value) => Object.keys(value).length],
  ["isEmpty", (value) => empty(value)],
  ["containsKey", (value, [key]) => Object.hasOwn(value, asText(key ?? null))],
  ["get", (value, [key]) => (Object.hasOwn(value, asText(key ?? null)) ? (value[asText(key ?? null)] ?? null) : null)],
]);

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
  if (typeof value === "string") return bound(ofText.get(name), value);
  if (Array.isArray(value)) return bound(ofList.get(name), value as readonly Json[]); // an array of JSON holds JSON
  return isObject(value) ? bound(ofMap.get(name), value) : undefined;
}

function bound<T>(method: Method<T> | undefined, value: T): ((args: readonly Json[]) => Json) | undefined {
  return method && ((args) => method(value, args));
}

/** What `execution` tells in the words of Camunda 7 and Flowable. */
const ofExecution = new Map<string, (variables: Variables, args: readonly Json[]) => Json>([
  ["processBusinessKey", ({ businessKey }) => businessKey ?? null],
  ["processInstanceBusinessKey", ({ businessKey }) => businessKey ?? null],
  ["businessKey", ({ businessKey }) => businessKey ?? null],
  ["getProcessBusinessKey", ({ businessKey }) => businessKey ?? null],
  ["getProcessInstanceBusinessKey", ({ businessKey }) => businessKey ?? null],
  ["getBusinessKey", ({ businessKey }) => businessKey ?? null],
  ["getVariable", (variables, [name]) => variables.get(asText(name ?? null)) ?? null],
  ["hasVariable", (variables, [name]) => variables.get(asText(name ?? null)) !== undefined],
]);

/** Reads a property of `execution` or calls a method of it. @throws {Fault} `engine.expression` when it has none */
export function ofTheExecution(source: string, name: string, args: readonly Json[], variables: Variables): Json {
  const read = ofExecution.get(name);
  if (!read) throw unknown(source, name);
  return read(variables, args);
}

function unknown(source: string, name: string): Fault {
  return new Fault(
    "engine.expression",
    `Expected a variable or a method known here in "\${${source}}", but it calls ${name}.`,
  );
}
