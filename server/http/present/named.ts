import type { Version } from "../../definitions/store.ts";

/** What an element is called in the reader's language; one without a name, or that the version does not have, keeps its id. */
export function elementNameIn(version: Version | undefined, elementId: string, language: "de" | "en"): string {
  const element = version?.definition.elements.get(elementId);
  return element?.names[language] ?? element?.name ?? elementId;
}
