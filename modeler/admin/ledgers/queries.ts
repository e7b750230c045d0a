import { queryOptions } from "@tanstack/react-query";
import type { CostCentres, Proposals, Target } from "../../../server/http/wireLedgers.ts";
import { query } from "../../api/queries.ts";
import { request } from "../../api/request.ts";

export type { CostCentres, Proposals, Target, TestFile } from "../../../server/http/wireLedgers.ts";

export const ledgersQuery = queryOptions({
  queryKey: ["admin", "ledgers"],
  queryFn: ({ signal }) => request<{ items: Target[] }>("GET", "/api/ledger-targets", { signal }),
});

/** Accounts and tax keys to begin with. */
export const proposalsQuery = queryOptions({
  queryKey: ["ledgerProposals"],
  queryFn: ({ signal }) => request<Proposals>("GET", "/api/ledger-proposals", { signal }),
  staleTime: Infinity,
});

/** The cost centres in use, as a format writes them. */
export function costCentresQuery(format: Target["format"]) {
  return queryOptions({
    queryKey: ["admin", "costCentres", format],
    queryFn: ({ signal }) => request<CostCentres>("GET", `/api/cost-centres${query({ format })}`, { signal }),
  });
}
