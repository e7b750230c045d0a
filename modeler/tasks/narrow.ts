import { useNavigate } from "@tanstack/react-router";
import type { TaskFilter } from "../api/queries.ts";
import type { TaskSearch, TaskSorting } from "../search.ts";
import type { Key } from "../words/dictionary.ts";

/** Changes what the URL of the list says, in place: one does not walk back through every filter. */
export function useNarrow() {
  const navigate = useNavigate({ from: "/tasks" });
  return (change: { [Name in keyof TaskSearch]?: TaskSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
}

/** What the list is asked for. */
export function filterOf({
  view = "mine",
  customer,
  search,
  process,
  priority,
  assignee,
  sort,
}: TaskSearch): TaskFilter {
  return { view, customer, search, process, priority, assignee, sort };
}

/** Whether a list shows less than its view has. */
export function isNarrowed({ search, customer, process, priority, assignee }: TaskSearch): boolean {
  return [search, customer, process, priority, assignee].some((one) => one !== undefined);
}

/** What an order of the list is called. */
export const sortWords = {
  due: "sort.due",
  "-due": "sort.dueDown",
  created: "sort.created",
  "-created": "sort.createdDown",
  priority: "sort.priority",
  "-priority": "sort.priorityDown",
  customer: "sort.customer",
  "-customer": "sort.customerDown",
} as const satisfies Record<TaskSorting, Key>;
