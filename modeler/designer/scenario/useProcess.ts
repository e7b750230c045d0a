import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { typeWords } from "../../diagram/elementWords.ts";
import type { Choice } from "../../kit/Picker.tsx";
import { catalogueQuery, partQuery, versionQuery, type Draft } from "../../processes/queries.ts";
import { useWords } from "../../words/language.tsx";
import { translate } from "../../words/translate.ts";

export type Played = {
  readonly xml: string | null;
  /** Elements that have one of these types; all that can be on a path without any. */
  readonly elements: (types?: RegExp) => readonly Choice[];
};

type Element = Choice & { readonly type: string };

/** The process that a scenario plays: as the draft has it, else as it is published. */
export function useProcess(draft: Draft, key: string): Played {
  const isHeld = draft.parts.some((part) => part.kind === "process" && part.key === key);
  const { data: held } = useQuery({ ...partQuery(draft.id, "process", key), enabled: isHeld });
  const { data: rows } = useQuery({ ...catalogueQuery("process"), enabled: !isHeld });
  const row = rows?.items.find((each) => each.key === key);
  const published = useQuery({ ...versionQuery("process", key, row?.version ?? 0), enabled: row !== undefined });
  const body: unknown = (isHeld ? held : published.data)?.body;
  const xml = typeof body === "string" ? body : null;
  const { language } = useWords();
  return useMemo(() => {
    const all = xml === null ? [] : elementsOf(xml, (type) => translate(typeWords(type), language));
    return { xml, elements: (types) => all.filter(({ type }) => types?.test(type) ?? true) };
  }, [xml, language]);
}

const onPath = /(Task|Event|Gateway|SubProcess|Activity|Transaction)$/i;

function elementsOf(xml: string, kindOf: (type: string) => string): readonly Element[] {
  const file = new DOMParser().parseFromString(xml, "text/xml");
  return [...file.querySelectorAll("[id]")].flatMap((element) => {
    const { localName } = element;
    if (!onPath.test(localName)) return [];
    const type = `bpmn:${localName.charAt(0).toUpperCase()}${localName.slice(1)}`;
    const name = element.getAttribute("name") ?? "";
    return [{ id: element.id, type, name: name === "" ? `${kindOf(type)} (${element.id})` : name }];
  });
}
