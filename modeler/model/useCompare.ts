import { useNavigate } from "@tanstack/react-router";
import type { DraftPartBody } from "../processes/queries.ts";

/** Compares what is drawn with the version it was begun with; a process that has none shows its history, which says so. */
export function useCompare(draftId: string, part: DraftPartBody, save: () => Promise<unknown>): () => void {
  const navigate = useNavigate({ from: "/drafts/$id" });
  const compare = async () => {
    const { key, baseVersion } = part;
    if (baseVersion === null)
      return navigate({ search: (before) => ({ ...before, tab: "history" as const }), replace: true });
    await save();
    const search = { from: String(baseVersion), to: `draft:${draftId}` };
    await navigate({ to: "/processes/$key/diff", params: { key }, search });
  };
  return () => void compare();
}
