import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { query } from "../api/queries.ts";
import { request } from "../api/request.ts";
import type { InstancePage, InstanceRow, TaskPage, TaskRow } from "../api/types.ts";

export type Found = { readonly tasks: readonly TaskRow[]; readonly instances: readonly InstanceRow[] };

const shortest = 2;
const each = 5;

/** Tasks and instances for a text: business key, title, customer. Asked from two characters on. */
export function foundQuery(text: string) {
  return queryOptions({
    queryKey: ["find", text],
    queryFn: async ({ signal }): Promise<Found> => {
      const [tasks, instances] = await Promise.all([
        request<TaskPage>("GET", `/api/tasks${query({ view: "all", search: text, limit: each })}`, { signal }),
        request<InstancePage>("GET", `/api/instances${query({ search: text })}`, { signal }).catch(() => ({
          items: [],
        })),
      ]);
      return { tasks: tasks.items.slice(0, each), instances: instances.items.slice(0, each) };
    },
    enabled: text.length >= shortest,
    placeholderData: keepPreviousData,
  });
}
