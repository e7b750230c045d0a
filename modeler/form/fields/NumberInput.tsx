import { NumberEntry } from "../NumberEntry.tsx";
import { numberKindOf } from "../fieldType.ts";
import type { FieldProps } from "./props.ts";

/** A number as the language writes it. Money is shown in euro and kept in cents; a text that is no number is kept as a text. */
export function NumberInput({ field, value, onChange, isDisabled, ...props }: FieldProps) {
  const kind = numberKindOf(field) ?? "decimal";
  const unit = kind === "money" ? 100 : 1;
  return (
    <NumberEntry
      {...props}
      kind={kind}
      value={typeof value === "number" ? value / unit : typeof value === "string" ? value : null}
      onChange={(next) => onChange(typeof next === "number" && kind === "money" ? Math.round(next * unit) : next)}
      isReadOnly={isDisabled}
    />
  );
}
