import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ProcessFigures, ServiceFigures } from "../../server/http/wireFigures.ts";
import { query } from "../api/queries.ts";
import { request } from "../api/request.ts";

/** What is asked for: days, and what narrows them. */
export type Asked = {
  readonly from: string;
  readonly to: string;
  readonly customer?: string | undefined;
  readonly team?: string | undefined;
};

export function serviceQuery(asked: Asked) {
  return queryOptions({
    queryKey: ["figures", "service", asked],
    queryFn: ({ signal }) => request<ServiceFigures>("GET", serviceAddress("service", asked), { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function processQuery(key: string, asked: Asked) {
  return queryOptions({
    queryKey: ["figures", "process", key, asked],
    queryFn: ({ signal }) => request<ProcessFigures>("GET", processAddress(key, "", asked), { signal }),
    staleTime: 60_000,
  });
}

export function serviceAddress(name: "service" | "service.csv", asked: Asked): string {
  return `/api/figures/${name}${query({ ...asked })}`;
}

export function processAddress(key: string, rest: "" | "/elements.csv" | "/log.xes", asked: Asked): string {
  const { from, to, customer } = asked;
  return `/api/figures/process/${encodeURIComponent(key)}${rest}${query({ from, to, customer })}`;
}
