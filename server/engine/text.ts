import type { Json } from "../base/json.ts";

/** A value as text: texts as they are, numbers and booleans as JSON writes them, nothing as the empty text, structures as JSON. */
export function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
