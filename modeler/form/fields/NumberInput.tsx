import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { NumberField } from "react-aria-components/NumberField";
import { FieldHelp, FieldLabel, FieldProblem } from "../../kit/TextInput.tsx";
import css from "../../kit/fields.module.css";
import { typeOf } from "../fieldType.ts";
import type { FieldProps } from "./props.ts";

const formats = {
  int: { maximumFractionDigits: 0 },
  decimal: { maximumFractionDigits: 6 },
  money: { minimumFractionDigits: 2, maximumFractionDigits: 2 },
} satisfies Record<string, Intl.NumberFormatOptions>;

/** A number as the language writes it. Money is shown in euro and kept in cents. */
export function NumberInput(props: FieldProps) {
  const type = typeOf(props.field);
  const kind = type === "int" || type === "money" ? type : "decimal";
  const unit = kind === "money" ? 100 : 1;
  const change = (value: number) =>
    props.onChange(Number.isNaN(value) ? null : kind === "money" ? Math.round(value * unit) : value);
  return (
    <NumberField
      className={css["field"] ?? ""}
      value={typeof props.value === "number" ? props.value / unit : Number.NaN}
      onChange={change}
      formatOptions={formats[kind]}
      isRequired={props.isRequired}
      isReadOnly={props.isDisabled}
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel isRequired={props.isRequired}>{props.label}</FieldLabel>
      <Group className={css["group"] ?? ""}>
        <Input className={css["input"] ?? ""} />
        {kind === "money" && <span className={css["affix"]}>€</span>}
      </Group>
      <FieldHelp>{props.help}</FieldHelp>
      <FieldProblem>{props.error}</FieldProblem>
    </NumberField>
  );
}
