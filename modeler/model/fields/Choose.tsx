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
  const { text, found, type, settle, take } = useTyping(props);
  const place = props.placeholder === undefined ? {} : { placeholder: props.placeholder };
  return (
    <ComboBox
      className={kit["field"] ?? ""}
      items={found}
      inputValue={text}
      onInputChange={type}
      value={props.choices.some((choice) => choice.id === props.value) ? props.value : null}
      onChange={(key) => key !== null && take(String(key))}
      onBlur={settle}
      allowsEmptyCollection
      allowsCustomValue
      menuTrigger="focus"
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel>{props.label}</FieldLabel>
      <div className={classes(kit["group"], css["combo"])}>
        <Input className={kit["input"] ?? ""} {...place} />
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

/** What is typed until it is settled: chosen from the list, left as it was, or taken as it is where that is allowed. */
function useTyping({ value, choices, onChange, takesOthers = false }: ChooseProps) {
  const shown = choices.find((choice) => choice.id === value)?.name ?? value;
  const [typed, setTyped] = useState<string | null>(null);
  const isTyping = typed !== null && typed !== shown;
  const settle = () => {
    if (isTyping) {
      const exact = choices.find((choice) => [choice.name, choice.id].some((one) => isSame(one, typed)));
      if (typed.trim() === "") onChange("");
      else if (exact !== undefined) onChange(exact.id);
      else if (takesOthers) onChange(typed.trim());
    }
    setTyped(null);
  };
  const take = (id: string) => {
    onChange(id);
    setTyped(null);
  };
  const found = isTyping ? findChoices(choices, typed) : choices;
  return { text: typed ?? shown, found, type: setTyped, settle, take };
}

function Clear({ label, onPress }: { label: string; onPress: () => void }) {
  const { t } = useWords();
  return (
    <Button
      slot={null}
      className={kit["groupButton"] ?? ""}
      aria-label={t("choose.clear", { label })}
      onPress={onPress}
    >
      <X size={15} aria-hidden="true" />
    </Button>
  );
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.trim().toLowerCase();
}

/** What holds every typed word; what begins with it comes first: who types “rma” means the RMA, not some “normalise”. */
function findChoices(choices: readonly Pick[], typed: string): readonly Pick[] {
  const words = typed.toLowerCase().split(/\s+/);
  const rank = ({ id, name }: Pick) => {
    const [first = ""] = words;
    if ([name, id].some((each) => each.toLowerCase().startsWith(first))) return 0;
    return name.toLowerCase().includes(` ${first}`) ? 1 : 2;
  };
  return choices
    .filter((choice) => {
      const where = `${choice.name} ${choice.id} ${choice.hint ?? ""}`.toLowerCase();
      return words.every((word) => where.includes(word));
    })
    .toSorted((one, other) => rank(one) - rank(other));
}
