import { useState } from "react";
import form from "../../form/form.module.css";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { learn } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";
import { planWords } from "../../words/plans.ts";
import type { OwnDialogProps } from "../dialogs.tsx";
import { read, readText } from "../read.ts";
import { draftOf, planOf } from "./planDraft.ts";
import { PlanEditor } from "./PlanEditor.tsx";
import { useLeaving } from "./useLeaving.tsx";
import { usePlanSaving } from "./usePlanSaving.ts";

learn(planWords);

/** Edits the plan of a project that its customer has not confirmed yet, and says why. */
export function PlanDialog({ row: current, onClose }: OwnDialogProps) {
  const { t, language } = useWords();
  // The draft belongs to the record as it was when the dialog opened: a newer one's revision would overwrite a colleague's work.
  const [row] = useState(current);
  const [draft, setDraft] = useState(() => draftOf(read(row, "plan"), "plan", language));
  const [reason, setReason] = useState("");
  const { save, mistake, setMistake, isPending } = usePlanSaving(onClose);
  const { leave, question } = useLeaving({ draft, reason }, onClose);
  const submit = () => {
    if (reason.trim() === "") return setMistake(t("plans.reasonMissing"));
    const address = `/api/projects/${encodeURIComponent(readText(row, "number"))}/plan`;
    save(address, () => ({ revision: read(row, "revision"), plan: planOf(draft, "plan"), reason: reason.trim() }));
  };
  return (
    <Dialog
      title={t("plans.edit")}
      size="full"
      onClose={leave}
      actions={
        <>
          <Button onPress={leave}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={isPending} onPress={submit}>
            {t("records.save")}
          </Button>
        </>
      }
    >
      {mistake !== undefined && (
        <div className={form["summary"]} role="alert">
          {mistake}
        </div>
      )}
      <PlanEditor kind="plan" draft={draft} onChange={setDraft} />
      <TextInput label={t("plans.reason")} isRequired value={reason} onChange={setReason} />
      {question}
    </Dialog>
  );
}
