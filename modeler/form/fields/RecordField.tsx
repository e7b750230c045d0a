import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { ComboBox } from "react-aria-components/ComboBox";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { choiceQuery, choicesQuery, type Among, type Choice } from "../../api/choices.ts";
import { FieldHelp, FieldLabel, FieldProblem } from "../../kit/TextInput.tsx";
import css from "../../kit/fields.module.css";
import { useSettled } from "../../kit/settled.ts";
import { useWords } from "../../words/language.tsx";
import form from "../form.module.css";
import { isBlank } from "../values.ts";
import type { FieldProps } from "./props.ts";

/** A record of the desk, found by typing and kept as what processes know it by. */
export function RecordField(props: FieldProps) {
  const { t } = useWords();
  const { text, found, isUnknown, type, settle, take } = useChoosing(props);
  const error = props.error ?? (isUnknown ? t("form.recordUnknown") : undefined);
  return (
    <ComboBox
      className={css["field"] ?? ""}
      items={found}
      inputValue={text}
      onInputChange={type}
      value={isBlank(props.value) ? null : String(props.value)}
      onChange={(key) => key !== null && take(String(key))}
      onBlur={settle}
      allowsEmptyCollection
      allowsCustomValue
      menuTrigger="focus"
      isRequired={props.isRequired}
      isReadOnly={props.isDisabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel isRequired={props.isRequired}>{props.label}</FieldLabel>
      <div className={css["group"]}>
        <Input className={css["input"] ?? ""} placeholder={t("form.choose")} />
        {text !== "" && !props.isDisabled && (
          <Button
            slot={null}
            className={css["groupButton"] ?? ""}
            aria-label={t("form.recordClear", { label: props.label })}
            onPress={() => take(null)}
          >
            <X size={15} aria-hidden="true" />
          </Button>
        )}
        <Button className={css["groupButton"] ?? ""}>
          <ChevronDown size={16} aria-hidden="true" />
        </Button>
      </div>
      <FieldHelp>{props.help}</FieldHelp>
      <FieldProblem>{error}</FieldProblem>
      <Popover className={css["popover"] ?? ""}>
        <ListBox<Choice & { id: string }>
          className={css["list"] ?? ""}
          renderEmptyState={() => <p className={css["help"]}>{t("form.recordNone")}</p>}
        >
          {(choice) => (
            <ListBoxItem id={choice.key} textValue={choice.name} className={css["option"] ?? ""}>
              <span className={form["found"]}>
                <span>{choice.name}</span>
                <span className={css["help"]}>{choice.hint}</span>
              </span>
              {choice.key === props.value && <Check size={16} aria-hidden="true" />}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** What is typed until something is chosen, or left as it was. Emptied, nothing is chosen. */
function useChoosing({ field, value, onChange }: FieldProps) {
  const among = { source: field.source ?? "customers", customerId: field.customerId ?? null };
  const held = typeof value === "string" ? value : "";
  const { shown, isUnknown } = useHeld(among, held);
  const [typed, setTyped] = useState<string | null>(null);
  const search = useSettled(typed === null || typed === shown ? "" : typed.trim());
  const { data } = useQuery({ ...choicesQuery({ ...among, search }), placeholderData: keepPreviousData });
  const client = useQueryClient();
  const found = fitting(data?.items ?? [], typed === null || typed === shown ? "" : typed);
  const take = (key: string | null) => {
    const choice = found.find((each) => each.key === key);
    // its name is known: the text changes with the choice, or the list would open again
    if (choice !== undefined) client.setQueryData(choiceQuery({ ...among, named: choice.key }).queryKey, choice);
    onChange(key);
    setTyped(null);
  };
  const settle = () => {
    if (typed?.trim() === "" && held !== "") onChange(null);
    setTyped(null);
  };
  return { text: typed ?? shown, found, isUnknown, type: setTyped, settle, take };
}

/** What holds what is typed: the answer to it may still be under way, and Enter must not take what it leaves out. */
function fitting(items: readonly Choice[], typed: string): readonly (Choice & { readonly id: string })[] {
  const wanted = typed.trim().toLowerCase();
  return items
    .filter(({ name, hint }) => `${name} ${hint}`.toLowerCase().includes(wanted))
    .map((choice) => ({ ...choice, id: choice.key }));
}

/** How the held value is called; as it is where it names nothing. */
function useHeld(among: Among, held: string): { readonly shown: string; readonly isUnknown: boolean } {
  const { data, isPending, isError } = useQuery({ ...choiceQuery({ ...among, named: held }), enabled: held !== "" });
  if (held === "") return { shown: "", isUnknown: false };
  return { shown: data?.name ?? (isPending ? "" : held), isUnknown: isError };
}
