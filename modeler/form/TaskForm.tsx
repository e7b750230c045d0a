import { Check, CircleAlert, Cloud, CloudUpload } from "lucide-react";
import { useImperativeHandle, useRef, useState, type ReactNode, type Ref } from "react";
import type { Form, Task } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { useWords } from "../words/language.tsx";
import { CaseContext } from "./CaseContext.ts";
import { FormFields } from "./FormFields.tsx";
import type { DraftState } from "./keeper.ts";
import { useDraft, type Draft } from "./useDraft.ts";
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
  const { touch, ...draft } = useDraft(task);
  const [values, setValues] = useState(() => firstValues(form, task.variables, draft.unsent ?? task.draft));
  // two fields may change before the form is drawn again
  const edited = useRef(values);
  const [isAsked, setAsked] = useState(false);
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
    edited.current = { ...edited.current, [key]: value };
    setValues(edited.current);
    if (!isDisabled) touch(edited.current);
  };
  const take = ({ variables, draft: stored }: Task) =>
    setValues((edited.current = firstValues(form, variables, stored)));

  return (
    <CaseContext value={task.caseKey}>
      <form className={css["form"]} noValidate onSubmit={(event) => event.preventDefault()}>
        {isAsked && Object.keys(wrong).length > 0 && (
          <div className={css["summary"]} role="alert">
            {t("form.mistakes", { count: Object.keys(wrong).length })}
          </div>
        )}
        {draft.state === "stale" && <ChangedElsewhere draft={draft} onTake={take} />}
        <FormFields
          form={form}
          values={values}
          wrong={isAsked ? wrong : {}}
          isDisabled={isDisabled}
          onChange={change}
        />
        <div className={css["foot"]}>
          <DraftMark state={draft.state} hasDraft={task.draft !== null} />
          {action}
        </div>
      </form>
    </CaseContext>
  );
}

/** The draft was changed in another window or by somebody else: which of the two counts is for the person to say. */
function ChangedElsewhere({ draft, onTake }: { draft: Draft; onTake: (task: Task) => void }) {
  const { t } = useWords();
  const load = () => void draft.takeStored().then(onTake, () => undefined); // what stands there stays, and so does the question
  return (
    <div className={css["summary"]} role="alert">
      <p>{t("form.draftStale")}</p>
      <div className={css["choice"]}>
        <Button onPress={load}>{t("form.draftTake")}</Button>
        <Button onPress={draft.keepMine}>{t("form.draftKeep")}</Button>
      </div>
    </div>
  );
}

function DraftMark({ state, hasDraft }: { state: DraftState; hasDraft: boolean }) {
  const { t } = useWords();
  const marks = {
    none: hasDraft ? { icon: <Cloud size={15} aria-hidden="true" />, text: t("form.draftLoaded") } : null,
    saving: { icon: <CloudUpload size={15} aria-hidden="true" />, text: t("form.draftSaving") },
    saved: { icon: <Check size={15} aria-hidden="true" />, text: t("form.draftSaved") },
    stale: null,
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
