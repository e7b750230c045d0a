import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Field } from "../../form/fields/Field.tsx";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import { proposedRows, targetOf } from "./draft.ts";
import { settingFields } from "./fields.ts";
import { proposalsQuery, type Target } from "./queries.ts";
import { useSave } from "./useSave.ts";
import css from "../Admin.module.css";

type NewProps = {
  /** Keys that are in use: saving under one of them would replace it. */
  readonly taken: readonly string[];
  readonly onMade: (key: string) => void;
  readonly onClose: () => void;
};

/** Makes a ledger with what cannot be guessed and the proposed accounts; it is not active before somebody says so. */
export function NewLedger({ taken, onMade, onClose }: NewProps) {
  const { t, pick } = useWords();
  const [name, setName] = useState("");
  const [key, setKey] = useState("");
  const [format, setFormat] = useState<Target["format"]>("datev");
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>({ chart: "04" });
  const [isAsked, setAsked] = useState(false);
  const { data: proposals } = useQuery(proposalsQuery);
  const { save, isPending, wrong } = useSave("ledger.created", () => {
    onMade(key);
    onClose();
  });
  const asked = settingFields[format].filter(({ required }) => required === true);
  const isKey = /^[a-z0-9][a-z0-9-]{0,39}$/.test(key) && !taken.includes(key);
  const run = () => {
    setAsked(true);
    if (!isKey || name.trim() === "" || proposals === undefined) return;
    const accounts = proposedRows(format, values["chart"], proposals);
    const told = Object.fromEntries(asked.map((field) => [field.key, values[field.key]]));
    save(targetOf({ key, format }, { name, isActive: false, values: told, accounts, centres: [] }));
  };
  return (
    <Dialog
      title={t("ledger.new")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={isPending} onPress={run}>
            {t("ledger.create")}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <TextInput
          label={t("ledger.name")}
          value={name}
          onChange={setName}
          error={isAsked && name.trim() === "" ? t("ledger.need") : undefined}
          isRequired
          autoFocus
          maxLength={200}
        />
        <TextInput
          label={t("ledger.key")}
          value={key}
          onChange={setKey}
          help={t("ledger.keyHelp")}
          error={isAsked && !isKey ? t("ledger.expected", { what: t("ledger.keyExpected") }) : undefined}
          isRequired
          maxLength={40}
        />
        <Picker
          label={t("ledger.format")}
          choices={(["datev", "bmd"] as const).map((id) => ({ id, name: t(`ledger.format.${id}`) }))}
          value={format}
          onChange={(id) => setFormat(id === "bmd" ? "bmd" : "datev")}
          isRequired
        />
        {asked.map((field) => (
          <Field
            key={field.key}
            field={field}
            label={pick(field.label)}
            help={field.help === undefined ? undefined : pick(field.help)}
            error={wrong(`settings/${field.key}`, field.help === undefined ? undefined : pick(field.help))}
            value={values[field.key]}
            isRequired
            isDisabled={false}
            onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
          />
        ))}
      </div>
    </Dialog>
  );
}
