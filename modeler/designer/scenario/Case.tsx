import { FlaskConical, Plus } from "lucide-react";
import { MenuTrigger } from "react-aria-components/Menu";
import { Button } from "../../kit/Button.tsx";
import { Menu, MenuItem } from "../../kit/Menu.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import type { ScenarioReport } from "../../processes/queries.ts";
import { useWords } from "../../words/language.tsx";
import { fieldsOf, gapsIn, listOf, moved, newStep, put, replaced, stepKinds, textOf, type Fields } from "./case.ts";
import { Expected } from "./Expected.tsx";
import { StepCard } from "./StepCard.tsx";
import type { Played } from "./useProcess.ts";
import { Values } from "./Values.tsx";
import css from "./Scenario.module.css";

export type CaseProps = {
  readonly scenario: Fields;
  readonly played: Played;
  readonly report: ScenarioReport | undefined;
  readonly isPending: boolean;
  readonly edit: (by: (before: Fields) => Fields) => void;
  readonly onRun: () => void;
};

/** Title, start, steps and expectations, from top to bottom as they are played. */
export function Case({ scenario, played, report, isPending, edit, onRun }: CaseProps) {
  const { t, pick } = useWords();
  const title = fieldsOf(scenario["title"]);
  const steps = listOf(scenario["steps"]).map(fieldsOf);
  const gaps = gapsIn(scenario);
  const set = (name: string, value: unknown) => edit((before) => put(before, name, value));
  const setSteps = (next: readonly Fields[]) => edit((before) => ({ ...before, steps: next }));
  const errorAt = (place: string) => {
    const gap = gaps.find((each) => each.place === place);
    return gap && t(gap.isDuration ? "scenario.badDuration" : "scenario.missing");
  };
  const told = (begins: RegExp) =>
    (report?.deviations ?? []).filter(({ place }) => begins.test(place)).map(({ message }) => pick(message));
  return (
    <>
      <section className={css["block"]} aria-label={t("scenario.about")}>
        <TextInput
          label={t("scenario.titleDe")}
          value={textOf(title, "de")}
          onChange={(de) => set("title", { ...title, de })}
        />
        <TextInput
          label={t("scenario.titleEn")}
          value={textOf(title, "en")}
          onChange={(en) => set("title", { ...title, en })}
        />
        <Button
          kind="primary"
          icon={<FlaskConical aria-hidden="true" />}
          isPending={isPending}
          declined={gaps.length > 0 ? t("scenario.gaps", { count: gaps.length }) : undefined}
          onPress={onRun}
        >
          {t("scenario.run")}
        </Button>
      </section>
      <Start
        start={fieldsOf(scenario["start"])}
        isInherited={!("start" in scenario) && "extends" in scenario}
        error={errorAt("/start/name")}
        onChange={(start) => set("start", start)}
      />
      <section className={css["block"]} aria-label={t("scenario.steps")}>
        <h2>{t("scenario.steps")}</h2>
        {steps.length === 0 && <p className={css["muted"]}>{t("scenario.noSteps")}</p>}
        <ol className={css["steps"]}>
          {steps.map((step, at) => (
            <StepCard
              key={at}
              number={at + 1}
              step={step}
              played={played}
              errorAt={(member) => errorAt(`/steps/${at}/${member}`)}
              deviations={told(new RegExp(`^/steps/${at}(/|$)`))}
              onChange={(next) => setSteps(replaced(steps, at, next))}
              onMove={(by) => setSteps(moved(steps, at, by))}
              onDuplicate={() => setSteps(steps.toSpliced(at + 1, 0, step))}
              onRemove={() => setSteps(steps.toSpliced(at, 1))}
            />
          ))}
        </ol>
        <MenuTrigger>
          <Button icon={<Plus aria-hidden="true" />}>{t("scenario.addStep")}</Button>
          <Menu label={t("scenario.addStep")}>
            {stepKinds.map((kind) => (
              <MenuItem
                key={kind}
                text={t(`scenarioStep.${kind}`)}
                onAction={() => setSteps([...steps, newStep(kind)])}
              />
            ))}
          </Menu>
        </MenuTrigger>
      </section>
      <Expected
        expect={fieldsOf(scenario["expect"])}
        played={played}
        errorAt={(place) => errorAt(`/expect/${place}`)}
        deviations={told(/^\/expect\b/)}
        onChange={(expect) => set("expect", expect)}
      />
    </>
  );
}

type StartProps = {
  readonly start: Fields;
  readonly isInherited: boolean;
  readonly error: string | undefined;
  readonly onChange: (start: Fields) => void;
};

const starts = ["none", "message", "signal"] as const;

function Start({ start, isInherited, error, onChange }: StartProps) {
  const { t } = useWords();
  const kind = starts.find((each) => each === start["kind"]) ?? "none";
  const choose = (id: string) => {
    const variables = fieldsOf(start["variables"]);
    onChange(id === "none" ? { kind: id, variables } : { kind: id, name: textOf(start, "name"), variables });
  };
  return (
    <section className={css["block"]} aria-label={t("scenario.start")}>
      <h2>{t("scenario.start")}</h2>
      {isInherited && <p className={css["muted"]}>{t("scenario.inherited")}</p>}
      <Picker
        label={t("scenario.startKind")}
        value={isInherited ? null : kind}
        choices={starts.map((id) => ({ id, name: t(`scenarioStart.${id}`) }))}
        placeholder={t("scenario.choose")}
        onChange={choose}
      />
      {kind !== "none" && (
        <TextInput
          label={t("scenario.messageName")}
          value={textOf(start, "name")}
          onChange={(name) => onChange({ ...start, name })}
          error={error}
        />
      )}
      {!isInherited && (
        <Values
          label={t("scenario.facts")}
          values={fieldsOf(start["variables"])}
          onChange={(variables) => onChange({ kind, ...start, variables })}
        />
      )}
    </section>
  );
}
