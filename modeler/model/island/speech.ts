import type { Moddle } from "./moddle.ts";
import { extensions, textOf } from "./moddle.ts";

/**
 * Exchanges each element's own name with the English one of its `ablauf:text`. The file keeps the German name in `name`;
 * while somebody models in English the canvas shows, and direct editing writes, the English one. Doing it twice changes nothing.
 */
export function exchangeNames(definitions: object): void {
  visit(definitions, new Set(), (element) => {
    const text = englishOf(element);
    const english = textOf(text, "name");
    if (text === undefined || english === "") return;
    text["name"] = textOf(element, "name") === "" ? undefined : element["name"];
    element["name"] = english;
  });
}

/** The `ablauf:text` that holds the other language's words. */
export function englishOf(element: Moddle): Moddle | undefined {
  return extensions(element, "ablauf:Text").find((text) => textOf(text, "lang") === "en");
}

function visit(value: unknown, seen: Set<object>, each: (element: Moddle) => void): void {
  if (Array.isArray(value)) {
    for (const one of value) visit(one, seen, each);
    return;
  }
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  const element = value as Moddle; // all that hangs below moddle definitions is moddle or plain data
  if ("$type" in element && element.$type !== "ablauf:Text") each(element);
  for (const [name, child] of Object.entries(element)) if (!name.startsWith("$")) visit(child, seen, each);
}
