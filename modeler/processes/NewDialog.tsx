import { useState } from "react";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import { useWords } from "../words/language.tsx";
import { keyOf } from "./key.ts";
import type { CatalogueRow } from "./queries.ts";
import { useNewDraft } from "./StartDraft.tsx";

/** A new process from an empty page: its name, and the key that is made of it. */
export function NewDialog({ known, onClose }: { known: readonly CatalogueRow[]; onClose: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState("");
  const [typedKey, setTypedKey] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const start = useNewDraft();
  const key = typedKey ?? keyOf(name);
  const isTaken = known.some((row) => row.key === key);
  const keyError = isTaken ? t("new.keyTaken") : /^[a-z][\w.-]*$/.test(key) ? undefined : t("new.keyWrong");
  const run = () => {
    setAsked(true);
    if (name.trim() === "" || keyError !== undefined) return;
    start.mutate({ title: name.trim(), empty: { kind: "process", key, name: name.trim() } });
  };
  return (
    <Dialog
      title={t("new.title")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={start.isPending} onPress={run}>
            {t("new.run")}
          </Button>
        </>
      }
    >
      <form
        style={{ display: "grid", gap: 16 }}
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <TextInput
          autoFocus
          label={t("new.name")}
          value={name}
          onChange={setName}
          help={t("new.nameHelp")}
          error={isAsked && name.trim() === "" ? t("new.nameMissing") : start.error?.message}
        />
        <TextInput
          label={t("new.key")}
          value={key}
          onChange={setTypedKey}
          help={t("new.keyHelp")}
          error={(isAsked || isTaken) && key !== "" ? keyError : undefined}
        />
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
