import { TriangleAlert } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import { TextField } from "react-aria-components/TextField";
import css from "./fields.module.css";

export type TextInputProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly type?: "text" | "password" | "email" | "tel";
  readonly rows?: number;
  readonly isRequired?: boolean;
  readonly isReadOnly?: boolean;
  readonly maxLength?: number | undefined;
  readonly autoComplete?: string;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly inputMode?: "text" | "decimal" | "numeric";
  readonly name?: string;
  readonly onBlur?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
};

/** One line of text, or several when `rows` says so. */
export function TextInput({ label, help, error, rows, placeholder, ref, ...field }: TextInputProps) {
  const place = placeholder === undefined ? {} : { placeholder };
  const { maxLength, ...rest } = field;
  return (
    <TextField
      {...rest}
      {...(maxLength === undefined ? {} : { maxLength })}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={css["field"] ?? ""}
    >
      <FieldLabel isRequired={field.isRequired ?? false}>{label}</FieldLabel>
      {rows === undefined ? (
        <Input className={css["input"] ?? ""} {...place} {...(ref === undefined ? {} : { ref })} />
      ) : (
        <TextArea className={css["input"] ?? ""} rows={rows} {...place} />
      )}
      <FieldHelp>{help}</FieldHelp>
      <FieldProblem>{error}</FieldProblem>
    </TextField>
  );
}

/** The label of a field, with a star when it must be filled. */
export function FieldLabel({ children, isRequired = false }: { children: ReactNode; isRequired?: boolean }) {
  return (
    <Label className={css["label"] ?? ""}>
      {children}
      {isRequired && (
        <span className={css["required"]} aria-hidden="true">
          *
        </span>
      )}
    </Label>
  );
}

/** What helps to fill the field. */
export function FieldHelp({ children }: { children: ReactNode }) {
  if (children === undefined || children === "") return null;
  return (
    <Text slot="description" className={css["help"] ?? ""}>
      {children}
    </Text>
  );
}

/** What is wrong with the field. */
export function FieldProblem({ children }: { children: ReactNode }) {
  if (children === undefined) return null;
  return (
    <FieldError className={css["error"] ?? ""}>
      <TriangleAlert size={15} aria-hidden="true" style={{ flex: "none", marginTop: 2 }} />
      <span>{children}</span>
    </FieldError>
  );
}
