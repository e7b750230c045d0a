import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import css from "../Instance.module.css";

export type ReasonDialogProps = {
  readonly title: string;
  readonly children?: ReactNode;
  readonly run: (reason: string) => Promise<unknown>;
  readonly does: string;
  readonly done: string;
  readonly onClose: () => void;
  /** What else is missing, as a sentence. */
  readonly missing?: string | undefined;
  readonly isDangerous?: boolean;
};

/** Asks why, does it, says that it was done. What the server declines is told where one is. */
export function ReasonDialog({ title, children, run, does, done, onClose, missing, isDangerous }: ReasonDialogProps) {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const act = useMutation({
    mutationFn: () => run(reason.trim()),
    onSuccess: () => {
      say({ tone: "ok", text: done });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["instances"] }),
  });
  const press = () => {
    setAsked(true);
    if (reason.trim() !== "" && missing === undefined) act.mutate();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      isAlert={isDangerous ?? false}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind={isDangerous === true ? "danger" : "primary"} isPending={act.isPending} onPress={press}>
            {does}
          </Button>
        </>
      }
    >
      {children}
      {isAsked && missing !== undefined && (
        <p className={css["error"]} role="alert">
          {missing}
        </p>
      )}
      <TextInput
        label={t("common.reason")}
        value={reason}
        onChange={setReason}
        rows={2}
        isRequired
        help={t("common.reasonHelp")}
        error={isAsked && reason.trim() === "" ? t("common.reasonMissing") : undefined}
      />
      {act.error !== null && (
        <p className={css["error"]} role="alert">
          {act.error.message}
        </p>
      )}
    </Dialog>
  );
}
