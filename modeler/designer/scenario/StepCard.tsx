import { ArrowDown, ArrowUp, Copy, Trash2 } from "lucide-react";
import { Button } from "../../kit/Button.tsx";
import { Picker, type Choice } from "../../kit/Picker.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import { answerAs, answerKindOf, answerKinds, fieldsOf, put, stepKinds, textOf, type Fields } from "./case.ts";
import type { Played } from "./useProcess.ts";
import { Values } from "./Values.tsx";
import css from "./Scenario.module.css";

export type StepCardProps = {
  readonly number: number;
  readonly step: Fields;
  readonly played: Played;
  /** What is wrong at a member of this step. */
  readonly errorAt: (member: string) => string | undefined;
  /** What became otherwise than given here, when it was played. */
  readonly deviations: readonly string[];
  readonly onChange: (step: Fields) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
};

const waits = { complete: /UserTask|ManualTask/, job: /Task|ThrowEvent|EndEvent/, fire: /Event/ };

/** One thing that happens to the process from outside. */
export function StepCard(props: StepCardProps) {
  const { number, step, onMove, onDuplicate, onRemove, deviations } = props;
  const { t } = useWords();
  const kind = stepKinds.find((each) => each === step["do"]);
  const title = kind === undefined ? t("scenario.otherStep", { kind: textOf(step, "do") }) : t(`scenarioStep.${kind}`);
  return (
    <li className={css["step"]} data-bad={deviations.length > 0}>
      <header>
        <h3>
          {number}. {title}
        </h3>
        <Button
          kind="plain"
          label={t("scenario.up", { number })}
          icon={<ArrowUp aria-hidden="true" />}
          onPress={() => onMove(-1)}
        />
        <Button
          kind="plain"
          label={t("scenario.down", { number })}
          icon={<ArrowDown aria-hidden="true" />}
          onPress={() => onMove(1)}
        />
        <Button
          kind="plain"
          label={t("scenario.duplicateStep", { number })}
          icon={<Copy aria-hidden="true" />}
          onPress={onDuplicate}
        />
        <Button
          kind="plain"
          label={t("scenario.removeStep", { number })}
          icon={<Trash2 aria-hidden="true" />}
          onPress={onRemove}
        />
      </header>
      <StepFields {...props} />
      {deviations.map((deviation) => (
        <p key={deviation} className={css["fault"]}>
          {deviation}
        </p>
      ))}
    </li>
  );
}

function StepFields({ step, played, errorAt, onChange }: StepCardProps) {
  const { t } = useWords();
  const kind = stepKinds.find((each) => each === step["do"]);
  if (kind === undefined) return <p className={css["muted"]}>{t("scenario.otherStepText")}</p>;
  const set = (name: string) => (value: unknown) => onChange({ ...step, [name]: value });
  const values = (
    <Values label={t("scenario.values")} values={fieldsOf(step["variables"])} onChange={set("variables")} />
  );
  switch (kind) {
    case "complete":
    case "job":
    case "fire":
      return (
        <>
          <ElementPicker
            label={t("scenario.where")}
            value={textOf(step, "element")}
            choices={played.elements(waits[kind])}
            onChange={set("element")}
            error={errorAt("element")}
          />
          {kind === "complete" && values}
          {kind === "job" && <Answer answer={fieldsOf(step["answer"])} onChange={set("answer")} />}
        </>
      );
    case "publish":
    case "signal":
      return (
        <>
          <TextInput
            label={t("scenario.messageName")}
            value={textOf(step, "name")}
            onChange={set("name")}
            error={errorAt("name")}
          />
          {kind === "publish" && (
            <TextInput
              label={t("scenario.messageKey")}
              value={textOf(step, "key")}
              onChange={(key) => onChange(put(step, "key", key))}
            />
          )}
          {values}
        </>
      );
    case "advance":
      return (
        <TextInput
          label={t("scenario.by")}
          value={textOf(step, "by")}
          onChange={set("by")}
          help={t("scenario.byHelp")}
          error={errorAt("by")}
        />
      );
  }
}

function Answer({ answer, onChange }: { answer: Fields; onChange: (answer: Fields) => void }) {
  const { t } = useWords();
  const kind = answerKindOf(answer);
  return (
    <>
      <Picker
        label={t("scenario.answer")}
        value={kind}
        choices={answerKinds.map((id) => ({ id, name: t(`scenarioAnswer.${id}`) }))}
        onChange={(id) => onChange(answerAs(answerKinds.find((each) => each === id) ?? "variables", answer))}
      />
      {kind === "variables" && (
        <Values
          label={t("scenario.answerValues")}
          values={fieldsOf(answer["variables"])}
          onChange={(variables) => onChange({ ...answer, variables })}
        />
      )}
      {kind === "error" && (
        <TextInput
          label={t("scenario.errorCode")}
          value={textOf(fieldsOf(answer["error"]), "code")}
          onChange={(code) => onChange({ ...answer, error: { ...fieldsOf(answer["error"]), code } })}
        />
      )}
      {kind === "failure" && (
        <TextInput
          label={t("scenario.failure")}
          value={textOf(answer, "failure")}
          onChange={(failure) => onChange({ ...answer, failure })}
        />
      )}
    </>
  );
}

export type ElementPickerProps = {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChange: (id: string) => void;
  readonly error?: string | undefined;
};

/** One of the elements; one that is written down and is not among them stays to be seen. */
export function ElementPicker({ label, value, choices, onChange, error }: ElementPickerProps) {
  const { t } = useWords();
  const isThere = value === "" || choices.some(({ id }) => id === value);
  return (
    <Picker
      label={label}
      value={value === "" ? null : value}
      choices={isThere ? choices : [...choices, { id: value, name: value }]}
      onChange={onChange}
      placeholder={t("scenario.choose")}
      error={error}
    />
  );
}
