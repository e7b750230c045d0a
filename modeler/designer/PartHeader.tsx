import { Braces, PencilRuler } from "lucide-react";
import { PartFrame, ViewChoices, type Edited } from "../model/parts/PartFrame.tsx";
import type { Draft, DraftPartBody } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";

export type PartView = "designer" | "json";
export type PartHeaderProps = {
  readonly draft: Draft;
  readonly part: DraftPartBody;
  readonly title: string;
  readonly edited: Edited;
  readonly view: PartView;
  /** Null where there is only the JSON. */
  readonly onView: ((view: PartView) => void) | null;
};

/** The head of a form, a template or a scenario, which are designed or written as JSON. */
export function PartHeader({ draft, part, title, edited, view, onView }: PartHeaderProps) {
  const { t } = useWords();
  const crumbs = (
    <span>
      {t(`kind.${part.kind}`)}: {part.key}
    </span>
  );
  return (
    <PartFrame draft={draft} crumbs={crumbs} title={title} edited={edited}>
      <ViewChoices
        view={view}
        choices={[
          {
            id: "designer",
            name: t("designer.design"),
            icon: <PencilRuler aria-hidden="true" />,
            declined: onView === null ? t("designer.noDesign") : undefined,
          },
          { id: "json", name: t("rules.json"), icon: <Braces aria-hidden="true" /> },
        ]}
        onView={(next) => onView?.(next)}
      />
    </PartFrame>
  );
}
