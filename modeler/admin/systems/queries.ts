import { queryOptions } from "@tanstack/react-query";
import type { Systems, WaitingChanges } from "../../../server/http/wireSystems.ts";
import { request } from "../../api/request.ts";

export type SystemOfRecord = Systems["items"][number];
export type Candidate = Systems["candidates"][number];
export type WaitingChange = WaitingChanges["items"][number];

/** How often it is looked whether what waits is written by now, in milliseconds. */
const watching = 3_000;

export const systemsQuery = queryOptions({
  queryKey: ["admin", "systems"],
  queryFn: ({ signal }) => request<Systems>("GET", "/api/systems-of-record", { signal }),
  refetchInterval: ({ state }) => (state.data?.items.some(({ waiting }) => waiting > 0) ? watching : false),
});

export const changesQuery = queryOptions({
  queryKey: ["admin", "psa-changes"],
  queryFn: ({ signal }) => request<WaitingChanges>("GET", "/api/psa-changes", { signal }),
  refetchInterval: ({ state }) => (state.data?.items.some(({ isFailed }) => !isFailed) ? watching : false),
});
