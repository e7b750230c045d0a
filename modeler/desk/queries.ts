import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { query } from "../api/queries.ts";
import { request } from "../api/request.ts";
import type { InstancePage } from "../api/types.ts";
import { addressOf, type Row } from "./read.ts";
import type { Register } from "./register.ts";

/** A page of a register; those that are short come whole. */
export type RowPage = { readonly items: readonly Row[]; readonly nextCursor?: string | null };

const pageSize = 100;

/** Pages of a register, narrowed by what the server knows to narrow. */
export function rowsQuery(register: Register, asked: Readonly<Record<string, string | undefined>>) {
  return infiniteQueryOptions({
    queryKey: ["records", "list", register.key, asked],
    queryFn: ({ pageParam, signal }) =>
      request<RowPage>("GET", `${register.path}${query({ ...asked, cursor: pageParam, limit: pageSize })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (before, last) => (last?.queryKey[2] === register.key ? keepPreviousData(before) : undefined),
  });
}

/** One record. It is asked for once, when it is opened: of some it is written down who reads them. */
export function recordQuery({ key }: Register, path: string, id: string) {
  return queryOptions({
    queryKey: ["records", "one", key, id],
    queryFn: ({ signal }) => request<Row>("GET", addressOf(path, id), { signal }),
    refetchOnWindowFocus: false,
  });
}

/** The instances that work on a case, the newest first. */
export function instancesOfQuery(caseKey: string) {
  return queryOptions({
    queryKey: ["instances", "list", "case", caseKey],
    queryFn: async ({ signal }) => {
      const page = await request<InstancePage>("GET", `/api/instances${query({ search: caseKey })}`, { signal });
      return page.items.filter(({ businessKey }) => businessKey === caseKey);
    },
  });
}
