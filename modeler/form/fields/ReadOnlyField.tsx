import { useValueText } from "../../kit/valueText.ts";
import css from "../../kit/fields.module.css";
import { useWords } from "../../words/language.tsx";
import type { FieldProps } from "./props.ts";

/** A value to read: in the words that the field has for it, a list line by line. */
export function ReadOnlyField({ field, label, value, help }: FieldProps) {
  const valueText = useValueText();
  const { pick } = useWords();
  const say = (each: unknown) => {
    const named = field.options?.find((option) => option.value === each);
    return named === undefined ? valueText(each) : pick(named.label);
  };
  const lines = Array.isArray(value) && value.length > 0 ? value.map(say) : [say(value)];
  return (
    <div className={css["field"]}>
      <span className={css["label"]}>{label}</span>
      <div className={css["readonly"]}>{lines.join("\n")}</div>
      {help !== undefined && <span className={css["help"]}>{help}</span>}
    </div>
  );
}
