import { useEffect, useId, useState } from "react";
import { hasAmbiguousNumber } from "../../../server/decisions/pasteCell.ts";
import { useWords } from "../../words/language.tsx";
import { outputText, readOutput } from "../table/cellText.ts";
import type { Column, Facts, Json } from "../table/ruleTable.ts";
import css from "./Panel.module.css";

export type FactsFormProps = {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly facts: Facts;
  readonly isReadOnly?: boolean;
  readonly onChange: (facts: Facts) => void;
};

/** One field for each column: values that are foreseen are chosen, all else is typed and read at once. */
export function FactsForm({ label, columns, facts, isReadOnly = false, onChange }: FactsFormProps) {
  const set = (name: string, value: Json | undefined) => {
    const { [name]: _, ...rest } = facts;
    onChange(value === undefined ? rest : { ...rest, [name]: value });
  };
  return (
    <div className={css["facts"]} role="group" aria-label={label}>
      {columns.map((column) =>
        column.type === "enum" || column.type === "boolean" ? (
          <Chosen
            key={column.name}
            column={column}
            value={facts[column.name]}
            isReadOnly={isReadOnly}
            onChange={(value) => set(column.name, value)}
          />
        ) : (
          <Typed
            key={column.name}
            column={column}
            value={facts[column.name]}
            isReadOnly={isReadOnly}
            onChange={(value) => set(column.name, value)}
          />
        ),
      )}
    </div>
  );
}

type FieldProps = {
  readonly column: Column;
  readonly value: Json | undefined;
  readonly isReadOnly: boolean;
  readonly onChange: (value: Json | undefined) => void;
};

function Chosen({ column, value, isReadOnly, onChange }: FieldProps) {
  const { pick, language } = useWords();
  const id = useId();
  const values: readonly Json[] =
    column.type === "boolean" ? [true, false] : (column.values ?? []).map((one) => one.value);
  const at = values.findIndex((one) => one === value);
  return (
    <>
      <label htmlFor={id}>{pick(column.label)}</label>
      <select
        id={id}
        value={at}
        disabled={isReadOnly}
        onChange={(event) => onChange(values[Number(event.target.value)])}
      >
        <option value={-1}>–</option>
        {values.map((one, index) => (
          <option key={JSON.stringify(one)} value={index}>
            {outputText(column, one, language)}
          </option>
        ))}
      </select>
    </>
  );
}

function Typed({ column, value, isReadOnly, onChange }: FieldProps) {
  const { t, pick, language } = useWords();
  const id = useId();
  const [text, setText] = useState(() => outputText(column, value, language));
  const read = readOutput(column, text);
  const meant = read.kind === "value" ? read.value : undefined;
  useEffect(() => {
    if (read.kind !== "unread" && JSON.stringify(meant) !== JSON.stringify(value))
      setText(outputText(column, value, language));
    // Only when another case is looked at; what is typed is not rewritten while it is typed.
  }, [value, language]);
  const change = (next: string) => {
    setText(next);
    const now = readOutput(column, next);
    if (now.kind !== "unread") onChange(now.kind === "none" ? undefined : now.value);
  };
  return (
    <>
      <label htmlFor={id}>{pick(column.label)}</label>
      <span>
        <input
          id={id}
          value={text}
          readOnly={isReadOnly}
          list={column.values === undefined ? undefined : `${id}-values`}
          aria-invalid={read.kind === "unread"}
          aria-describedby={read.kind === "unread" ? `${id}-fault` : undefined}
          onChange={(event) => change(event.target.value)}
        />
        {column.values !== undefined && (
          <datalist id={`${id}-values`}>
            {column.values.map((one) => (
              <option key={String(one.value)} value={outputText(column, one.value, language)} />
            ))}
          </datalist>
        )}
        {read.kind === "unread" && (
          <span id={`${id}-fault`} className={css["bad"]}>
            {column.type === "number" && hasAmbiguousNumber(text)
              ? t("rules.ambiguous")
              : t("rules.notThisType", { type: t(`type.${column.type}`) })}
          </span>
        )}
      </span>
    </>
  );
}
