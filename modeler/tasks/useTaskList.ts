import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { tasksQuery, type TaskFilter } from "../api/queries.ts";
import type { TaskRow } from "../api/types.ts";

/** The list as far as it is known. */
export type Listed =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: Error; readonly retry: () => void }
  | { readonly kind: "here"; readonly tasks: readonly TaskRow[]; readonly hasMore: boolean; readonly more: () => void };

/** The tasks of a filter, page after page. A task that moved between two pages while they were read is shown once. */
export function useTaskList(filter: TaskFilter): Listed {
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(tasksQuery(filter));
  const tasks = useMemo(() => {
    const rows = data?.pages.flatMap((page) => page.items) ?? [];
    return [...new Map(rows.map((row) => [row.id, row])).values()];
  }, [data]);

  if (data === undefined && error !== null) return { kind: "failed", error, retry: () => void refetch() };
  if (data === undefined) return { kind: "loading" };
  return { kind: "here", tasks, hasMore: hasNextPage, more: () => !isFetching && void fetchNextPage() };
}
