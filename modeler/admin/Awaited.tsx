import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failure, Skeleton } from "../kit/states.tsx";

type AwaitedProps<Data> = {
  readonly query: UseQueryResult<Data>;
  /** So many lines are to be expected. */
  readonly rows: number;
  readonly children: (data: Data) => ReactNode;
};

/** What was asked for, once it is there; until then its outline, or why it is not. */
export function Awaited<Data>({ query, rows, children }: AwaitedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton rows={rows} height={40} />;
}
