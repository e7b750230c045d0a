import { queryOptions } from "@tanstack/react-query";
import { request } from "./request.ts";

/** A record as it is offered: what processes know it by, its name, and what tells it from others of that name. */
export type Choice = { readonly key: string; readonly name: string; readonly hint: string };

/** Which records: their kind, and whose they must be. */
export type Among = { readonly source: string; readonly customerId: string | null };

/** Records to choose from. */
export const choicesQuery = ({ source, customerId, search }: Among & { readonly search: string }) =>
  queryOptions({
    queryKey: ["choices", source, customerId, search],
    queryFn: ({ signal }) => {
      const query = { ...ofCustomer(customerId), ...(search === "" ? {} : { search }) };
      return request<{ items: Choice[] }>("GET", `/api/choices/${source}?${String(new URLSearchParams(query))}`, {
        signal,
      });
    },
    staleTime: 30_000,
  });

/** The one that a value names, if it does. */
export const choiceQuery = ({ source, customerId, named }: Among & { readonly named: string }) =>
  queryOptions({
    queryKey: ["choice", source, customerId, named],
    queryFn: ({ signal }) => {
      const query = String(new URLSearchParams(ofCustomer(customerId)));
      return request<Choice>("GET", `/api/choices/${source}/${encodeURIComponent(named)}?${query}`, { signal });
    },
    retry: false,
    staleTime: 300_000,
  });

function ofCustomer(customerId: string | null): Readonly<Record<string, string>> {
  return customerId === null || customerId === "" ? {} : { customerId };
}
