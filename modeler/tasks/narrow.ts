import { useNavigate } from "@tanstack/react-router";
import type { TaskSearch } from "../search.ts";

/** Changes what the URL of the list says, in place: one does not walk back through every filter. */
export function useNarrow() {
  const navigate = useNavigate({ from: "/tasks" });
  return (change: { [Name in keyof TaskSearch]?: TaskSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
}

/** Whether a list shows less than its view has. */
export function isNarrowed({ search, customer, process, priority, assignee }: TaskSearch): boolean {
  return [search, customer, process, priority, assignee].some((one) => one !== undefined);
}
