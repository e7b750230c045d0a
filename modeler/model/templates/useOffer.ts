import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Island } from "../island/island.ts";
import { useWords } from "../../words/language.tsx";
import { elementTemplatesQuery } from "./queries.ts";
import { spoken } from "./spoken.ts";
import type { TemplateMenu } from "./templateMenu.ts";
import { applyTemplate } from "./write.ts";

/** Keeps the menus of a drawing up to date with the templates there are. */
export function useOffer(island: Island | null): void {
  const { language } = useWords();
  const { data } = useQuery(elementTemplatesQuery);
  useEffect(() => {
    if (island === null || data === undefined) return;
    island.modeler.get<TemplateMenu>("elementTemplateMenu").offer = {
      templates: data.items.map((kept) => ({ ...kept, template: spoken(kept.template, language) })),
      apply: (element, template) => applyTemplate(island, element, template),
    };
  }, [island, data, language]);
}
