import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { GitCompareArrows, History as Clock } from "lucide-react";
import { ProblemError } from "../../api/request.ts";
import { Chip } from "../../kit/Chip.tsx";
import { Empty, Failure, Skeleton } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { versionsQuery } from "../../processes/queries.ts";
import { dateText } from "../../processes/when.ts";
import css from "./Drawer.module.css";

type HistoryProps = { readonly draftId: string; readonly processKey: string; readonly baseVersion: number | null };

/** The published versions of the process, each with a way to compare it with what is drawn. */
export function History({ draftId, processKey, baseVersion }: HistoryProps) {
  const { t, language } = useWords();
  const { data, error, refetch } = useQuery(versionsQuery("process", processKey));
  const isNew = error instanceof ProblemError && error.problem.status === 404;
  if (isNew)
    return <Empty title={t("history.none")} text={t("history.noneText")} icon={<Clock aria-hidden="true" />} />;
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={3} height={40} />;
  return (
    <table className={css["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("version.version")}</th>
          <th scope="col">{t("version.at")}</th>
          <th scope="col">{t("version.author")}</th>
          <th scope="col">{t("version.reason")}</th>
          <th scope="col">
            <span className="unseen">{t("version.compare")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {data.items.map((row) => (
          <tr key={row.version}>
            <td>
              <strong>{row.version}</strong>{" "}
              {row.version === baseVersion && <Chip tone="info">{t("history.base")}</Chip>}
            </td>
            <td>{dateText(row.at, language)}</td>
            <td>{row.author}</td>
            <td className={css["small"]}>{row.reason ?? "–"}</td>
            <td>
              <Link
                to="/processes/$key/diff"
                params={{ key: processKey }}
                search={{ from: String(row.version), to: `draft:${draftId}` }}
              >
                <GitCompareArrows size={15} aria-hidden="true" /> {t("history.againstDraft")}
              </Link>
              {row.version > 1 && (
                <Link
                  to="/processes/$key/diff"
                  params={{ key: processKey }}
                  search={{ from: String(row.version - 1), to: String(row.version) }}
                >
                  <GitCompareArrows size={15} aria-hidden="true" /> {t("history.changes")}
                </Link>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
