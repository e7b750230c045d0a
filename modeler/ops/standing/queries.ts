import { queryOptions } from "@tanstack/react-query";
import type { ElementStanding, Standing } from "../../../server/http/wireOperations.ts";
import { query } from "../../api/queries.ts";
import { request } from "../../api/request.ts";

/** The versions that instances run in; whatever work changes makes it stale. */
export function standingQuery(customer: string | undefined) {
  return queryOptions({
    queryKey: ["instances", "list", "standing", customer],
    queryFn: ({ signal }) => request<{ items: Standing[] }>("GET", `/api/standing${query({ customer })}`, { signal }),
  });
}

/** Where the tokens of a version stand. */
export function elementsQuery(definitionId: string, customer: string | undefined) {
  return queryOptions({
    queryKey: ["instances", "list", "standing", definitionId, customer],
    queryFn: ({ signal }) =>
      request<{ items: ElementStanding[] }>("GET", `/api/standing/${definitionId}${query({ customer })}`, { signal }),
  });
}
