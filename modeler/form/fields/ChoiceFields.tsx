import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox } from "react-aria-components/Checkbox";
import { CheckboxGroup } from "react-aria-components/CheckboxGroup";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { Picker } from "../../kit/Picker.tsx";
import { FieldHelp, FieldLabel, FieldProblem } from "../../kit/TextInput.tsx";
import { classes } from "../../kit/classes.ts";
import css from "../../kit/fields.module.css";
import { useWords } from "../../words/language.tsx";
import type { FieldProps } from "./props.ts";

const mostRadios = 4;

type Option = { readonly id: string; readonly name: string; readonly value: unknown };

/** One of several: side by side up to four, in a list beyond. */
export function EnumField(props: FieldProps) {
  const { t } = useWords();
  const options = useOptions(props);
  const chosen = options.find((option) => JSON.stringify(option.value) === JSON.stringify(props.value))?.id ?? null;
  const change = (id: string) => props.onChange(options.find((option) => option.id === id)?.value ?? null);
  if (options.length > mostRadios) {
    return (
      <Picker
        label={props.label}
        help={props.help}
        error={props.error}
        choices={options}
        value={chosen}
        onChange={change}
        placeholder={t("form.choose")}
        isRequired={props.isRequired}
        isDisabled={props.isDisabled}
      />
    );
  }
  return (
    <RadioGroup
      className={css["field"] ?? ""}
      value={chosen}
      onChange={change}
      isRequired={props.isRequired}
      isDisabled={props.isDisabled}
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel isRequired={props.isRequired}>{props.label}</FieldLabel>
      <div className={css["choices"]}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className={css["choice"] ?? ""}>
            <span className={classes(css["mark"], css["dot"])} />
            {option.name}
          </Radio>
        ))}
      </div>
      <FieldHelp>{props.help}</FieldHelp>
      <FieldProblem>{props.error}</FieldProblem>
    </RadioGroup>
  );
}

/** Any of several. */
export function MultiField(props: FieldProps) {
  const options = useOptions(props);
  const held: readonly unknown[] = Array.isArray(props.value) ? props.value : [];
  const chosen = options.filter((option) => held.some((one) => JSON.stringify(one) === JSON.stringify(option.value)));
  return (
    <CheckboxGroup
      className={css["field"] ?? ""}
      value={chosen.map((option) => option.id)}
      onChange={(ids) =>
        props.onChange(options.filter((option) => ids.includes(option.id)).map((option) => option.value))
      }
      isRequired={props.isRequired}
      isDisabled={props.isDisabled}
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel isRequired={props.isRequired}>{props.label}</FieldLabel>
      <div className={css["choices"]}>
        {options.map((option) => (
          <Checkbox key={option.id} value={option.id} className={css["choice"] ?? ""}>
            <Box />
            {option.name}
          </Checkbox>
        ))}
      </div>
      <FieldHelp>{props.help}</FieldHelp>
      <FieldProblem>{props.error}</FieldProblem>
    </CheckboxGroup>
  );
}

/** Yes or no. */
export function BooleanField(props: FieldProps) {
  return (
    <div className={css["field"]}>
      <div className={css["choices"]}>
        <Checkbox
          className={css["choice"] ?? ""}
          isSelected={props.value === true}
          onChange={props.onChange}
          isDisabled={props.isDisabled}
          isRequired={props.isRequired}
          validationBehavior="aria"
        >
          <Box />
          {props.label}
        </Checkbox>
      </div>
      {props.help !== undefined && <span className={css["help"]}>{props.help}</span>}
      {props.error !== undefined && <span className={css["error"]}>{props.error}</span>}
    </div>
  );
}

function Box(): ReactNode {
  return (
    <span className={classes(css["mark"], css["box"])}>
      <Check size={13} aria-hidden="true" />
    </span>
  );
}

function useOptions({ field }: FieldProps): readonly Option[] {
  const { pick } = useWords();
  return (field.options ?? []).map((option, index) => ({
    id: String(index),
    name: pick(option.label),
    value: option.value,
  }));
}
