import { useState } from "react";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { TextField } from "react-aria-components/TextField";
import { FieldHelp, FieldLabel, FieldProblem } from "../kit/TextInput.tsx";
import css from "../kit/fields.module.css";
import { learn } from "../words/dictionary.ts";
import { formWords } from "../words/forms.ts";
import { useWords } from "../words/language.tsx";
import { readNumber, unreadMistake, writeNumber, type NumberKind } from "./readNumber.ts";

learn(formWords);

export type NumberEntryProps = {
  readonly kind: NumberKind;
  readonly label: string;
  /** A number; or the text that could not be read as one, which stays where it was typed; or nothing. */
  readonly value: number | string | null;
  readonly onChange: (value: number | string | null) => void;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  readonly isReadOnly?: boolean;
};

/** A number as people write it. What cannot be read without a guess is told, and handed on as the text that it is. */
export function NumberEntry(props: NumberEntryProps) {
  const { kind, value, onChange, isRequired = false, isReadOnly = false } = props;
  const { t, language } = useWords();
  const [typed, setTyped] = useState<{ text: string; value: number | string | null } | null>(null);
  const [isWriting, setWriting] = useState(false);
  const isTyped = typed !== null && typed.value === value;
  const shown = typeof value === "number" ? writeNumber(value, kind, language) : (value ?? "");
  const unread = typeof value === "string" && !isWriting ? unreadMistake(value, kind) : null;
  const error = props.error ?? (unread === null ? undefined : t(unread.key, unread.places));
  const type = (text: string) => {
    const number = text.trim() === "" ? null : readNumber(text, kind);
    const next = typeof number === "string" ? text : number;
    setTyped({ text, value: next });
    onChange(next);
  };
  return (
    <TextField
      className={css["field"] ?? ""}
      value={isTyped ? typed.text : shown}
      onChange={type}
      onFocus={() => setWriting(true)}
      onBlur={() => {
        setWriting(false);
        setTyped(null);
      }}
      inputMode={kind === "int" ? "numeric" : "decimal"}
      autoComplete="off"
      isRequired={isRequired}
      isReadOnly={isReadOnly}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel isRequired={isRequired}>{props.label}</FieldLabel>
      <Group className={css["group"] ?? ""}>
        <Input className={css["input"] ?? ""} placeholder={props.placeholder ?? ""} />
        {kind === "money" && <span className={css["affix"]}>€</span>}
      </Group>
      <FieldHelp>{props.help}</FieldHelp>
      <FieldProblem>{error}</FieldProblem>
    </TextField>
  );
}
