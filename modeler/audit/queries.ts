import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { FoundPage, ProcessVersionPage, SealPage } from "../../server/http/wireTrail.ts";
import { query } from "../api/queries.ts";
import { request } from "../api/request.ts";

/** What is looked for in the trail; the words of the URL. */
export type TrailFilter = {
  readonly object: string | undefined;
  readonly actor: string | undefined;
  readonly type: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
};

/** Events over all streams, newest first, page by page. */
export function foundQuery(filter: TrailFilter) {
  return infiniteQueryOptions({
    queryKey: ["trail", "found", filter],
    queryFn: ({ pageParam, signal }) =>
      request<FoundPage>("GET", `/api/trail${query({ ...filter, cursor: pageParam, limit: 100 })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Versions of processes, newest first, page by page. */
export function processVersionsQuery(wanted: {
  readonly search?: string | undefined;
  readonly key?: string | undefined;
}) {
  return infiniteQueryOptions({
    queryKey: ["versions", "all", wanted],
    queryFn: ({ pageParam, signal }) =>
      request<ProcessVersionPage>("GET", `/api/process-versions${query({ ...wanted, cursor: pageParam, limit: 50 })}`, {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Seals, newest first, page by page. */
export const sealsQuery = infiniteQueryOptions({
  queryKey: ["trail", "seals"],
  queryFn: ({ pageParam, signal }) =>
    request<SealPage>("GET", `/api/seals${query({ cursor: pageParam, limit: 100 })}`, { signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
});
