import { useState } from "react";
import form from "../../form/form.module.css";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { learn } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";
import { planWords } from "../../words/plans.ts";
import type { OwnDialogProps } from "../dialogs.tsx";
import { Asked } from "../FileDialog.tsx";
import { read, readText } from "../read.ts";
import { draftOf, planOf, type PlanDraft } from "./planDraft.ts";
import { PlanEditor } from "./PlanEditor.tsx";
import { useLeaving } from "./useLeaving.tsx";
import { usePlanSaving } from "./usePlanSaving.ts";

learn(planWords);

/** Edits a template of projects, or makes one. Projects that were made from it keep their plan. */
export function TemplateDialog({ row: current, onLead, onClose }: OwnDialogProps) {
  const { t, language } = useWords();
  // As in PlanDialog: what is typed belongs to what was opened.
  const [row] = useState(current);
  const known = readText(row, "key");
  const [head, setHead] = useState({ key: known, de: readText(row, "name.de"), en: readText(row, "name.en") });
  const [isActive, setActive] = useState(read(row, "isActive") !== false);
  const [draft, setDraft] = useState<PlanDraft>(() => draftOf(read(row, "plan"), "template", language));
  const { save, mistake, isPending } = usePlanSaving(() => {
    onClose();
    if (known === "") onLead(head.key.trim());
  });
  const { leave, question } = useLeaving({ head, isActive, draft }, onClose);
  const submit = () =>
    save(`/api/project-templates/${encodeURIComponent(head.key.trim())}`, () => ({
      name: { de: head.de.trim(), en: head.en.trim() },
      isActive,
      revision: known === "" ? null : read(row, "revision"),
      plan: planOf(draft, "template"),
    }));
  return (
    <Dialog
      title={t(known === "" ? "plans.newTemplate" : "plans.editTemplate")}
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
      <div className={form["form"]}>
        {known === "" && (
          <TextInput
            label={t("plans.key")}
            help={t("plans.keyHelp")}
            isRequired
            value={head.key}
            onChange={(key) => setHead({ ...head, key })}
          />
        )}
        <TextInput label={t("plans.nameDe")} isRequired value={head.de} onChange={(de) => setHead({ ...head, de })} />
        <TextInput label={t("plans.nameEn")} isRequired value={head.en} onChange={(en) => setHead({ ...head, en })} />
        <Asked
          name="isActive"
          type="boolean"
          label={t("plans.active")}
          value={isActive}
          onChange={(value) => setActive(value === true)}
        />
      </div>
      <p>{t("plans.daysHelp")}</p>
      <PlanEditor kind="template" draft={draft} onChange={setDraft} />
      {question}
    </Dialog>
  );
}
