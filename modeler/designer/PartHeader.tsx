import { Braces, Check, CircleAlert, CloudUpload, PencilRuler, Redo2, Rocket, Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../kit/Button.tsx";
import { Chip } from "../kit/Chip.tsx";
import { WayBack } from "../model/parts/WayBack.tsx";
import { PublishDialog } from "../model/publish/PublishDialog.tsx";
import type { Draft, DraftPartBody } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";
import type { PartDraft } from "./usePartDraft.ts";
import css from "./Designer.module.css";

export type PartView = "designer" | "json";
export type PartHeaderProps = {
  readonly draft: Draft;
  readonly part: DraftPartBody;
  readonly title: string;
  readonly edited: Omit<PartDraft<unknown>, "present" | "change">;
  readonly view: PartView;
  /** Null where there is only the JSON. */
  readonly onView: ((view: PartView) => void) | null;
};

/** Where one is, how saving stands, and what can be done with the part as a whole. */
export function PartHeader({ draft, part, title, edited, view, onView }: PartHeaderProps) {
  const { t } = useWords();
  const [isPublishing, setPublishing] = useState(false);
  return (
    <header className={css["header"]}>
      <div className={css["title"]}>
        <nav className={css["crumbs"]} aria-label={t("instance.trailOfCrumbs")}>
          <WayBack draft={draft} />
          <span aria-hidden="true">/</span>
          <span>
            {t(`kind.${part.kind}`)}: {part.key}
          </span>
          <Chip>{t(`draftState.${draft.state}`)}</Chip>
        </nav>
        <h1>{title}</h1>
      </div>
      <Saved edited={edited} />
      {draft.actions.includes("edit") && <Steps edited={edited} />}
      <Views view={view} onView={onView} />
      <Button
        kind="primary"
        icon={<Rocket aria-hidden="true" />}
        onPress={() => void edited.autosave.flush().then(() => setPublishing(true))}
      >
        {t("model.publish")}
      </Button>
      {isPublishing && (
        <PublishDialog draft={draft} onBeforeCheck={edited.autosave.flush} onClose={() => setPublishing(false)} />
      )}
    </header>
  );
}

function Steps({ edited }: Pick<PartHeaderProps, "edited">) {
  const { t } = useWords();
  return (
    <div className={css["group"]}>
      <Button
        kind="plain"
        label={t("model.undo")}
        declined={edited.canUndo ? undefined : t("rules.nothingToUndo")}
        icon={<Undo2 aria-hidden="true" />}
        onPress={edited.undo}
      />
      <Button
        kind="plain"
        label={t("model.redo")}
        declined={edited.canRedo ? undefined : t("rules.nothingToRedo")}
        icon={<Redo2 aria-hidden="true" />}
        onPress={edited.redo}
      />
    </div>
  );
}

function Views({ view, onView }: Pick<PartHeaderProps, "view" | "onView">) {
  const { t } = useWords();
  return (
    <div className={css["group"]} role="group" aria-label={t("rules.view")}>
      <Button
        kind={view === "designer" ? "primary" : "quiet"}
        pressed={view === "designer"}
        declined={onView === null ? t("designer.noDesign") : undefined}
        icon={<PencilRuler aria-hidden="true" />}
        onPress={() => onView?.("designer")}
      >
        {t("designer.design")}
      </Button>
      <Button
        kind={view === "json" ? "primary" : "quiet"}
        pressed={view === "json"}
        icon={<Braces aria-hidden="true" />}
        onPress={() => onView?.("json")}
      >
        {t("rules.json")}
      </Button>
    </div>
  );
}

function Saved({ edited }: Pick<PartHeaderProps, "edited">) {
  const { t } = useWords();
  const { saving } = edited.autosave;
  const isBad = saving.kind === "failed" || saving.kind === "stale";
  const Icon = isBad ? CircleAlert : saving.kind === "saved" ? Check : CloudUpload;
  return (
    <span
      role="status"
      className={css["saving"]}
      data-tone={isBad ? "bad" : "calm"}
      title={saving.kind === "failed" ? saving.error.message : undefined}
    >
      <Icon size={15} aria-hidden="true" /> {t(`saving.${saving.kind}`)}
    </span>
  );
}
