import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { GitMerge } from "lucide-react";
import { useWords } from "../words/language.tsx";
import { versionsQuery, type Draft, type DraftPartBody } from "../processes/queries.ts";
import css from "./Workbench.module.css";

/** Somebody has published the same process since this draft was begun: what they did is taken in before ours goes live. */
export function Overtaken({ draft, part }: { draft: Draft; part: DraftPartBody }) {
  const { t } = useWords();
  // A new process has no versions yet, and asking for them would be refused.
  const { data } = useQuery({ ...versionsQuery("process", part.key), enabled: part.baseVersion !== null });
  const current = draft.parts.find((each) => each.kind === "process" && each.key === part.key);
  const base = current?.baseVersion ?? part.baseVersion;
  const newest = data?.items.find((row) => row.state === "published")?.version;
  if (base === null || newest === undefined || newest <= base || !draft.actions.includes("edit")) return null;
  return (
    <div className={css["notice"]} role="status">
      <GitMerge size={20} aria-hidden="true" />
      <p>
        <strong>{t("overtaken.title", { version: newest })}</strong> {t("overtaken.text", { base })}
      </p>
      <Link to="/drafts/$id/merge" params={{ id: draft.id }} search={{ key: part.key, source: "own" }}>
        {t("overtaken.merge")}
      </Link>
    </div>
  );
}
