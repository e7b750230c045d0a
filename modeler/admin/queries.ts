import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type * as wire from "../../server/http/wire.ts";
import type { connectorCalls, connectorKinds, connectorList } from "../../server/http/wireConnectors.ts";
import type { TenantList } from "../../server/http/wireTenants.ts";
import { request } from "../api/request.ts";

export type { Connector, ConnectorCall, ConnectorKind, ConnectorTest } from "../../server/http/wireConnectors.ts";
export type Account = z.infer<typeof wire.accounts>["items"][number];
export type Role = z.infer<typeof wire.roleList>["items"][number];
export type Tenant = TenantList["items"][number];
export type Token = z.infer<typeof wire.tokenPage>["items"][number];

export const kindsQuery = queryOptions({
  queryKey: ["kinds"],
  queryFn: ({ signal }) => request<z.infer<typeof connectorKinds>>("GET", "/api/connector-kinds", { signal }),
  staleTime: Infinity,
});

export const connectorsQuery = queryOptions({
  queryKey: ["admin", "connectors"],
  queryFn: ({ signal }) => request<z.infer<typeof connectorList>>("GET", "/api/connectors", { signal }),
});

/** The latest calls of a connector. */
export function callsQuery(id: string) {
  return queryOptions({
    queryKey: ["admin", "calls", id],
    queryFn: ({ signal }) =>
      request<z.infer<typeof connectorCalls>>("GET", `/api/connectors/${id}/calls?limit=50`, { signal }),
  });
}

export const accountsQuery = queryOptions({
  queryKey: ["admin", "accounts"],
  queryFn: ({ signal }) => request<z.infer<typeof wire.accounts>>("GET", "/api/users", { signal }),
});

export const tokensQuery = queryOptions({
  queryKey: ["admin", "tokens"],
  queryFn: ({ signal }) => request<z.infer<typeof wire.tokenPage>>("GET", "/api/tokens", { signal }),
});

export const tenantsQuery = queryOptions({
  queryKey: ["admin", "tenants"],
  queryFn: ({ signal }) => request<TenantList>("GET", "/api/tenants", { signal }),
});
