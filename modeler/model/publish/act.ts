import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "../../api/request.ts";
import type { CheckReport, Published } from "../../processes/queries.ts";

/** Checks a draft: lint, tests, coverage. */
export function useCheck(draftId: string) {
  return useDraftCommand<void, CheckReport>(draftId, "check");
}

/** Approves a checked draft; never for one's own work. */
export function useApprove(draftId: string) {
  return useDraftCommand<string, unknown>(draftId, "approve");
}

/** Sends a checked draft back to be worked on. */
export function useReject(draftId: string) {
  return useDraftCommand<string, unknown>(draftId, "reject");
}

/** Makes versions of an approved draft. */
export function usePublish(draftId: string) {
  return useDraftCommand<string, Published>(draftId, "publish");
}

/** Gives a draft up. */
export function useDiscard(draftId: string) {
  return useDraftCommand<string, unknown>(draftId, "discard");
}

/** A command on a draft, with the reason that goes into its trail. */
function useDraftCommand<Reason extends string | void, Answer>(draftId: string, command: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: Reason) =>
      request<Answer>("POST", `/api/drafts/${draftId}/${command}`, {
        body: typeof reason === "string" && reason !== "" ? { reason } : {},
      }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["drafts"] });
      await client.invalidateQueries({ queryKey: ["catalogue"] });
      await client.invalidateQueries({ queryKey: ["versions"] });
      await client.invalidateQueries({ queryKey: ["definitions", "list"] });
    },
  });
}
