import { Check, CircleAlert, Cloud, CloudUpload } from "lucide-react";
import { useState, type ReactNode, type Ref } from "react";
import { useImperativeHandle } from "react";
import type { Form, Task } from "../api/types.ts";
import { useWords } from "../words/language.tsx";
import { CaseContext } from "./CaseContext.ts";
import { Field } from "./fields/Field.tsx";
import { typeOf } from "./fieldType.ts";
import { useDraft, type DraftState } from "./useDraft.ts";
import { mistakes, type Mistake } from "./validate.ts";
import { firstValues, isRequired, isVisible, toSend, type Values } from "./values.ts";
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
  const { t, pick } = useWords();
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
  const say = (mistake: Mistake | undefined) =>
    mistake === undefined || !isAsked ? undefined : t(mistake.key, mistake.places);

  return (
    <CaseContext value={task.caseKey}>
      <form className={css["form"]} noValidate onSubmit={(event) => event.preventDefault()}>
        {isAsked && Object.keys(wrong).length > 0 && (
          <div className={css["summary"]} role="alert">
            {t("form.mistakes", { count: Object.keys(wrong).length })}
          </div>
        )}
        {shown.map((field) => (
          <div key={field.key} id={`field-${field.key}`} className={isWide(typeOf(field)) ? css["wide"] : undefined}>
            <Field
              field={field}
              label={pick(field.label)}
              help={field.help === undefined ? undefined : pick(field.help)}
              error={say(wrong[field.key])}
              value={values[field.key]}
              isRequired={isRequired(field, values)}
              isDisabled={isDisabled}
              onChange={(value) => change(field.key, value)}
            />
          </div>
        ))}
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

const wide: ReadonlySet<string> = new Set(["textarea", "enum", "multi", "boolean", "signature", "file"]);

function isWide(type: ReturnType<typeof typeOf>): boolean {
  return wide.has(type);
}

function focusField(key: string): void {
  const place = document.querySelector(`#field-${CSS.escape(key)}`);
  place?.querySelector<HTMLElement>("input, textarea, button, [tabindex='0']")?.focus();
  place?.scrollIntoView({ block: "center" });
}
