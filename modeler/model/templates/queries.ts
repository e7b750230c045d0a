import { queryOptions } from "@tanstack/react-query";
import type { KeptTemplate } from "../../../server/http/wireElementTemplates.ts";
import { request } from "../../api/request.ts";

/** Where the templates of a tenant are. */
export const templatesPath = "/api/element-templates";

/** The newest version of each element template. */
export const elementTemplatesQuery = queryOptions({
  queryKey: ["elementTemplates"],
  queryFn: ({ signal }) => request<{ items: KeptTemplate[] }>("GET", templatesPath, { signal }),
});

/** One version of an element template; it never changes. */
export function templateVersionQuery(key: string, version: number) {
  return queryOptions({
    queryKey: ["elementTemplates", key, version],
    queryFn: ({ signal }) => request<KeptTemplate>("GET", `${templatePath(key)}?version=${version}`, { signal }),
    retry: false,
  });
}

/** Where a template is. */
export function templatePath(key: string): string {
  return `${templatesPath}/${encodeURIComponent(key)}`;
}
