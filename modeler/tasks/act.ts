import { useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { taskQuery } from "../api/queries.ts";
import { request } from "../api/request.ts";
import type { BulkResult, Task } from "../api/types.ts";

/** What a person does with one task. */
export type TaskAct =
  | { readonly kind: "claim"; readonly id: string }
  | { readonly kind: "release"; readonly id: string }
  | { readonly kind: "assign"; readonly id: string; readonly assignee: string | null };
/** What a person does with many tasks at once. */
export type BulkAct = {
  readonly ids: readonly string[];
  readonly action: "claim" | "release" | "assign";
  readonly assignee?: string;
};

/** Claims, releases or assigns; the answer is what the screen shows next. */
export function useTaskAct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: TaskAct) =>
      request<Task>(
        "POST",
        `/api/tasks/${encodeURIComponent(act.id)}/${act.kind}`,
        act.kind === "assign" ? { body: { assignee: act.assignee } } : {},
      ),
    onSuccess: (task) => client.setQueryData(taskQuery(task.id).queryKey, task),
    onSettled: (_task, _error, act) =>
      Promise.all([refreshLists(client), client.invalidateQueries({ queryKey: taskQuery(act.id).queryKey })]),
  });
}

/** Completes a task with the values of its form. */
export function useComplete() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, variables }: { id: string; variables: Readonly<Record<string, unknown>> }) =>
      request<void>("POST", `/api/tasks/${encodeURIComponent(id)}/complete`, { body: { variables } }),
    onSettled: () => refreshLists(client),
  });
}

/** The same for many tasks; each has its own result. */
export function useBulk() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: BulkAct) => request<BulkResult>("POST", "/api/tasks/bulk", { body: act }),
    onSettled: () => client.invalidateQueries({ queryKey: ["tasks"] }),
  });
}

async function refreshLists(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ["tasks", "list"] }),
    client.invalidateQueries({ queryKey: ["tasks", "counts"] }),
  ]);
}
