import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "../api/request.ts";
import type { Fault } from "../api/types.ts";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";

/** Gives the command of a fault again; whether it went well is said and read from the instance. */
export function useRetry(instanceId: string) {
  const client = useQueryClient();
  const { say } = useToasts();
  const { t } = useWords();
  return useMutation({
    mutationFn: (fault: Fault) =>
      request<void>("POST", `/api/instances/${fault.instanceId}/faults/${encodeURIComponent(fault.waitId)}/retry`),
    onSuccess: () => say({ tone: "ok", text: t("faults.retried") }),
    onError: (error) => say({ tone: "bad", text: t("faults.notRetried", { reason: error.message }) }),
    onSettled: () =>
      client.invalidateQueries({ queryKey: ["instances"], predicate: ({ queryKey }) => queryKey.includes(instanceId) }),
  });
}

/** Cancels an instance, with the reason that goes into the trail. */
export function useCancel(instanceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => request<void>("POST", `/api/instances/${instanceId}/cancel`, { body: { reason } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["instances"] }),
  });
}

/** Changes variables, with the reason that goes into the trail. */
export function useSetVariables(instanceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { variables: Readonly<Record<string, unknown>>; reason: string }) =>
      request<void>("PATCH", `/api/instances/${instanceId}/variables`, { body }),
    onSettled: () => client.invalidateQueries({ queryKey: ["instances"] }),
  });
}
