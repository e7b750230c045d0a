import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Trash2 } from "lucide-react";
import { Button } from "../../kit/Button.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { Check } from "../../model/fields/Check.tsx";
import { useWords } from "../../words/language.tsx";
import { CellInput } from "./CellInput.tsx";
import { proposedRows, tableOf, type AccountRow } from "./draft.ts";
import { proposalsQuery, type Target } from "./queries.ts";
import type { Complaining } from "./useComplaints.ts";
import admin from "../Admin.module.css";
import css from "./Ledgers.module.css";

type AccountsProps = {
  readonly format: Target["format"];
  readonly chart: unknown;
  readonly rows: readonly AccountRow[];
  readonly wrong: Complaining;
  readonly onChange: (rows: readonly AccountRow[]) => void;
};

/** Where the revenue of each tax key goes, beside what is proposed for it. */
export function Accounts({ format, chart, rows, wrong, onChange }: AccountsProps) {
  const { t } = useWords();
  const { data } = useQuery(proposalsQuery);
  const proposed = data === undefined ? [] : proposedRows(format, chart, data);
  const missing = proposed.filter(({ taxKey }) => !rows.some((row) => row.taxKey === taxKey));
  const add = (taxKey: string) =>
    onChange([...rows, { taxKey, account: "", code: "", isAutomatic: false, groups: "" }]);
  return (
    <section>
      <h3>{t("ledger.accounts")}</h3>
      <p className={admin["warning"]}>{t("ledger.confirm")}</p>
      <div className={css["scroll"]}>
        <table className={css["table"]}>
          <thead>
            <tr>
              <th scope="col">{t("ledger.taxKey")}</th>
              <th scope="col">{t("ledger.account")}</th>
              <th scope="col">{t(`ledger.code.${format}`)}</th>
              <th scope="col">{t("ledger.groups")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line
                key={row.taxKey}
                format={format}
                row={row}
                proposal={proposed.find(({ taxKey }) => taxKey === row.taxKey)?.account}
                wrong={(member, expected) => wrong(`settings/${tableOf(format)}/${row.taxKey}/${member}`, expected)}
                onChange={(changed) => onChange(rows.map((each) => (each === row ? changed : each)))}
                onDrop={() => onChange(rows.filter((each) => each !== row))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className={css["add"]}>
        <NewName label={t("ledger.newKey")} taken={rows.map(({ taxKey }) => taxKey)} onAdd={add} />
        {missing.length > 0 && <Button onPress={() => onChange([...rows, ...missing])}>{t("ledger.propose")}</Button>}
      </div>
    </section>
  );
}

type LineProps = {
  readonly format: Target["format"];
  readonly row: AccountRow;
  readonly proposal: string | undefined;
  readonly wrong: Complaining;
  readonly onChange: (row: AccountRow) => void;
  readonly onDrop: () => void;
};

function Line({ format, row, proposal, wrong, onChange, onDrop }: LineProps) {
  const { t } = useWords();
  const of = (column: string) => t("ledger.of", { column, name: row.taxKey });
  return (
    <tr>
      <td>
        <span className={css["key"]}>
          <strong>{row.taxKey}</strong>
          {isNamed(row.taxKey) && <span>{t(`ledger.case.${row.taxKey}`)}</span>}
          {proposal !== undefined && proposal !== row.account && (
            <span className={css["proposed"]}>{t("ledger.proposed", { account: proposal })}</span>
          )}
        </span>
      </td>
      <td>
        <CellInput
          label={of(t("ledger.account"))}
          value={row.account}
          onChange={(account) => onChange({ ...row, account })}
          error={wrong("account", t(`ledger.accountExpected.${format}`))}
        />
      </td>
      <td>
        <CellInput
          label={of(t(`ledger.code.${format}`))}
          value={row.code}
          onChange={(code) => onChange({ ...row, code })}
          error={wrong(format === "datev" ? "taxCode" : "code", t(`ledger.codeExpected.${format}`))}
        />
        {format === "datev" && (
          <Check
            label={t("ledger.automatic")}
            value={row.isAutomatic}
            onChange={(isAutomatic) => onChange({ ...row, isAutomatic })}
          />
        )}
      </td>
      <td>
        <CellInput
          label={of(t("ledger.groups"))}
          value={row.groups}
          onChange={(groups) => onChange({ ...row, groups })}
          error={wrong("groups", t("ledger.groupsExpected"))}
        />
      </td>
      <td>
        <Button
          kind="plain"
          label={t("ledger.drop", { name: row.taxKey })}
          icon={<Trash2 aria-hidden="true" />}
          onPress={onDrop}
        />
      </td>
    </tr>
  );
}

const named = [
  "DE19",
  "DE7",
  "DE0",
  "AT0",
  "CH81",
  "CH38",
  "CH26",
  "AT20",
  "AT13",
  "AT10",
  "EU_RC_SERVICE",
  "EU_IC_GOODS",
  "EXPORT",
  "NON_EU_SERVICE",
  "SMALL_BUSINESS",
] as const;

function isNamed(taxKey: string): taxKey is (typeof named)[number] {
  return named.some((each) => each === taxKey);
}

type NameProps = {
  readonly label: string;
  readonly taken: readonly string[];
  readonly onAdd: (name: string) => void;
};

/** A name to be added to a table that does not have it yet. */
export function NewName({ label, taken, onAdd }: NameProps) {
  const { t } = useWords();
  const [name, setName] = useState("");
  const add = () => {
    const wanted = name.trim();
    if (wanted === "" || taken.includes(wanted)) return;
    onAdd(wanted);
    setName("");
  };
  return (
    <>
      <TextInput label={label} value={name} onChange={setName} maxLength={36} />
      <Button onPress={add}>{t("ledger.add")}</Button>
    </>
  );
}
