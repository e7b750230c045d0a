import { useState } from "react";
import type { AbsenceList } from "../../server/http/wireAbsences.ts";
import type { FormField } from "../api/types.ts";
import { request } from "../api/request.ts";
import { Field } from "../form/fields/Field.tsx";
import { mistakes } from "../form/validate.ts";
import { firstValues, isRequired, toSend } from "../form/values.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { useWords } from "../words/language.tsx";
import { words } from "../words/dictionary.ts";
import { useChange } from "./useChange.ts";
import css from "./Admin.module.css";

type NewProps = { readonly staff: AbsenceList["staff"]; readonly onClose: () => void };

/** Records that somebody will be away. */
export function NewAbsence({ staff, onClose }: NewProps) {
  const { t, pick } = useWords();
  const form = { key: "absence", version: 1, title: words["absence.new"], fields: fieldsOf(staff) };
  const [values, setValues] = useState(() => firstValues(form, {}, null));
  const [isAsked, setAsked] = useState(false);
  const wrong = mistakes(form, values);
  const record = useChange({
    run: () => request<{ id: string }>("POST", "/api/absences", { body: toSend(form, values) }),
    said: "absence.recorded",
    onDone: onClose,
  });
  const run = () => {
    setAsked(true);
    if (Object.keys(wrong).length === 0) record.mutate(undefined);
  };
  return (
    <Dialog
      title={t("absence.new")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={record.isPending} onPress={run}>
            {t("absence.record")}
          </Button>
        </>
      }
    >
      <div className={css["fields"]}>
        {form.fields.map((field) => {
          const mistake = isAsked ? wrong[field.key] : undefined;
          return (
            <Field
              key={field.key}
              field={field}
              label={pick(field.label)}
              help={undefined}
              error={mistake === undefined ? undefined : t(mistake.key, mistake.places)}
              value={values[field.key]}
              isRequired={isRequired(field, values)}
              isDisabled={false}
              onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
            />
          );
        })}
      </div>
    </Dialog>
  );
}

function fieldsOf(staff: AbsenceList["staff"]): FormField[] {
  const people = staff.map(({ login, name }) => ({ value: login, label: { de: name, en: name } }));
  const kinds = (["vacation", "sick", "training", "other"] as const).map((value) => ({
    value,
    label: words[`absence.kind.${value}`],
  }));
  return [
    { key: "login", type: "enum", label: words["absence.who"], options: people, required: true },
    { key: "kind", type: "enum", label: words["absence.why"], options: kinds, required: true, default: "vacation" },
    { key: "fromAt", type: "datetime", label: words["absence.from"], required: true },
    { key: "toAt", type: "datetime", label: words["absence.to"], required: true },
    { key: "substitute", type: "enum", label: words["absence.substitute"], options: people },
  ];
}
