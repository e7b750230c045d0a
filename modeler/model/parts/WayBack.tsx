import { Link, useSearch } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import type { Draft } from "../../processes/queries.ts";
import { useWords } from "../../words/language.tsx";
import css from "./PartScreen.module.css";

/** From a part back to its draft: to the element it was opened from, where there is one. */
export function WayBack({ draft }: { draft: Draft }) {
  const { t } = useWords();
  const { process, el } = useSearch({ from: "/shell/drafts/$id/parts/$kind/$key" });
  const hasProcess = draft.parts.some((part) => part.kind === "process");
  const place = process === undefined ? { tab: "parts" as const } : { process, ...(el === undefined ? {} : { el }) };
  return (
    <Link className={css["back"]} to="/drafts/$id" params={{ id: draft.id }} search={place}>
      <ArrowLeft size={15} aria-hidden="true" />
      {hasProcess ? t("parts.toProcess", { title: draft.title }) : t("rules.inDraft", { title: draft.title })}
    </Link>
  );
}
