import { useEffect, useState } from "react";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import { checkBody } from "../queries.ts";
import { Findings } from "./Findings.tsx";
import { useAsked } from "./useAsked.ts";
import css from "./Editor.module.css";

export type JsonViewProps = {
  readonly ruleKey: string;
  readonly body: unknown;
  readonly isReadOnly: boolean;
  readonly isTable: boolean;
  readonly onChange: (body: unknown) => void;
};

/** The rule set as it is stored: for conditions over several inputs and for what is no table. */
export function JsonView({ ruleKey, body, isReadOnly, isTable, onChange }: JsonViewProps) {
  const { t } = useWords();
  const [text, setText] = useState(() => JSON.stringify(body, null, 2));
  const [fault, setFault] = useState<string | null>(null);
  const [isOwn, setOwn] = useState(false);
  const checks = useAsked(body, (about, signal) => checkBody(ruleKey, about, signal), 450);
  useEffect(() => {
    // What comes of undo or of somebody else is shown; what is typed here is not written over.
    if (isOwn) setOwn(false);
    else setText(JSON.stringify(body, null, 2));
  }, [body]);
  const change = (next: string) => {
    setText(next);
    try {
      const read: unknown = JSON.parse(next);
      setFault(null);
      setOwn(true);
      onChange(read);
    } catch (cause) {
      setFault(cause instanceof Error ? cause.message : String(cause));
    }
  };
  return (
    <div className={css["json"]}>
      <div>
        {!isTable && <p className={css["muted"]}>{t("rules.noTable")}</p>}
        <TextInput
          label={t("part.json")}
          help={t("rules.jsonHelp")}
          rows={26}
          value={text}
          onChange={change}
          isReadOnly={isReadOnly}
          error={fault === null ? undefined : t("part.unreadable", { reason: fault })}
        />
      </div>
      <Findings findings={checks.answer ?? []} error={checks.error} onRow={() => undefined} />
    </div>
  );
}
