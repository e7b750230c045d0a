import { useState } from "react";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { TextField } from "react-aria-components/TextField";
import { FieldHelp, FieldLabel, FieldProblem } from "../kit/TextInput.tsx";
import css from "../kit/fields.module.css";
import { learn } from "../words/dictionary.ts";
import { formWords } from "../words/forms.ts";
import { useWords } from "../words/language.tsx";
import { readNumber, type NumberKind } from "../../server/base/readNumber.ts";
import { unreadMistake } from "./unread.ts";
import { writeNumber } from "./writeNumber.ts";

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
  const { kind, isRequired = false, isReadOnly = false } = props;
  const { text, unread, ...writing } = useWritten(props);
  const error = props.error ?? unread;
  return (
    <TextField
      className={css["field"] ?? ""}
      value={text}
      {...writing}
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

type Value = NumberEntryProps["value"];

/** What stands in the field: as it is typed while it is written, as the language writes it afterwards. */
function useWritten({ kind, value, onChange }: NumberEntryProps) {
  const { t, language } = useWords();
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: Value } | null>(null);
  const [isWriting, setWriting] = useState(false);
  const shown = typeof value === "number" ? writeNumber(value, kind, language) : (value ?? "");
  const mistake = typeof value === "string" && !isWriting ? unreadMistake(value, kind) : null;
  return {
    text: typed !== null && typed.value === value ? typed.text : shown,
    unread: mistake === null ? undefined : t(mistake.key, mistake.places),
    onChange: (text: string) => {
      const next = valueOf(text, kind);
      setTyped({ text, value: next });
      onChange(next);
    },
    onFocus: () => setWriting(true),
    onBlur: () => {
      setWriting(false);
      setTyped(null);
    },
  };
}

function valueOf(text: string, kind: NumberKind): Value {
  if (text.trim() === "") return null;
  const number = readNumber(text, kind);
  return typeof number === "number" ? number : text;
}
