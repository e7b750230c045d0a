import { useQuery } from "@tanstack/react-query";
import { Check } from "../../model/fields/Check.tsx";
import { useWords } from "../../words/language.tsx";
import { NewName } from "./Accounts.tsx";
import { CellInput } from "./CellInput.tsx";
import type { CentreRow } from "./draft.ts";
import { costCentresQuery, type Target } from "./queries.ts";
import type { Complaining } from "./useComplaints.ts";
import admin from "../Admin.module.css";
import css from "./Ledgers.module.css";

type CentresProps = {
  readonly format: Target["format"];
  readonly rows: readonly CentreRow[];
  readonly wrong: Complaining;
  readonly onChange: (rows: readonly CentreRow[]) => void;
};

/** What our cost centres are called in the ledger: those in use, and those that have a name there. */
export function CostCentres({ format, rows, wrong, onChange }: CentresProps) {
  const { t } = useWords();
  const { data } = useQuery(costCentresQuery(format));
  const written = new Map(data?.items.map((each) => [each.costCentre, each.written]));
  const unnamed = [...written.keys()].filter((name) => !rows.some(({ costCentre }) => costCentre === name));
  const shown = [...rows, ...unnamed.map((costCentre) => ({ costCentre, name: "", isLeftOut: false }))];
  const change = (row: CentreRow) =>
    onChange([...rows.filter(({ costCentre }) => costCentre !== row.costCentre), row].toSorted(byName));
  return (
    <section>
      <h3>{t("ledger.centres")}</h3>
      <p className={admin["about"]}>{shown.length === 0 ? t("ledger.noCentres") : t("ledger.centresAbout")}</p>
      {shown.length > 0 && (
        <div className={css["scroll"]}>
          <table className={css["table"]}>
            <thead>
              <tr>
                <th scope="col">{t("ledger.centre")}</th>
                <th scope="col">{t("ledger.centreName")}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {shown.toSorted(byName).map((row) => (
                <tr key={row.costCentre}>
                  <td>{row.costCentre}</td>
                  <td>
                    <CellInput
                      label={t("ledger.of", { column: t("ledger.centreName"), name: row.costCentre })}
                      value={row.name}
                      placeholder={row.isLeftOut ? "" : (written.get(row.costCentre) ?? "")}
                      isDisabled={row.isLeftOut}
                      onChange={(name) => change({ ...row, name })}
                      error={wrong(`settings/costCentres/${row.costCentre}`, t(`ledger.centreExpected.${format}`))}
                    />
                  </td>
                  <td>
                    <Check
                      label={t("ledger.leftOut")}
                      value={row.isLeftOut}
                      onChange={(isLeftOut) => change({ ...row, name: "", isLeftOut })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className={css["add"]}>
        <NewName
          label={t("ledger.newCentre")}
          taken={shown.map(({ costCentre }) => costCentre)}
          onAdd={(costCentre) => change({ costCentre, name: "", isLeftOut: false })}
        />
      </div>
    </section>
  );
}

function byName(one: CentreRow, other: CentreRow): number {
  return one.costCentre.localeCompare(other.costCentre);
}
