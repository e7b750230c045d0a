import { isObject } from "../../base/json.ts";
import type { Json } from "../../base/json.ts";
import { storableText } from "../storable.ts";

/**
 * A text with what JSON pointers (RFC 6901) in braces point to, `{/alert/host} is down`; `write` puts each value in its place,
 * such as a path that wants it encoded. Undefined when nothing is left.
 */
export function filled(pattern: string, payload: Json, write: (value: string) => string = String): string | undefined {
  const text = pattern.replaceAll(/\{(\/[^{}]*)\}/g, (_, pointer: string) => write(textAt(payload, pointer))).trim();
  return storableText(text, 20_000) || undefined;
}

function textAt(payload: Json, pointer: string): string {
  const steps = pointer
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const found = steps.reduce<Json | undefined>(memberOf, payload);
  return typeof found === "string" || typeof found === "number" || typeof found === "boolean" ? String(found) : "";
}

function memberOf(value: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(value)) return /^\d{1,6}$/.test(step) ? (value as readonly Json[])[Number(step)] : undefined; // isArray forgets readonly
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
