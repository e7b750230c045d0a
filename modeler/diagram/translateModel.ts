import type { Language } from "../api/types.ts";

type Visited = Record<string, unknown>;

/**
 * Puts the names of a language into a parsed model: an element may carry `ablauf:text lang="en" name="…"` among its
 * extension elements; where it does not, its own name stays.
 */
export function translateModel(definitions: object, language: Language): void {
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const one of value) visit(one);
      return;
    }
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    const element = value as Visited; // any object can be read by name
    const name = nameIn(element, language);
    if (name !== null) element["name"] = name;
    for (const child of Object.values(element)) visit(child);
  };
  visit(definitions);
}

function nameIn(element: Visited, language: Language): string | null {
  const extensions = element["extensionElements"];
  const values: unknown =
    typeof extensions === "object" && extensions !== null ? Reflect.get(extensions, "values") : null;
  if (!Array.isArray(values)) return null;
  for (const extension of values as readonly Visited[]) {
    const isText = extension["$type"] === "ablauf:text" && extension["lang"] === language;
    if (isText && typeof extension["name"] === "string") return extension["name"];
  }
  return null;
}
