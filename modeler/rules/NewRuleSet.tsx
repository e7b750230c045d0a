import { useState } from "react";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import { keyOf } from "../processes/key.ts";
import type { CatalogueRow } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";
import { useNewRuleDraft } from "./StartRuleDraft.tsx";
import css from "./Rules.module.css";

/** A new rule set: its name, and the key that is made of it. */
export function NewRuleSet({ known, onClose }: { known: readonly CatalogueRow[]; onClose: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState("");
  const [typedKey, setTypedKey] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const start = useNewRuleDraft();
  const key = typedKey ?? keyOf(name).replaceAll("-", "_");
  const isTaken = known.some((row) => row.key === key);
  const keyError = isTaken ? t("new.keyTaken") : /^[a-z][a-z0-9_-]{0,63}$/.test(key) ? undefined : t("new.keyWrong");
  const run = () => {
    setAsked(true);
    const title = name.trim();
    if (title !== "" && keyError === undefined)
      start.mutate({ body: { title, empty: { kind: "ruleSet", key, name: title } }, key });
  };
  return (
    <Dialog
      title={t("rules.new")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={start.isPending} onPress={run}>
            {t("rules.create")}
          </Button>
        </>
      }
    >
      <form
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <TextInput
          autoFocus
          label={t("new.ruleSetName")}
          value={name}
          onChange={setName}
          help={t("rules.nameHelp")}
          error={isAsked && name.trim() === "" ? t("new.nameMissing") : start.error?.message}
        />
        <TextInput
          label={t("new.key")}
          value={key}
          onChange={setTypedKey}
          help={t("rules.keyHelp")}
          error={(isAsked || isTaken) && key !== "" ? keyError : undefined}
        />
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
