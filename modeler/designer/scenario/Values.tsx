import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import { valueOf, valueText, type Fields } from "./case.ts";
import css from "./Scenario.module.css";

export type ValuesProps = {
  readonly label: string;
  readonly values: Fields;
  readonly onChange: (values: Fields) => void;
};

/** Names and values, one a line. A line keeps its place while its name is typed. */
export function Values({ label, values, onChange }: ValuesProps) {
  const { t } = useWords();
  const rows = Object.entries(values);
  const write = (next: readonly (readonly [string, unknown])[]) => onChange(Object.fromEntries(next));
  const rename = (at: number, name: string) => {
    if (rows.every(([key], index) => index === at || key !== name))
      write(rows.map(([key, value], index) => [index === at ? name : key, value]));
  };
  return (
    <fieldset className={css["values"]}>
      <legend>{label}</legend>
      {rows.map(([name, value], at) => (
        <div key={at} className={css["value"]}>
          <TextInput label={t("scenario.name")} value={name} onChange={(next) => rename(at, next)} />
          <Value
            value={value}
            onChange={(next) => write(rows.map(([key, old], index) => [key, index === at ? next : old]))}
          />
          <Button
            kind="plain"
            label={t("scenario.valueRemove", { name })}
            icon={<Trash2 aria-hidden="true" />}
            onPress={() => write(rows.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button
          kind="plain"
          icon={<Plus aria-hidden="true" />}
          declined={"" in values ? t("scenario.nameFirst") : undefined}
          onPress={() => write([...rows, ["", ""]])}
        >
          {t("scenario.valueAdd")}
        </Button>
      </div>
    </fieldset>
  );
}

/** A value as it is typed; what says the same is not written over while somebody types. */
function Value({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(() => valueText(value));
  const isSame = JSON.stringify(valueOf(typed)) === JSON.stringify(value);
  const change = (text: string) => {
    setTyped(text);
    onChange(valueOf(text));
  };
  return <TextInput label={t("scenario.value")} value={isSame ? typed : valueText(value)} onChange={change} />;
}
