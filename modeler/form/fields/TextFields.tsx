import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import { typeOf } from "../fieldType.ts";
import type { FieldProps } from "./props.ts";
import css from "../form.module.css";

const inputTypes = { email: "email", phone: "tel" } as const;

/** Text of one line or several. */
export function TextInputField(props: FieldProps) {
  const type = typeOf(props.field);
  const kind = type === "email" || type === "phone" ? inputTypes[type] : "text";
  return (
    <TextInput
      label={props.label}
      help={props.help}
      error={props.error}
      value={asText(props.value)}
      onChange={props.onChange}
      type={kind}
      isRequired={props.isRequired}
      isReadOnly={props.isDisabled}
      maxLength={props.field.maxLength}
      {...(type === "textarea" ? { rows: 2 } : {})}
    />
  );
}

/** The typed name of the person, which stands for the signature. */
export function TypedSignature(props: FieldProps) {
  const { t } = useWords();
  return (
    <div className={css["signature"]}>
      <TextInput
        label={props.label}
        help={props.help ?? t("form.signatureHelp")}
        error={props.error}
        value={asText(props.value)}
        onChange={props.onChange}
        isRequired={props.isRequired}
        isReadOnly={props.isDisabled}
        autoComplete="name"
      />
    </div>
  );
}

/** A value as it is written in a line of text. */
function asText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
