import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ClipboardList, FlaskConical, Mail, Table2, Trash2, Workflow } from "lucide-react";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import { timeAgo } from "../../processes/when.ts";
import type { Draft, DraftPart } from "../../processes/queries.ts";
import css from "./Drawer.module.css";

export const partIcons = {
  process: Workflow,
  ruleSet: Table2,
  form: ClipboardList,
  template: Mail,
  scenario: FlaskConical,
};

export type PartsProps = {
  readonly draft: Draft;
  readonly current: string;
  readonly onOpen: (part: DraftPart) => void;
};

/** Everything that is published together with this draft. */
export function Parts({ draft, current, onOpen }: PartsProps) {
  const { t, language } = useWords();
  const remove = useRemovePart(draft.id);
  const canEdit = draft.actions.includes("edit");
  return (
    <ul className={css["lines"]}>
      {draft.parts.map((part) => {
        const Icon = partIcons[part.kind];
        const isShown = part.kind === "process" && part.key === current;
        return (
          <li key={`${part.kind}/${part.key}`} className={css["partLine"]}>
            <button type="button" className={css["line"]} aria-current={isShown} onClick={() => onOpen(part)}>
              <Icon size={17} aria-hidden="true" />
              <span className={css["what"]}>
                <strong>{part.key}</strong>
                <span>
                  {t(`kind.${part.kind}`)} ·{" "}
                  {part.baseVersion === null ? t("parts.new") : t("parts.from", { version: part.baseVersion })}
                </span>
              </span>
              <span className={css["small"]}>
                {t("parts.saved", { who: part.savedBy, ago: timeAgo(part.savedAt, language) })}
              </span>
            </button>
            {canEdit && !isShown && (
              <Button
                kind="plain"
                label={t("parts.remove", { key: part.key })}
                icon={<Trash2 aria-hidden="true" />}
                onPress={() => remove.mutate(part)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Takes a part out of a draft. */
export function useRemovePart(draftId: string) {
  const client = useQueryClient();
  const { say } = useToasts();
  return useMutation({
    mutationFn: (part: DraftPart) =>
      request<void>(
        "DELETE",
        `/api/drafts/${draftId}/parts/${part.kind}/${encodeURIComponent(part.key)}?revision=${part.revision}`,
      ),
    onError: (error) => say({ tone: "bad", text: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: ["drafts"] }),
  });
}
