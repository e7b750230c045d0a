import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import { Choose } from "../model/fields/Choose.tsx";
import type { CatalogueRow, Forked } from "./queries.ts";
import { useNewDraft } from "./StartDraft.tsx";

export type ForkDialogProps = {
  readonly processes: readonly CatalogueRow[];
  readonly chosen?: string;
  readonly onClose: () => void;
};

/** One's own line of a process: under the same key, or as a copy under another. */
export function ForkDialog({ processes, chosen, onClose }: ForkDialogProps) {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const draft = useNewDraft();
  const [key, setKey] = useState(chosen ?? "");
  const [as, setAs] = useState("");
  const row = processes.find((one) => one.key === key);
  const fork = useMutation({
    mutationFn: () => request<Forked>("POST", "/api/forks", { body: { kind: "process", key, ...(as.trim() === "" ? {} : { as: as.trim() }) } }),
    onSuccess: async ({ draftId }) => {
      await client.invalidateQueries({ queryKey: ["catalogue"] });
      await client.invalidateQueries({ queryKey: ["versions"] });
      const made = as.trim() === "" ? key : as.trim();
      say({ tone: "ok", text: t("fork.done", { name: row?.name ?? made }) });
      if (draftId !== null) return navigate({ to: "/drafts/$id", params: { id: draftId }, search: {} });
      draft.mutate({ title: row?.name ?? made, from: { kind: "process", key: made } }, { onError: () => void navigate({ to: "/processes/$key", params: { key: made }, search: {} }) });
    },
  });
  const isOwn = row !== undefined && (row.lineage === null || row.lineage.isForked);
  const needsKey = isOwn && as.trim() === "";
  return (
    <Dialog
      title={t("fork.title")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button
            kind="primary"
            isPending={fork.isPending || draft.isPending}
            declined={row === undefined ? t("fork.chooseFirst") : needsKey ? t("fork.needsKey") : undefined}
            onPress={() => fork.mutate()}
          >
            {t("fork.run")}
          </Button>
        </>
      }
    >
      <p>{t("fork.text")}</p>
      <Choose
        label={t("fork.process")}
        value={key}
        onChange={setKey}
        choices={processes.map((one) => ({ id: one.key, name: one.name, hint: one.key }))}
      />
      <TextInput
        label={t("fork.as")}
        value={as}
        onChange={setAs}
        help={isOwn ? t("fork.asNeeded") : t("fork.asHelp")}
        error={fork.error?.message}
      />
    </Dialog>
  );
}
