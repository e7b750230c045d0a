import { Check, CircleAlert, Cloud, CloudUpload } from "lucide-react";
import { useState, type ReactNode, type Ref } from "react";
import { useImperativeHandle } from "react";
import type { Form, Task } from "../api/types.ts";
import { useWords } from "../words/language.tsx";
import { CaseContext } from "./CaseContext.ts";
import { FormFields } from "./FormFields.tsx";
import { useDraft, type DraftState } from "./useDraft.ts";
import { mistakes } from "./validate.ts";
import { firstValues, isVisible, toSend, type Values } from "./values.ts";
import css from "./form.module.css";

/** What the screen asks of the form when the person completes the task: the values, or null when something is wrong. */
export type FormHandle = { readonly read: () => Values | null };
export type TaskFormProps = {
  readonly task: Task;
  readonly form: Form;
  readonly isDisabled: boolean;
  readonly ref: Ref<FormHandle>;
  readonly action: ReactNode;
};

/** The form of a task. It begins with the draft and from then on belongs to the person: no push changes a field. */
export function TaskForm({ task, form, isDisabled, ref, action }: TaskFormProps) {
  const { t } = useWords();
  const [values, setValues] = useState(() => firstValues(form, task.variables, task.draft));
  const [isEdited, setEdited] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const draft = useDraft(task.id, values, isEdited && !isDisabled);
  const wrong = mistakes(form, values);
  const shown = form.fields.filter((field) => isVisible(field, values));

  useImperativeHandle(ref, () => ({
    read: () => {
      setAsked(true);
      const first = shown.find((field) => wrong[field.key] !== undefined);
      if (first === undefined) return toSend(form, values);
      focusField(first.key);
      return null;
    },
  }));
  const change = (key: string, value: unknown) => {
    setEdited(true);
    setValues((before) => ({ ...before, [key]: value }));
  };

  return (
    <CaseContext value={task.caseKey}>
      <form className={css["form"]} noValidate onSubmit={(event) => event.preventDefault()}>
        {isAsked && Object.keys(wrong).length > 0 && (
          <div className={css["summary"]} role="alert">
            {t("form.mistakes", { count: Object.keys(wrong).length })}
          </div>
        )}
        <FormFields
          form={form}
          values={values}
          wrong={isAsked ? wrong : {}}
          isDisabled={isDisabled}
          onChange={change}
        />
        <div className={css["foot"]}>
          <DraftMark state={draft} hasDraft={task.draft !== null} />
          {action}
        </div>
      </form>
    </CaseContext>
  );
}

function DraftMark({ state, hasDraft }: { state: DraftState; hasDraft: boolean }) {
  const { t } = useWords();
  const marks = {
    none: hasDraft ? { icon: <Cloud size={15} aria-hidden="true" />, text: t("form.draftLoaded") } : null,
    saving: { icon: <CloudUpload size={15} aria-hidden="true" />, text: t("form.draftSaving") },
    saved: { icon: <Check size={15} aria-hidden="true" />, text: t("form.draftSaved") },
    failed: { icon: <CircleAlert size={15} aria-hidden="true" />, text: t("form.draftFailed") },
  } as const;
  const mark = marks[state];
  return (
    <span className={css["draft"]} data-state={state} role="status">
      {mark !== null && (
        <>
          {mark.icon}
          {mark.text}
        </>
      )}
    </span>
  );
}

function focusField(key: string): void {
  const place = document.querySelector(`#field-${CSS.escape(key)}`);
  place?.querySelector<HTMLElement>("input, textarea, button, [tabindex='0']")?.focus();
  place?.scrollIntoView({ block: "center" });
}
