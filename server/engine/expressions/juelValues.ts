import type { Json } from "../../base/json.ts";
import { Fault } from "../fault.ts";
import { asText } from "../text.ts";

/** Values as the unified expression language coerces them (JSR 341, clause 1.23). */

/** A boolean from a boolean, its text, or nothing. */
export function truth(value: Json): boolean {
  if (typeof value === "boolean") return value;
  if (value === null || value === "" || value === "false") return false;
  if (value === "true") return true;
  throw new Fault("engine.expression", `Expected true or false, but found ${JSON.stringify(value)}.`);
}

/** Nothing, an empty text, list or object. */
export function empty(value: Json): boolean {
  if (value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Equality after coercion: numbers against texts that are numbers, structures by their JSON. */
export function same(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (typeof left === "object" || typeof right === "object") return JSON.stringify(left) === JSON.stringify(right);
  if (typeof left === "number" || typeof right === "number") return Number(left) === Number(right);
  return asText(left) === asText(right);
}

/** Order of numbers, else of texts; nothing is in no order. */
export function compare(sign: string, left: Json, right: Json): boolean {
  if (left === null || right === null) return false;
  const isNumeric = typeof left === "number" || typeof right === "number";
  const a = isNumeric ? Number(left) : asText(left);
  const b = isNumeric ? Number(right) : asText(right);
  if (sign === "<") return a < b;
  if (sign === "<=") return a <= b;
  return sign === ">" ? a > b : a >= b;
}

/** A sum of what can be read as numbers; texts that cannot are joined. */
export function add(left: Json, right: Json): Json {
  const sum = numeric(left) + numeric(right);
  return Number.isNaN(sum) ? `${asText(left)}${asText(right)}` : sum;
}

/** Difference, product, quotient, remainder. */
export function calculate(sign: string, left: Json, right: Json): Json {
  const a = numeric(left);
  const b = numeric(right);
  const value = sign === "-" ? a - b : sign === "*" ? a * b : sign === "/" ? a / b : a % b;
  if (Number.isFinite(value)) return value;
  throw new Fault(
    "engine.expression",
    `Expected numbers that ${sign} can work on, but found ${JSON.stringify([left, right])}.`,
  );
}

function numeric(value: Json): number {
  if (value === null) return 0;
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}
