import { useState } from "react";
import { ProblemError } from "../../api/request.ts";
import { Field } from "../../form/fields/Field.tsx";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { Check } from "../../model/fields/Check.tsx";
import { useWords } from "../../words/language.tsx";
import { Accounts } from "./Accounts.tsx";
import { CostCentres } from "./CostCentres.tsx";
import { draftOf, targetOf, type Draft } from "./draft.ts";
import { settingFields } from "./fields.ts";
import type { Target } from "./queries.ts";
import { TestFile } from "./TestFile.tsx";
import type { Complaining } from "./useComplaints.ts";
import { useSave } from "./useSave.ts";
import admin from "../Admin.module.css";

/** A ledger to be changed: what its adviser says, accounts, cost centres, and a file to try it with. */
export function LedgerForm({ target }: { target: Target }) {
  const { t } = useWords();
  const { key, format } = target;
  const [draft, setDraft] = useState<Draft>(() => draftOf(target));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const { save, isPending, error, wrong } = useSave("ledger.saved", () => {});
  return (
    <section className={admin["detail"]} aria-label={target.name}>
      <div className={admin["connector"]}>
        <header>
          <h2>{target.name}</h2>
          <p className={admin["about"]}>
            {key} <Chip>{t(`ledger.format.${format}`)}</Chip>
          </p>
        </header>
        <TextInput
          label={t("ledger.name")}
          value={draft.name}
          onChange={(name) => change({ name })}
          error={wrong("name", t("ledger.name"))}
          isRequired
          maxLength={200}
        />
        <Check label={t("ledger.active")} value={draft.isActive} onChange={(isActive) => change({ isActive })} />
        <Settings format={format} draft={draft} wrong={wrong} onChange={change} />
        <Accounts
          format={format}
          chart={draft.values["chart"]}
          rows={draft.accounts}
          wrong={wrong}
          onChange={(accounts) => change({ accounts })}
        />
        <CostCentres format={format} rows={draft.centres} wrong={wrong} onChange={(centres) => change({ centres })} />
        {error !== null && (
          <p className={admin["warning"]} role="alert">
            {error instanceof ProblemError && (error.problem.complaints ?? []).length > 0
              ? t("ledger.wrong")
              : error.message}
          </p>
        )}
        <div className={admin["actions"]}>
          <Button kind="primary" isPending={isPending} onPress={() => save(targetOf(target, draft))}>
            {t("common.save")}
          </Button>
        </div>
        <TestFile body={targetOf(target, draft)} />
      </div>
    </section>
  );
}

type SettingsProps = {
  readonly format: Target["format"];
  readonly draft: Draft;
  readonly wrong: Complaining;
  readonly onChange: (part: Partial<Draft>) => void;
};

function Settings({ format, draft, wrong, onChange }: SettingsProps) {
  const { t, pick } = useWords();
  return (
    <section>
      <h3>{t("ledger.settings")}</h3>
      <div className={admin["fields"]}>
        {settingFields[format].map((field) => {
          const help = field.help === undefined ? undefined : pick(field.help);
          return (
            <Field
              key={field.key}
              field={field}
              label={pick(field.label)}
              help={help}
              error={wrong(`settings/${field.key}`, help)}
              value={draft.values[field.key]}
              isRequired={field.required === true}
              isDisabled={false}
              onChange={(value) => onChange({ values: { ...draft.values, [field.key]: value } })}
            />
          );
        })}
      </div>
    </section>
  );
}
