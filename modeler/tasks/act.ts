import { useMutation, useQueryClient, type QueryClient, type UseMutationResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { taskQuery } from "../api/queries.ts";
import { request } from "../api/request.ts";
import type { BulkResult, Task } from "../api/types.ts";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";

/** What a person does with one task. */
export type TaskAct =
  | { readonly kind: "claim"; readonly id: string }
  | { readonly kind: "release"; readonly id: string }
  | { readonly kind: "handBack"; readonly id: string }
  | { readonly kind: "reschedule"; readonly id: string; readonly dueAt: string | null; readonly reason: string }
  | { readonly kind: "delegate"; readonly id: string; readonly to: string }
  | { readonly kind: "assign"; readonly id: string; readonly assignee: string | null };
/** What a person does with many tasks at once. */
export type BulkAct = {
  readonly ids: readonly string[];
  readonly action: "claim" | "release" | "assign";
  readonly assignee?: string | null;
};

/** What is being done with a task, and how to do it. */
export type TaskActing = Pick<
  UseMutationResult<Task, Error, TaskAct>,
  "mutate" | "isPending" | "error" | "variables" | "reset"
>;

/** Claims, releases, hands over or assigns; the answer is what the screen shows next. The same as long as nothing happens. */
export function useTaskAct(): TaskActing {
  const client = useQueryClient();
  const sayUndoable = useUndo();
  const { mutate, isPending, error, variables, reset } = useMutation({
    mutationFn: send,
    onSuccess: (task, act) => {
      client.setQueryData(taskQuery(task.id).queryKey, task);
      if (act.kind === "claim" || act.kind === "release") sayUndoable(act.kind, [act.id]);
    },
    onSettled: (_task, _error, act) =>
      Promise.all([refreshLists(client), client.invalidateQueries({ queryKey: taskQuery(act.id).queryKey })]),
  });
  return useMemo(() => ({ mutate, isPending, error, variables, reset }), [mutate, isPending, error, variables, reset]);
}

function send({ kind, id, ...body }: TaskAct): Promise<Task> {
  return request(
    "POST",
    `/api/tasks/${encodeURIComponent(id)}/${kind}`,
    Object.keys(body).length === 0 ? {} : { body },
  );
}

const opposite = { claim: "release", release: "claim" } as const;

/** Says what was done with tasks, and offers to undo it. Where that is no longer possible, it says so. */
export function useUndo() {
  const client = useQueryClient();
  const { t } = useWords();
  const { say } = useToasts();
  return (done: keyof typeof opposite, ids: readonly string[]) => {
    const undo = async () => {
      const body: BulkAct = { ids, action: opposite[done] };
      const { results } = await request<BulkResult>("POST", "/api/tasks/bulk", { body });
      await client.invalidateQueries({ queryKey: ["tasks"] });
      const refused = results.find((one) => !one.ok);
      if (refused !== undefined) say({ tone: "bad", text: refused.detail ?? t("task.refused") });
    };
    const failed = (error: unknown) => say({ tone: "bad", text: error instanceof Error ? error.message : "" });
    const text = t(done === "claim" ? "undo.claimed" : "undo.released");
    say({ tone: "ok", text, action: { text: t("undo.do"), run: () => void undo().catch(failed) } });
  };
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
