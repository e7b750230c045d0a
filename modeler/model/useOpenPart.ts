import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { request } from "../api/request.ts";
import { useToasts } from "../kit/toasts.tsx";
import { catalogueQuery, type Draft, type DraftPart } from "../processes/queries.ts";
import type { PartKind } from "./panel/place.tsx";

/** Opens a part of a draft in its own editor; what the draft does not hold yet is taken in first. */
export function useOpenPart(draft: Draft): (kind: PartKind, key: string) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { say } = useToasts();
  const { mutate } = useMutation({
    mutationFn: async ({ kind, key }: { kind: PartKind; key: string }) => {
      const isHeld = draft.parts.some((part) => part.kind === kind && part.key === key);
      if (isHeld) return;
      const published = await client.fetchQuery(catalogueQuery(kind));
      const isPublished = published.items.some((row) => row.key === key);
      const body = isPublished ? { from: { kind, key } } : { empty: { kind, key, name: key } };
      await request<DraftPart>("POST", `/api/drafts/${draft.id}/parts`, { body });
    },
    onSuccess: async (_, { kind, key }) => {
      await client.invalidateQueries({ queryKey: ["drafts"] });
      await navigate({ to: "/drafts/$id/parts/$kind/$key", params: { id: draft.id, kind, key } });
    },
    onError: (error) => say({ tone: "bad", text: error.message }),
  });
  return useCallback((kind, key) => mutate({ kind, key }), [mutate]);
}
