import { X } from "lucide-react";
import { useId } from "react";
import kit from "../../kit/fields.module.css";
import { useWords } from "../../words/language.tsx";
import type { Pick } from "../catalogue/catalogue.ts";
import { listIn, listText } from "../facts/lists.ts";
import { Choose } from "./Choose.tsx";
import { Feel } from "./Feel.tsx";
import css from "./fields.module.css";

export type SeveralProps = {
  readonly label: string;
  /** As it stands in the model: `a,b`, `=["a", "b"]`, or an expression that cannot be shown as a list. */
  readonly value: string;
  readonly choices: readonly Pick[];
  readonly onChange: (value: string) => void;
  readonly help?: string;
  readonly error?: string | undefined;
  /** How the list is written: as a FEEL list, or with commas. */
  readonly style: "feel" | "commas";
};

/** Several of what exists; a list that depends on the case is an expression instead. */
export function Several({ label, value, choices, onChange, help, error, style }: SeveralProps) {
  const { t } = useWords();
  const id = useId();
  const list = listIn(value);
  if (list === null) return <Feel label={label} value={value} onChange={onChange} help={help} />;
  const write = (names: readonly string[]) => onChange(listText(names, style));
  const nameOf = (one: string) => choices.find((choice) => choice.id === one)?.name ?? one;
  return (
    <div className={kit["field"]}>
      <Choose
        key={list.length}
        label={label}
        value=""
        choices={choices.filter((choice) => !list.includes(choice.id))}
        onChange={(next) => (next.startsWith("=") ? onChange(next) : next !== "" && write([...list, next]))}
        placeholder={t("choose.add")}
        takesOthers
        help={help}
        error={error}
      />
      {list.length > 0 && (
        <ul id={id} className={css["tags"]} aria-label={label}>
          {list.map((one) => (
            <li key={one} className={css["tag"]}>
              {nameOf(one)}
              <button
                type="button"
                aria-label={t("choose.remove", { name: nameOf(one) })}
                onClick={() => write(list.filter((each) => each !== one))}
              >
                <X size={14} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
