import { useState } from "react";
import type { Instance } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import { useCancel } from "./act.ts";
import css from "./Instance.module.css";

/** Cancelling cannot be taken back: what ends, in numbers, and why. */
export function CancelDialog({ instance, onClose }: { instance: Instance; onClose: () => void }) {
  const { t } = useWords();
  const { say } = useToasts();
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const cancel = useCancel(instance.id);
  const run = () => {
    setAsked(true);
    if (reason.trim() === "") return;
    cancel.mutate(reason.trim(), {
      onSuccess: () => {
        say({ tone: "ok", text: t("cancel.done") });
        onClose();
      },
    });
  };
  const actions = (
    <>
      <Button onPress={onClose}>{t("cancel.keep")}</Button>
      <Button kind="danger" isPending={cancel.isPending} onPress={run}>
        {t("cancel.run")}
      </Button>
    </>
  );
  return (
    <Dialog
      isAlert
      title={t("cancel.title", { name: instance.businessKey ?? instance.processName })}
      onClose={onClose}
      actions={actions}
    >
      <p>
        {t("cancel.text", {
          waits: instance.waits.length,
          children: instance.children.filter((child) => child.status === "running").length,
        })}
      </p>
      <TextInput
        label={t("common.reason")}
        value={reason}
        onChange={setReason}
        rows={2}
        isRequired
        autoFocus
        help={t("common.reasonHelp")}
        error={isAsked && reason.trim() === "" ? t("common.reasonMissing") : undefined}
      />
      {cancel.error !== null && (
        <p className={css["error"]} role="alert">
          {cancel.error.message}
        </p>
      )}
    </Dialog>
  );
}
