import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import type { VersionRow } from "./queries.ts";

/** Retiring a version: nothing starts with it any more, what runs goes on. */
export function RetireDialog({ shown, onClose }: { shown: VersionRow; onClose: () => void }) {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const retire = useMutation({
    mutationFn: () =>
      request<unknown>("POST", `/api/processes/${encodeURIComponent(shown.key)}/versions/${shown.version}/retire`, { body: { reason: reason.trim() } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["versions"] });
      await client.invalidateQueries({ queryKey: ["catalogue"] });
      say({ tone: "ok", text: t("retire.done", { version: shown.version }) });
      onClose();
    },
  });
  const run = () => {
    setAsked(true);
    if (reason.trim() !== "") retire.mutate();
  };
  return (
    <Dialog
      isAlert
      title={t("retire.title", { version: shown.version })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="danger" isPending={retire.isPending} onPress={run}>
            {t("retire.run")}
          </Button>
        </>
      }
    >
      <p>{t("retire.text")}</p>
      <TextInput
        label={t("common.reason")}
        value={reason}
        onChange={setReason}
        rows={2}
        autoFocus
        help={t("common.reasonHelp")}
        error={isAsked && reason.trim() === "" ? t("common.reasonMissing") : retire.error?.message}
      />
    </Dialog>
  );
}
