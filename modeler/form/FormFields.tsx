import type { Form } from "../api/types.ts";
import { useWords } from "../words/language.tsx";
import { Field } from "./fields/Field.tsx";
import { typeOf } from "./fieldType.ts";
import type { Mistake } from "./validate.ts";
import { isRequired, isVisible, narrowed, type Values } from "./values.ts";
import css from "./form.module.css";

export type FormFieldsProps = {
  readonly form: Form;
  readonly values: Values;
  /** Mistakes that are shown, by field. */
  readonly wrong: Readonly<Record<string, Mistake>>;
  readonly isDisabled: boolean;
  readonly onChange: (key: string, value: unknown) => void;
};

/** The fields of a form that are shown with these values: of a task, and in the preview of its designer. */
export function FormFields({ form, values, wrong, isDisabled, onChange }: FormFieldsProps) {
  const { t, pick } = useWords();
  const say = (mistake: Mistake | undefined) => (mistake === undefined ? undefined : t(mistake.key, mistake.places));
  return form.fields
    .filter((field) => isVisible(field, values))
    .map((field) => (
      <div key={field.key} id={`field-${field.key}`} className={wide.has(typeOf(field)) ? css["wide"] : undefined}>
        <Field
          field={narrowed(field, values)}
          label={pick(field.label)}
          help={field.help === undefined ? undefined : pick(field.help)}
          error={say(wrong[field.key])}
          value={values[field.key]}
          isRequired={isRequired(field, values)}
          isDisabled={isDisabled}
          onChange={(value) => onChange(field.key, value)}
        />
      </div>
    ));
}

const wide: ReadonlySet<string> = new Set(["textarea", "enum", "multi", "boolean", "signature", "file"]);
