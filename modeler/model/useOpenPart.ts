import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { request } from "../api/request.ts";
import { useToasts } from "../kit/toasts.tsx";
import { catalogueQuery, type Draft, type DraftPart } from "../processes/queries.ts";
import type { PartKind } from "./panel/place.tsx";

/** The element of a process from which a part is opened: the editor leads back to it. */
export type From = { readonly process: string; readonly el?: string };
export type OpenPart = (kind: PartKind, key: string, name?: string, from?: From) => void;

/** Opens a part of a draft in its own editor; what the draft does not hold yet is taken in first, or made. */
export function useOpenPart(draft: Draft): OpenPart {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { say } = useToasts();
  const { mutate } = useMutation({
    mutationFn: async ({ kind, key, name }: Wanted) => {
      const isHeld = draft.parts.some((part) => part.kind === kind && part.key === key);
      if (isHeld) return;
      const published = await client.fetchQuery(catalogueQuery(kind));
      const isPublished = published.items.some((row) => row.key === key);
      const body = isPublished ? { from: { kind, key } } : { empty: { kind, key, name } };
      await request<DraftPart>("POST", `/api/drafts/${draft.id}/parts`, { body });
    },
    onSuccess: async (_, { kind, key, from }) => {
      await client.invalidateQueries({ queryKey: ["drafts"] });
      await navigate({ to: "/drafts/$id/parts/$kind/$key", params: { id: draft.id, kind, key }, search: { ...from } });
    },
    onError: (error) => say({ tone: "bad", text: error.message }),
  });
  return useCallback((kind, key, name = key, from) => mutate({ kind, key, name, from }), [mutate]);
}

type Wanted = {
  readonly kind: PartKind;
  readonly key: string;
  readonly name: string;
  readonly from: From | undefined;
};
