import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { ComboBox } from "react-aria-components/ComboBox";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Empty } from "../../kit/states.tsx";
import { FieldHelp, FieldLabel, FieldProblem } from "../../kit/TextInput.tsx";
import kit from "../../kit/fields.module.css";
import { classes } from "../../kit/classes.ts";
import { useWords } from "../../words/language.tsx";
import type { Pick } from "../catalogue/catalogue.ts";
import css from "./fields.module.css";

export type ChooseProps = {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Pick[];
  readonly onChange: (id: string) => void;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** Also what is not in the list may be typed: a job type of one's own, an expression. */
  readonly takesOthers?: boolean;
};

/** One of what exists, found by typing. */
export function Choose(props: ChooseProps) {
  const { t } = useWords();
  const chosen = props.choices.find((choice) => choice.id === props.value);
  const shown = chosen?.name ?? props.value;
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? shown;
  const found = typed === null || typed === shown ? props.choices : props.choices.filter((choice) => matches(choice, typed));
  const settle = () => {
    if (typed !== null && typed !== shown) {
      const exact = props.choices.find((choice) => [choice.name, choice.id].some((one) => isSame(one, typed)));
      if (typed.trim() === "") props.onChange("");
      else if (exact !== undefined) props.onChange(exact.id);
      else if (props.takesOthers === true) props.onChange(typed.trim());
    }
    setTyped(null);
  };
  return (
    <ComboBox
      className={kit["field"] ?? ""}
      items={found}
      inputValue={text}
      onInputChange={setTyped}
      value={chosen?.id ?? null}
      onChange={(key) => {
        if (key === null) return;
        props.onChange(String(key));
        setTyped(null);
      }}
      onBlur={settle}
      allowsEmptyCollection
      allowsCustomValue
      menuTrigger="focus"
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel>{props.label}</FieldLabel>
      <div className={classes(kit["group"], css["combo"])}>
        <Input className={kit["input"] ?? ""} {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })} />
        {props.value !== "" && <Clear label={props.label} onPress={() => props.onChange("")} />}
        <Button className={kit["groupButton"] ?? ""}>
          <ChevronDown size={16} aria-hidden="true" />
        </Button>
      </div>
      <FieldHelp>{props.help}</FieldHelp>
      <FieldProblem>{props.error}</FieldProblem>
      <Popover className={kit["popover"] ?? ""}>
        <ListBox<Pick> className={kit["list"] ?? ""} renderEmptyState={() => <Empty title={t("choose.none")} />}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.name} className={kit["option"] ?? ""}>
              <span>{choice.name}</span>
              {choice.hint !== undefined && <span className={css["hint"]}>{choice.hint}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

function Clear({ label, onPress }: { label: string; onPress: () => void }) {
  const { t } = useWords();
  return (
    <Button slot={null} className={kit["groupButton"] ?? ""} aria-label={t("choose.clear", { label })} onPress={onPress}>
      <X size={15} aria-hidden="true" />
    </Button>
  );
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.trim().toLowerCase();
}

function matches(choice: Pick, typed: string): boolean {
  const words = `${choice.name} ${choice.id} ${choice.hint ?? ""}`.toLowerCase();
  return typed.toLowerCase().split(/\s+/).every((word) => words.includes(word));
}
