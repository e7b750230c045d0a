import { useState } from "react";
import { readNumber, type NumberKind } from "../../../server/base/readNumber.ts";
import { unreadMistake } from "../../form/unread.ts";
import { writeNumber } from "../../form/writeNumber.ts";
import { learn } from "../../words/dictionary.ts";
import { formWords } from "../../words/forms.ts";
import { useWords } from "../../words/language.tsx";
import { Line } from "./Line.tsx";

learn(formWords);

export type NumberLineProps = {
  readonly kind: NumberKind;
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  readonly error?: string | undefined;
  /** The smallest number that is taken. */
  readonly least?: number;
};

/**
 * A number of the model as people of both languages write it. What cannot be read is told and stays where it was typed; until it
 * is put right, what stood there before holds on.
 */
export function NumberLine({ kind, label, value, onChange, error, least = -Infinity }: NumberLineProps) {
  const { language } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const fault = useFault(typed, kind, least);
  const isKept = typed !== null && (fault !== undefined || numberIn(typed, kind) === value);
  const shown = value === undefined ? "" : writeNumber(value, kind, language);
  const change = (text: string) => {
    setTyped(text);
    const number = numberIn(text, kind);
    if (typeof number !== "string" && (number === undefined || number >= least)) onChange(number);
  };
  return <Line label={label} value={isKept ? typed : shown} onChange={change} error={fault ?? error} />;
}

/** What is wrong with a text as a number, in words. */
function useFault(text: string | null, kind: NumberKind, least: number): string | undefined {
  const { t } = useWords();
  const number = text === null ? undefined : numberIn(text, kind);
  if (text === null || number === undefined) return undefined;
  if (typeof number === "number") return number < least ? t("form.min", { min: least }) : undefined;
  const mistake = unreadMistake(text, kind);
  return mistake === null ? undefined : t(mistake.key, mistake.places);
}

function numberIn(text: string, kind: NumberKind): ReturnType<typeof readNumber> | undefined {
  return text.trim() === "" ? undefined : readNumber(text, kind);
}
