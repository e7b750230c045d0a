import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Batch, BatchRow, MigrationDryRun, MigrationPlan } from "../../../server/http/wire.ts";
import { pageSize, query } from "../../api/queries.ts";
import { request } from "../../api/request.ts";

/** Where an element goes; null: it has no place. */
export type Override = { readonly from: string; readonly to: string | null };
/** One side of a migration. */
export type Version = { readonly id: string; readonly key: string; readonly version: number };
export type Versions = { readonly processKey: string; readonly fromVersion: number; readonly toVersion: number };

/** The generated plan with what a person said otherwise. */
export function planQuery(versions: Versions, mapping: readonly Override[]) {
  return queryOptions({
    queryKey: ["migration", "plan", versions, mapping],
    queryFn: ({ signal }) =>
      request<MigrationPlan>("POST", "/api/migrations/plan", { body: { ...versions, mapping }, signal }),
  });
}

/** Which instances a migration is about. */
export type Chosen =
  | { readonly instanceIds: readonly string[] }
  | { readonly filter: { readonly processKey: string; readonly version: number } };

/** Tries without doing. */
export function tryOut(chosen: Chosen, version: number, mapping: readonly Override[]) {
  return request<{ items: MigrationDryRun[] }>("POST", "/api/migrations/dry-run", {
    body: { ...chosen, version, mapping },
  });
}

const often = 1_000;

/** A batch with its instances page by page, of one state if wanted; asked again while it runs. */
export function batchQuery(id: string, itemState: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ["batches", "one", id, itemState],
    queryFn: ({ pageParam, signal }) =>
      request<Batch>("GET", `/api/batches/${id}${query({ state: itemState, cursor: pageParam, limit: pageSize })}`, {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.state === "running" ? often : false),
  });
}

export const batchesQuery = queryOptions({
  queryKey: ["batches", "list"],
  queryFn: ({ signal }) => request<{ items: BatchRow[] }>("GET", "/api/batches", { signal }),
  refetchInterval: ({ state }) => (state.data?.items.some((each) => each.state === "running") === true ? often : false),
});
