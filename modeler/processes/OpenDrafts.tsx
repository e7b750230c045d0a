import { Link } from "@tanstack/react-router";
import { PencilLine } from "lucide-react";
import { Chip } from "../kit/Chip.tsx";
import { useWords } from "../words/language.tsx";
import type { DraftRow } from "./queries.ts";
import { timeAgo } from "./when.ts";
import css from "./Processes.module.css";

const tones = { draft: "neutral", checked: "info", approved: "ok", published: "ok", discarded: "neutral" } as const;

/** What is being changed right now, the last changed first. */
export function OpenDrafts({ drafts }: { drafts: readonly DraftRow[] }) {
  const { t, language } = useWords();
  if (drafts.length === 0) return null;
  return (
    <section className={css["drafts"]} aria-label={t("processes.drafts")}>
      <h2>
        {t("processes.drafts")} <span className={css["sub"]}>{drafts.length}</span>
      </h2>
      <ul>
        {drafts.map((draft) => (
          <li key={draft.id}>
            <Link to="/drafts/$id" params={{ id: draft.id }} search={{}} className={css["draft"]}>
              <PencilLine size={17} aria-hidden="true" />
              <span>
                <strong>{draft.title}</strong>
                <span className={css["sub"]}>
                  {draft.parts.map((part) => part.key).join(", ")} · {draft.editors.join(", ")} · {timeAgo(draft.updatedAt, language)}
                </span>
              </span>
              <Chip tone={tones[draft.state]}>{t(`draftState.${draft.state}`)}</Chip>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
