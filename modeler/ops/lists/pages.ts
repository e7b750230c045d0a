import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { pageSize, query } from "../../api/queries.ts";
import { request } from "../../api/request.ts";

/** A page of a list as the server gives it. */
export type PageOf<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null };

/**
 * The pages of a list. Whatever work changes (live events about instances) makes it stale, since its key begins like
 * that of all lists of instances.
 */
export function pagesQuery<Item>(path: string, filter: Readonly<Record<string, string | undefined>>) {
  return infiniteQueryOptions({
    queryKey: ["instances", "list", path, filter],
    queryFn: ({ pageParam, signal }) =>
      request<PageOf<Item>>("GET", `${path}${query({ ...filter, cursor: pageParam, limit: pageSize })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
