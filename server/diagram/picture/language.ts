import type { Moddle } from "./services.ts";

/** The namespace of our own extensions in a model. */
const namespace = "http://ablauf.example/schema/bpmn";

/**
 * Puts the names of a language into a parsed model. An element may carry `ablauf:text lang="en" name="…"` among its
 * extension elements; where it does not, its own name stays. A text annotation, which has a text and no name, is
 * translated by the same attribute.
 *
 * @returns the elements that have another name now
 */
export function translateModel(definitions: Moddle, language: string): ReadonlySet<Moddle> {
  const renamed = new Set<Moddle>();
  const seen = new Set<object>();
  const waiting: unknown[] = [definitions];
  // A list instead of recursion: files made to do harm nest tens of thousands of elements.
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    const element = value as Moddle; // any object can be read by name
    if (!Array.isArray(value) && rename(element, language)) renamed.add(element);
    waiting.push(...childrenOf(value));
  }
  return renamed;
}

function childrenOf(value: object): unknown[] {
  return Object.values(value).filter((child) => typeof child === "object" && child !== null);
}

function rename(element: Moddle, language: string): boolean {
  const name = nameIn(element, language);
  const property = element.$type === "bpmn:TextAnnotation" ? "text" : "name";
  if (name === undefined || name === element[property]) return false;
  element[property] = name;
  return true;
}

function nameIn(element: Moddle, language: string): string | undefined {
  const extensions = element["extensionElements"] as { readonly values?: readonly Extension[] } | undefined;
  const text = extensions?.values?.find((each) => isText(each) && each["lang"] === language);
  return typeof text?.["name"] === "string" ? text["name"] : undefined;
}

interface Extension extends Readonly<Record<string, unknown>> {
  readonly $descriptor?: { readonly ns?: { readonly uri?: string; readonly localName?: string } };
}

function isText({ $descriptor }: Extension): boolean {
  return $descriptor?.ns?.uri === namespace && $descriptor.ns.localName === "text";
}
