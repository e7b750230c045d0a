import { Link } from "@tanstack/react-router";
import { ArrowUpCircle, Building2, GitFork, Library } from "lucide-react";
import { Chip } from "../kit/Chip.tsx";
import { useWords } from "../words/language.tsx";
import { StartDraft } from "./StartDraft.tsx";
import type { CatalogueRow, Lineage } from "./queries.ts";
import { timeAgo } from "./when.ts";
import css from "./Processes.module.css";

/** One row for each process; the whole row leads to it. */
export function ProcessTable({ rows }: { rows: readonly CatalogueRow[] }) {
  const { t, language } = useWords();
  return (
    <table className={css["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("processes.name")}</th>
          <th scope="col">{t("version.version")}</th>
          <th scope="col">{t("processes.origin")}</th>
          <th scope="col">{t("processes.running")}</th>
          <th scope="col">{t("processes.changed")}</th>
          <th scope="col">
            <span className="unseen">{t("processes.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td>
              <Link className={css["name"]} to="/processes/$key" params={{ key: row.key }} search={{}}>
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
            <td>{row.running}</td>
            <td className={css["sub"]}>{timeAgo(row.at, language)}</td>
            <td className={css["act"]}>
              <StartDraft row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where a process comes from: the standard, a fork of it, or one's own; and whether the standard has moved on. */
export function Origin({ lineage }: { lineage: Lineage | null }) {
  const { t } = useWords();
  if (lineage === null) return <Chip icon={<Building2 aria-hidden="true" />}>{t("origin.own")}</Chip>;
  return (
    <span className={css["chips"]}>
      {lineage.isForked ? (
        <Chip tone="info" icon={<GitFork aria-hidden="true" />}>
          {t("origin.fork", { version: lineage.baseVersion })}
        </Chip>
      ) : (
        <Chip icon={<Library aria-hidden="true" />}>{t("origin.standard")}</Chip>
      )}
      {lineage.newerVersion !== null && (
        <Chip tone="warn" icon={<ArrowUpCircle aria-hidden="true" />}>
          {t("origin.newer", { version: lineage.newerVersion })}
        </Chip>
      )}
    </span>
  );
}
