import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import type { Draft } from "../../processes/queries.ts";
import { useDiscard } from "./act.ts";

/** Giving a draft up: what is published stays as it is. */
export function DiscardDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useWords();
  const { say } = useToasts();
  const navigate = useNavigate();
  const [reason, setReason] = useState("");
  const discard = useDiscard(draft.id);
  const run = () =>
    discard.mutate(reason.trim(), {
      onSuccess: () => {
        say({ tone: "ok", text: t("discard.done", { title: draft.title }) });
        void navigate({ to: "/processes", search: {} });
      },
    });
  return (
    <Dialog
      isAlert
      title={t("discard.title", { title: draft.title })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("discard.keep")}</Button>
          <Button kind="danger" isPending={discard.isPending} onPress={run}>
            {t("discard.run")}
          </Button>
        </>
      }
    >
      <p>{t("discard.text", { count: draft.parts.length })}</p>
      <TextInput
        label={t("common.reason")}
        value={reason}
        onChange={setReason}
        rows={2}
        autoFocus
        help={t("common.reasonHelp")}
        error={discard.error?.message}
      />
    </Dialog>
  );
}
