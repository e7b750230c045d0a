import { CircleCheck, CircleDashed, CircleX, Play, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Empty } from "../../kit/states.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import type { RuleTestResult } from "../queries.ts";
import { freeId, type Facts, type RuleTable, type RuleTest } from "../table/ruleTable.ts";
import { FactsForm } from "./FactsForm.tsx";
import type { SidePanelProps } from "./SidePanel.tsx";
import { useVerdictText } from "./verdict.ts";
import css from "./Panel.module.css";

export type TestsPanelProps = Pick<
  SidePanelProps,
  "table" | "stored" | "canEdit" | "facts" | "tests" | "onTry" | "onChange"
>;

/** The unit tests of the rule set: they run by themselves with every change; how much of the table they come through. */
export function TestsPanel({ stored, canEdit, facts, tests, onTry, onChange }: TestsPanelProps) {
  const { t } = useWords();
  const [open, setOpen] = useState<string | null>(null);
  const all = stored.tests ?? [];
  const run = tests.answer;
  const results = new Map(run?.results.map((result) => [result.id, result]));
  const write = (next: readonly RuleTest[]) => onChange({ ...stored, tests: next });
  const add = () => {
    const id = freeId("t", all);
    write([...all, { id, name: { de: t("ruleTest.new"), en: t("ruleTest.new") }, facts, expect: { verdict: {} } }]);
    setOpen(id);
  };
  return (
    <>
      <div className={css["summary"]} aria-live="polite">
        {run !== null && (
          <>
            <Chip tone={run.failed > 0 ? "bad" : run.passed > 0 ? "ok" : "neutral"}>
              {t("ruleTest.passed", { passed: run.passed, count: run.passed + run.failed })}
            </Chip>
            <Chip tone={run.coverage.covered === run.coverage.total ? "ok" : "warn"}>
              {t("ruleTest.coverage", { covered: run.coverage.covered, count: run.coverage.total })}
            </Chip>
          </>
        )}
        {canEdit && (
          <Button icon={<Plus aria-hidden="true" />} onPress={add}>
            {t("ruleTest.add")}
          </Button>
        )}
      </div>
      {tests.error !== null && <p className={css["bad"]}>{tests.error.message}</p>}
      {all.length === 0 && <Empty title={t("ruleTest.noneYet")} text={t("ruleTest.noneYetText")} />}
      <ul className={css["tests"]}>
        {all.map((test) => (
          <li key={test.id}>
            <TestLine
              test={test}
              table={stored}
              result={results.get(test.id)}
              isOpen={open === test.id}
              canEdit={canEdit}
              onOpen={() => setOpen(open === test.id ? null : test.id)}
              onTry={onTry}
              onChange={(next) => write(all.map((one) => (one.id === test.id ? next : one)))}
              onRemove={() => write(all.filter((one) => one.id !== test.id))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

type TestLineProps = {
  readonly test: RuleTest;
  readonly table: RuleTable;
  readonly result: RuleTestResult | undefined;
  readonly isOpen: boolean;
  readonly canEdit: boolean;
  readonly onOpen: () => void;
  readonly onTry: (facts: Facts) => void;
  readonly onChange: (test: RuleTest) => void;
  readonly onRemove: () => void;
};

function TestLine({ test, table, result, isOpen, canEdit, onOpen, onTry, onChange, onRemove }: TestLineProps) {
  const { t, pick } = useWords();
  const verdictText = useVerdictText(table);
  const Icon = result === undefined ? CircleDashed : result.passed ? CircleCheck : CircleX;
  const state = result === undefined ? "open" : result.passed ? "green" : "red";
  const expected =
    test.expect.verdict === undefined ? (test.expect.rows ?? []).join(", ") : verdictText(test.expect.verdict);
  return (
    <>
      <button type="button" className={css["test"]} data-state={state} aria-expanded={isOpen} onClick={onOpen}>
        <Icon size={17} aria-label={t(`ruleTest.${state}`)} />
        <span>
          <strong>{pick(test.name)}</strong>
          <span className={css["muted"]}>
            {expected}
            {result !== undefined && !result.passed && (
              <span className={css["bad"]}>
                {" "}
                {t("ruleTest.was", { verdict: result.refused ?? verdictText(result.verdict) })}
              </span>
            )}
          </span>
        </span>
        <span className={css["muted"]}>{result?.rows.join(", ")}</span>
      </button>
      {isOpen && (
        <TestForm
          test={test}
          table={table}
          result={result}
          expected={expected}
          canEdit={canEdit}
          onTry={onTry}
          onChange={onChange}
          onRemove={onRemove}
        />
      )}
    </>
  );
}

type TestFormProps = Omit<TestLineProps, "isOpen" | "onOpen"> & { readonly expected: string };

function TestForm({ test, table, result, expected, canEdit, onTry, onChange, onRemove }: TestFormProps) {
  const { t, pick, language } = useWords();
  return (
    <div className={css["edit"]}>
      {result?.message !== undefined && <p className={css["bad"]}>{pick(result.message)}</p>}
      <TextInput
        label={t("ruleTest.name")}
        value={test.name[language]}
        isReadOnly={!canEdit}
        onChange={(text) => onChange({ ...test, name: nameWith(test.name, text, language) })}
      />
      <h4>{t("why.facts")}</h4>
      <FactsForm
        label={t("why.facts")}
        columns={table.inputs}
        facts={test.facts}
        isReadOnly={!canEdit}
        onChange={(facts) => onChange({ ...test, facts })}
      />
      <h4>{t("ruleTest.expected")}</h4>
      {isOne(test.expect.verdict) ? (
        <FactsForm
          label={t("ruleTest.expected")}
          columns={table.outputs}
          facts={test.expect.verdict}
          isReadOnly={!canEdit}
          onChange={(verdict) => onChange({ ...test, expect: { verdict } })}
        />
      ) : (
        <p className={css["muted"]}>{expected}</p>
      )}
      <div className={css["acts"]}>
        <Button icon={<Play aria-hidden="true" />} onPress={() => onTry(test.facts)}>
          {t("rules.tryCase")}
        </Button>
        {canEdit && (
          <Button kind="plain" icon={<Trash2 aria-hidden="true" />} onPress={onRemove}>
            {t("ruleTest.remove")}
          </Button>
        )}
      </div>
    </div>
  );
}

function isOne(verdict: unknown): verdict is Facts {
  return typeof verdict === "object" && verdict !== null && !Array.isArray(verdict);
}

/** A name in one language; the other follows as long as both are the same. */
function nameWith(name: RuleTest["name"], text: string, language: "de" | "en"): RuleTest["name"] {
  return name.de === name.en ? { de: text, en: text } : { ...name, [language]: text };
}
