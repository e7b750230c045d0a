import { useState } from "react";
import type { Instance } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import { useSetVariables } from "./act.ts";
import { changesOf, readVariables } from "./changes.ts";
import css from "./Instance.module.css";

/** Variables as JSON, with what will change named before it is sent. */
export function VariablesDialog({ instance, onClose }: { instance: Instance; onClose: () => void }) {
  const { t } = useWords();
  const { say } = useToasts();
  const [text, setText] = useState(() => JSON.stringify(instance.variables, null, 2));
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const set = useSetVariables(instance.id);
  const read = readVariables(text);
  const changes = read.kind === "variables" ? changesOf(instance.variables, read.variables) : {};
  const names = Object.keys(changes);
  const run = () => {
    setAsked(true);
    if (reason.trim() === "" || names.length === 0) return;
    set.mutate(
      { variables: changes, reason: reason.trim() },
      {
        onSuccess: () => {
          say({ tone: "ok", text: t("variables.done", { count: names.length }) });
          onClose();
        },
      },
    );
  };
  const actions = (
    <>
      <Button onPress={onClose}>{t("common.cancel")}</Button>
      <Button
        kind="primary"
        isPending={set.isPending}
        declined={names.length === 0 ? t("variables.unchanged") : undefined}
        onPress={run}
      >
        {t("common.save")}
      </Button>
    </>
  );
  return (
    <Dialog size="wide" title={t("variables.edit")} onClose={onClose} actions={actions}>
      <div className={css["editor"]}>
        <TextInput
          label="JSON"
          value={text}
          onChange={setText}
          rows={14}
          error={read.kind === "unreadable" ? t("variables.unreadable", { reason: read.reason }) : undefined}
        />
      </div>
      <p role="status">
        {names.length === 0 ? t("variables.unchanged") : t("variables.changes", { names: names.join(", ") })}
      </p>
      <TextInput
        label={t("common.reason")}
        value={reason}
        onChange={setReason}
        isRequired
        help={t("common.reasonHelp")}
        error={isAsked && reason.trim() === "" ? t("common.reasonMissing") : undefined}
      />
      {set.error !== null && (
        <p className={css["error"]} role="alert">
          {set.error.message}
        </p>
      )}
    </Dialog>
  );
}
