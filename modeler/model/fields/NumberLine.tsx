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
  const { t, language } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? undefined : numberIn(typed, kind);
  const isTooSmall = typeof read === "number" && read < least;
  const isKept = typed !== null && (typeof read === "string" || isTooSmall || read === value);
  const text = isKept ? typed : value === undefined ? "" : writeNumber(value, kind, language);
  const mistake = isKept && typeof read === "string" ? unreadMistake(typed, kind) : null;
  const change = (next: string) => {
    setTyped(next);
    const number = numberIn(next, kind);
    if (typeof number !== "string" && (number === undefined || number >= least)) onChange(number);
  };
  const told =
    mistake === null ? isKept && isTooSmall && t("form.min", { min: least }) : t(mistake.key, mistake.places);
  return <Line label={label} value={text} onChange={change} error={told === false ? error : told} />;
}

function numberIn(text: string, kind: NumberKind): ReturnType<typeof readNumber> | undefined {
  return text.trim() === "" ? undefined : readNumber(text, kind);
}
