import { useEffect, useState } from "react";
import { TextInput } from "../kit/TextInput.tsx";
import { useWords } from "../words/language.tsx";
import css from "./Designer.module.css";

export type JsonTextProps = {
  readonly body: unknown;
  /** What becomes of a body that is taken over: the same words, perhaps in another order. */
  readonly normal: (body: unknown) => unknown;
  readonly isReadOnly: boolean;
  readonly onChange: (body: unknown) => void;
};

/** A part as it is stored. What cannot be read is said at once and not taken over. */
export function JsonText({ body, normal, isReadOnly, onChange }: JsonTextProps) {
  const { t } = useWords();
  const [text, setText] = useState(() => JSON.stringify(body, null, 2));
  const [fault, setFault] = useState<string | null>(null);
  const compact = JSON.stringify(body);
  useEffect(() => {
    // What comes of undo or of somebody else is shown; what is typed here is not written over.
    if (compactOf(text, normal) !== compact) setText(JSON.stringify(body, null, 2));
  }, [compact]);
  const change = (next: string) => {
    setText(next);
    try {
      const read: unknown = JSON.parse(next);
      setFault(null);
      onChange(read);
    } catch (cause) {
      setFault(cause instanceof Error ? cause.message : String(cause));
    }
  };
  return (
    <div className={css["json"]}>
      <TextInput
        label={t("part.json")}
        rows={26}
        value={text}
        onChange={change}
        isReadOnly={isReadOnly}
        error={fault === null ? undefined : t("part.unreadable", { reason: fault })}
      />
    </div>
  );
}

function compactOf(text: string, normal: JsonTextProps["normal"]): string | null {
  try {
    return JSON.stringify(normal(JSON.parse(text)));
  } catch {
    return null;
  }
}
