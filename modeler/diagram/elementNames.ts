import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { xmlQuery } from "../api/queries.ts";
import type { Language } from "../api/types.ts";
import { useWords } from "../words/language.tsx";

/** What the elements of a version are called, in the language of the page; an element without a name keeps its id. */
export function useElementNames(definitionId: string): (elementId: string) => string {
  const { language } = useWords();
  const { data: xml } = useQuery(xmlQuery(definitionId));
  const names = useMemo(
    () => (xml === undefined ? new Map<string, string>() : namesIn(xml, language)),
    [xml, language],
  );
  return (elementId) => names.get(elementId) ?? elementId;
}

/** The flow nodes of a version that a token can be put before, by name in the language of the page. */
export function useFlowNodes(definitionId: string): readonly { readonly id: string; readonly name: string }[] {
  const { language } = useWords();
  const { data: xml } = useQuery(xmlQuery(definitionId));
  return useMemo(() => (xml === undefined ? [] : nodesIn(xml, language)), [xml, language]);
}

function nodesIn(xml: string, language: Language): { readonly id: string; readonly name: string }[] {
  const names = namesIn(xml, language);
  const elements = [...new DOMParser().parseFromString(xml, "text/xml").querySelectorAll("[id]")];
  return elements
    .filter(({ localName }) => /Task$|^task$|Gateway$|^callActivity$|ubProcess$|Event$/.test(localName))
    .filter(({ localName }) => localName !== "boundaryEvent")
    .map(({ id }) => ({ id, name: names.get(id) ?? id }))
    .toSorted((one, other) => one.name.localeCompare(other.name, language));
}

/** The names in a BPMN document by element id. */
function namesIn(xml: string, language: Language): Map<string, string> {
  const names = new Map<string, string>();
  for (const element of new DOMParser().parseFromString(xml, "text/xml").querySelectorAll("[id][name]")) {
    const texts = [...element.children]
      .filter((child) => child.localName === "extensionElements")
      .flatMap((child) => [...child.children]);
    const text = texts.find((child) => child.localName === "text" && child.getAttribute("lang") === language);
    names.set(element.id, text?.getAttribute("name") ?? element.getAttribute("name") ?? element.id);
  }
  return names;
}
