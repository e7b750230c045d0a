import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { PencilLine } from "lucide-react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useMay } from "../processes/may.ts";
import type { CatalogueRow, Draft, NewDraft } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";

/** Opens a draft of a rule set and goes to its editor. */
export function useNewRuleDraft() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ body }: { body: NewDraft; key: string }) => request<Draft>("POST", "/api/drafts", { body }),
    onSuccess: async (draft, { key }) => {
      void client.invalidateQueries({ queryKey: ["drafts", "list"] });
      void client.invalidateQueries({ queryKey: ["catalogue"] });
      await navigate({ to: "/drafts/$id/parts/$kind/$key", params: { id: draft.id, kind: "ruleSet", key } });
    },
  });
}

export type StartRuleDraftProps = {
  readonly row: Pick<CatalogueRow, "key" | "name" | "draftIds">;
  readonly isPrimary?: boolean;
};

/** Changing a rule set: into the draft that is open already, or a new one from its newest version. */
export function StartRuleDraft({ row, isPrimary = false }: StartRuleDraftProps) {
  const { t } = useWords();
  const may = useMay();
  const { say } = useToasts();
  const navigate = useNavigate();
  const start = useNewRuleDraft();
  const [open] = row.draftIds;
  const press = () => {
    if (open !== undefined)
      return void navigate({ to: "/drafts/$id/parts/$kind/$key", params: { id: open, kind: "ruleSet", key: row.key } });
    start.mutate(
      { body: { title: row.name, from: { kind: "ruleSet", key: row.key } }, key: row.key },
      { onError: (error) => say({ tone: "bad", text: error.message }) },
    );
  };
  return (
    <Button
      kind={isPrimary ? "primary" : "quiet"}
      icon={<PencilLine aria-hidden="true" />}
      isPending={start.isPending}
      declined={open !== undefined || may("definitions.edit") ? undefined : t("processes.mayNot")}
      onPress={press}
    >
      {open === undefined ? t("processes.change") : t("processes.openDraft")}
    </Button>
  );
}
