import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";

/** A text that PostgreSQL can keep: no NUL, no half of a surrogate pair, and at most so many characters. */
export function storableText(text: string, most = Infinity): string {
  return text.replaceAll("\u0000", "").slice(0, most).toWellFormed();
}

/** The same for every text and member name within a JSON value. */
export function storable(value: Json): Json {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map((item: Json) => storable(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [storableText(name), storable(item ?? null)]));
}
