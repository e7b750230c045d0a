import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Chip } from "../kit/Chip.tsx";
import { Origin } from "../processes/ProcessTable.tsx";
import css from "../processes/Processes.module.css";
import type { CatalogueRow } from "../processes/queries.ts";
import { timeAgo } from "../processes/when.ts";
import { useWords } from "../words/language.tsx";
import { usesQuery } from "./queries.ts";
import { StartRuleDraft } from "./StartRuleDraft.tsx";

/** One row for each rule set; the whole row leads to it. */
export function RulesTable({ rows }: { rows: readonly CatalogueRow[] }) {
  const { t, language } = useWords();
  const { data: uses } = useQuery(usesQuery());
  return (
    <table className={css["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("rules.name")}</th>
          <th scope="col">{t("version.version")}</th>
          <th scope="col">{t("processes.origin")}</th>
          <th scope="col">{t("rules.size")}</th>
          <th scope="col">{t("rules.usedBy")}</th>
          <th scope="col">{t("processes.changed")}</th>
          <th scope="col">
            <span className="unseen">{t("processes.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const users = (uses?.items ?? []).filter(({ ruleSet }) => ruleSet === row.key).map(({ process }) => process);
          return (
            <tr key={row.key}>
              <td>
                <Link className={css["name"]} to="/rules/$key" params={{ key: row.key }} search={{}}>
                  <strong>{row.name}</strong>
                </Link>
                <span className={css["sub"]}>{row.key}</span>
              </td>
              <td>
                {row.version} {row.state === "retired" && <Chip>{t("version.retired")}</Chip>}
              </td>
              <td>
                <Origin lineage={row.lineage} />
              </td>
              <td>
                {t("rules.rows", { count: row.rows ?? 0 })}
                <span className={css["sub"]}>{t("rules.tests", { count: row.tests ?? 0 })}</span>
              </td>
              <td title={users.join(", ")}>
                {uses === undefined
                  ? ""
                  : users.length === 0
                    ? t("rules.unused")
                    : t("rules.processes", { count: users.length })}
              </td>
              <td className={css["sub"]}>{timeAgo(row.at, language)}</td>
              <td className={css["act"]}>
                <StartRuleDraft row={row} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
