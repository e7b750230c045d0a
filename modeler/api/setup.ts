import { queryOptions } from "@tanstack/react-query";
import type { Setup } from "../../server/http/wireHouse.ts";
import { request } from "./request.ts";

export type { Setup, SetupStep } from "../../server/http/wireHouse.ts";

/** What a house needs before its processes can do their work; for administrators. */
export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: ({ signal }) => request<Setup>("GET", "/api/setup", { signal }),
  retry: false,
});

/** Whether nobody has begun to set the house up: it has not said who it is, and serves nobody. */
export function isFresh({ steps }: Setup): boolean {
  return ["seller", "customers"].every((key) => steps.some((step) => step.key === key && !step.isDone));
}
