import { isElement } from "../model/moddle.ts";
import type { Element } from "../model/moddle.ts";
import type { Language } from "../words/names.ts";

/** All elements inside one, in the order of the file, what is inside before what follows. */
export function* below(element: Element): Generator<Element> {
  for (const name of ["laneSets", "lanes", "childLaneSet", "flowElements"]) {
    for (const child of childrenNamed(element, name)) {
      yield child;
      yield* below(child);
    }
  }
}

/** Whatever elements a property holds. */
export function childrenNamed(element: Element, name: string): readonly Element[] {
  const value = element[name];
  return (Array.isArray(value) ? value : [value]).filter(isElement);
}

/** The same, of something that may be no element. */
export function listed(element: unknown, name: string): readonly Element[] {
  return isElement(element) ? childrenNamed(element, name) : [];
}

/** The extension elements of an element that are called so, whatever their prefix means. */
export function extensions(element: Element, type: string): readonly Element[] {
  const values = childrenNamed(element, "extensionElements").flatMap((holder) => childrenNamed(holder, "values"));
  return [...values, ...values.flatMap((each) => each.$children ?? [])].filter(({ $type }) => $type === type);
}

/** A text attribute; empty when there is none. */
export function attribute(element: Element | undefined, name: string): string {
  const value = element?.[name];
  return typeof value === "string" ? value : "";
}

/** What an element is called in a language. */
export function nameIn(element: Element, language: Language): string {
  return valueOf(attribute(spoken(element, language), "name") || attribute(element, "name"));
}

/** What an element is for, in a language. */
export function textIn(element: Element, language: Language): string {
  const [own] = childrenNamed(element, "documentation");
  return valueOf(attribute(spoken(element, language), "documentation") || attribute(own, "text"));
}

/** A text in one line. */
export function valueOf(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function spoken(element: Element, language: Language): Element | undefined {
  return extensions(element, "ablauf:text").find((text) => text["lang"] === language);
}
