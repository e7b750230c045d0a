import { useValueText } from "../../kit/valueText.ts";
import css from "../../kit/fields.module.css";
import type { FieldProps } from "./props.ts";

/** A value to read. */
export function ReadOnlyField({ label, value, help }: FieldProps) {
  const valueText = useValueText();
  return (
    <div className={css["field"]}>
      <span className={css["label"]}>{label}</span>
      <div className={css["readonly"]}>{valueText(value)}</div>
      {help !== undefined && <span className={css["help"]}>{help}</span>}
    </div>
  );
}
