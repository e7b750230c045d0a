import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Island } from "../island/island.ts";
import { elementTemplatesQuery } from "./queries.ts";
import type { TemplateMenu } from "./templateMenu.ts";
import { applyTemplate } from "./write.ts";

/** Keeps the menus of a drawing up to date with the templates there are. */
export function useOffer(island: Island | null): void {
  const { data } = useQuery(elementTemplatesQuery);
  useEffect(() => {
    if (island === null || data === undefined) return;
    island.modeler.get<TemplateMenu>("elementTemplateMenu").offer = {
      templates: data.items,
      apply: (element, template) => applyTemplate(island, element, template),
    };
  }, [island, data]);
}
