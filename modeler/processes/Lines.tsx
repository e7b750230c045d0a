import { GitFork, GitMerge, Library } from "lucide-react";
import { Empty } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import type { Versions } from "./queries.ts";
import { dateText } from "./when.ts";
import css from "./Process.module.css";

/** Where the process comes from: its fork and every merge since, the newest first. */
export function Lines({ versions }: { versions: Versions }) {
  const { t, language } = useWords();
  const { lineage, merges } = versions;
  if (lineage === null)
    return <Empty title={t("origin.own")} text={t("origin.ownText")} icon={<Library aria-hidden="true" />} />;
  return (
    <ol className={css["lineage"]}>
      {merges.map((merge) => (
        <li key={merge.id}>
          <GitMerge size={18} aria-hidden="true" />
          <div>
            <strong>{t("origin.merged", { from: merge.baseVersion, to: merge.upstreamVersion })}</strong>
            <p>{t("origin.mergedBy", { who: merge.mergedBy, at: dateText(merge.mergedAt, language) })}</p>
            <p className={css["small"]}>
              {t("origin.result")} <code>{merge.resultSha256.slice(0, 16)}</code> · {t("origin.engine", { version: merge.engineVersion })}
            </p>
          </div>
        </li>
      ))}
      {lineage.isForked && (
        <li>
          <GitFork size={18} aria-hidden="true" />
          <div>
            <strong>{t("origin.forked", { key: lineage.upstreamKey })}</strong>
            {lineage.forkedAt !== null && <p>{t("origin.mergedBy", { who: lineage.forkedBy ?? "", at: dateText(lineage.forkedAt, language) })}</p>}
          </div>
        </li>
      )}
      <li>
        <Library size={18} aria-hidden="true" />
        <div>
          <strong>{t("origin.base", { key: lineage.upstreamKey, version: lineage.baseVersion })}</strong>
          {!lineage.isForked && <p>{t("origin.follows")}</p>}
        </div>
      </li>
    </ol>
  );
}
