import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { PencilLine } from "lucide-react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import { useMay } from "./may.ts";
import type { CatalogueRow, Draft, NewDraft } from "./queries.ts";

/** Opens a draft and goes there. */
export function useNewDraft() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: NewDraft) => request<Draft>("POST", "/api/drafts", { body }),
    onSuccess: async (draft) => {
      void client.invalidateQueries({ queryKey: ["drafts", "list"] });
      void client.invalidateQueries({ queryKey: ["catalogue"] });
      await navigate({ to: "/drafts/$id", params: { id: draft.id }, search: {} });
    },
  });
}

export type StartDraftProps = {
  readonly row: Pick<CatalogueRow, "key" | "name" | "draftIds">;
  readonly version?: number;
  readonly isPrimary?: boolean;
};

/** Changing a process: into the draft that is open already, or a new one from its newest version. */
export function StartDraft({ row, version, isPrimary = false }: StartDraftProps) {
  const { t } = useWords();
  const may = useMay();
  const { say } = useToasts();
  const navigate = useNavigate();
  const start = useNewDraft();
  const [open] = row.draftIds;
  const isOpen = open !== undefined && version === undefined;
  const press = () => {
    if (isOpen) return void navigate({ to: "/drafts/$id", params: { id: open }, search: {} });
    const from = { kind: "process" as const, key: row.key, ...(version === undefined ? {} : { version }) };
    if (!start.isPending) start.mutate({ title: row.name, from }, { onError: (error) => say({ tone: "bad", text: error.message }) });
  };
  return (
    <Button
      kind={isPrimary ? "primary" : "quiet"}
      icon={<PencilLine aria-hidden="true" />}
      declined={isOpen || may("definitions.edit") ? undefined : t("processes.mayNot")}
      onPress={press}
    >
      {isOpen ? t("processes.openDraft") : t("processes.change")}
    </Button>
  );
}
