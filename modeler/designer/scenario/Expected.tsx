import { Plus, Trash2 } from "lucide-react";
import { Button } from "../../kit/Button.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import { fieldsOf, listOf, put, replaced, textOf, type Fields } from "./case.ts";
import { ElementPicker } from "./StepCard.tsx";
import type { Played } from "./useProcess.ts";
import { Values } from "./Values.tsx";
import css from "./Scenario.module.css";

export type ExpectedProps = {
  readonly expect: Fields;
  readonly played: Played;
  /** What is wrong at a place below the expectations. */
  readonly errorAt: (place: string) => string | undefined;
  readonly deviations: readonly string[];
  readonly onChange: (expect: Fields) => void;
};

const states = ["completed", "running", "terminated", "cancelled", "failed"] as const;

/** Lists of what is to be there, and the member that names each. */
const named = [
  ["tasks", "element"],
  ["decisions", "ruleSet"],
  ["messages", "name"],
] as const;

/** What is to be so at the end; what is not named may be anything. */
export function Expected({ expect, played, errorAt, deviations, onChange }: ExpectedProps) {
  const { t } = useWords();
  const set = (name: string) => (value: unknown) => onChange(put(expect, name, value));
  const state = textOf(expect, "state");
  return (
    <section className={css["block"]} aria-label={t("scenario.expect")} data-bad={deviations.length > 0}>
      <h2>{t("scenario.expect")}</h2>
      <Picker
        label={t("scenario.state")}
        value={state === "" ? "any" : state}
        choices={[
          { id: "any", name: t("scenario.anyState") },
          ...states.map((id) => ({ id, name: t(`scenarioState.${id}`) })),
        ]}
        onChange={(id) => set("state")(id === "any" ? undefined : id)}
      />
      <Ids name="visited" expect={expect} played={played} onChange={set("visited")} />
      <Ids name="notVisited" expect={expect} played={played} onChange={set("notVisited")} />
      <Values label={t("scenario.variables")} values={fieldsOf(expect["variables"])} onChange={set("variables")} />
      {named.map(([name, member]) => (
        <Named
          key={name}
          name={name}
          member={member}
          expect={expect}
          played={played}
          errorAt={errorAt}
          onChange={set(name)}
        />
      ))}
      {deviations.map((deviation) => (
        <p key={deviation} className={css["fault"]}>
          {deviation}
        </p>
      ))}
    </section>
  );
}

type ListProps = {
  readonly expect: Fields;
  readonly played: Played;
  readonly onChange: (list: readonly unknown[]) => void;
};

/** Elements that the path comes by, or does not. */
function Ids({ name, expect, played, onChange }: ListProps & { name: "visited" | "notVisited" }) {
  const { t } = useWords();
  const ids = listOf(expect[name]).map(String);
  const elements = played.elements();
  const free = elements.filter(({ id }) => !ids.includes(id));
  return (
    <fieldset className={css["values"]}>
      <legend>{t(`scenario.${name}`)}</legend>
      {ids.map((id, at) => {
        const called = elements.find((each) => each.id === id)?.name ?? id;
        return (
          <div key={id} className={css["chip"]}>
            <span>{called}</span>
            <Button
              kind="plain"
              label={t("scenario.valueRemove", { name: called })}
              icon={<Trash2 aria-hidden="true" />}
              onPress={() => onChange(ids.filter((_, index) => index !== at))}
            />
          </div>
        );
      })}
      <Picker
        label={t(`scenario.${name}Add`)}
        isCompact
        value={null}
        choices={free}
        placeholder={t("scenario.choose")}
        onChange={(id) => onChange([...ids, id])}
      />
    </fieldset>
  );
}

type NamedProps = ListProps & {
  readonly name: "tasks" | "decisions" | "messages";
  readonly member: "element" | "ruleSet" | "name";
  readonly errorAt: ExpectedProps["errorAt"];
};

/** Open tasks, decisions or messages; what else is said of them stands in the JSON. */
function Named({ name, member, expect, played, errorAt, onChange }: NamedProps) {
  const { t } = useWords();
  const list = listOf(expect[name]).map(fieldsOf);
  const change = (at: number) => (value: string) => onChange(replaced(list, at, { ...list[at], [member]: value }));
  return (
    <fieldset className={css["values"]}>
      <legend>{t(`scenario.${name}`)}</legend>
      {list.map((each, at) => (
        <div key={at} className={css["chip"]}>
          {member === "element" ? (
            <ElementPicker
              label={t("scenario.where")}
              value={textOf(each, member)}
              choices={played.elements(/UserTask|ManualTask/)}
              onChange={change(at)}
              error={errorAt(`${name}/${at}/${member}`)}
            />
          ) : (
            <TextInput
              label={t(`scenario.${member}`)}
              value={textOf(each, member)}
              onChange={change(at)}
              error={errorAt(`${name}/${at}/${member}`)}
            />
          )}
          <Button
            kind="plain"
            label={t("scenario.valueRemove", { name: textOf(each, member) })}
            icon={<Trash2 aria-hidden="true" />}
            onPress={() => onChange(list.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button kind="plain" icon={<Plus aria-hidden="true" />} onPress={() => onChange([...list, { [member]: "" }])}>
          {t(`scenario.${name}Add`)}
        </Button>
      </div>
    </fieldset>
  );
}
