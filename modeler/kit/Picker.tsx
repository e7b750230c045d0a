import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select, SelectValue } from "react-aria-components/Select";
import { FieldHelp, FieldLabel, FieldProblem } from "./TextInput.tsx";
import { classes } from "./classes.ts";
import css from "./fields.module.css";

export type Choice = { readonly id: string; readonly name: string };
export type PickerProps = {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly icon?: ReactNode;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  /** In a tool bar: the label is spoken, not shown. */
  readonly isCompact?: boolean;
};

/** One of several, in a list that opens. */
export function Picker(props: PickerProps) {
  const { label, choices, value, onChange, placeholder, isCompact = false } = props;
  return (
    <Select
      className={css["field"] ?? ""}
      value={value}
      onChange={(key) => onChange(String(key))}
      isInvalid={props.error !== undefined}
      isRequired={props.isRequired ?? false}
      isDisabled={props.isDisabled ?? false}
      validationBehavior="aria"
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(isCompact ? { "aria-label": label } : {})}
    >
      {!isCompact && <FieldLabel isRequired={props.isRequired ?? false}>{label}</FieldLabel>}
      <Button className={classes(css["input"], css["select"], isCompact && css["compact"])}>
        {props.icon}
        <SelectValue />
        <ChevronDown size={16} aria-hidden="true" />
      </Button>
      <FieldHelp>{props.help}</FieldHelp>
      <FieldProblem>{props.error}</FieldProblem>
      <Popover className={css["popover"] ?? ""}>
        <ListBox className={css["list"] ?? ""} items={choices}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.name} className={css["option"] ?? ""}>
              {({ isSelected }) => (
                <>
                  <span style={{ flex: 1 }}>{choice.name}</span>
                  {isSelected && <Check size={16} aria-hidden="true" />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
