import { Check, CircleAlert, CloudUpload, Redo2, Rocket, Undo2 } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import css from "../../kit/bench.module.css";
import type { Draft } from "../../processes/queries.ts";
import { useWords } from "../../words/language.tsx";
import { PublishDialog } from "../publish/PublishDialog.tsx";
import type { Autosave } from "../useAutosave.ts";
import { WayBack } from "./WayBack.tsx";

/** What is edited, as far as the head of its screen goes. */
export type Edited = {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly autosave: Pick<Autosave, "saving" | "flush">;
};
export type PartFrameProps = {
  readonly draft: Draft;
  /** Between the way back and the draft's state. */
  readonly crumbs: ReactNode;
  readonly title: string;
  readonly edited: Edited;
  /** What can be done here beyond taking back, redoing and publishing. */
  readonly children: ReactNode;
};

/** The head of whatever is edited as part of a draft: where one is, how saving stands, and what can be done with it as a whole. */
export function PartFrame({ draft, crumbs, title, edited, children }: PartFrameProps) {
  const { t } = useWords();
  const [isPublishing, setPublishing] = useState(false);
  return (
    <header className={css["header"]}>
      <div className={css["title"]}>
        <nav className={css["crumbs"]} aria-label={t("instance.trailOfCrumbs")}>
          <WayBack draft={draft} />
          <span aria-hidden="true">/</span>
          {crumbs}
          <Chip>{t(`draftState.${draft.state}`)}</Chip>
        </nav>
        <h1>{title}</h1>
      </div>
      <Saved saving={edited.autosave.saving} />
      {draft.actions.includes("edit") && <Steps edited={edited} />}
      {children}
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

export type ViewChoice<View extends string> = {
  readonly id: View;
  readonly name: string;
  readonly icon: ReactNode;
  /** Why it cannot be chosen. */
  readonly declined?: string | undefined;
};
export type ViewChoicesProps<View extends string> = {
  readonly view: View;
  readonly choices: readonly ViewChoice<View>[];
  readonly onView: (view: View) => void;
};

/** How what is edited is shown: drawn or as its text. */
export function ViewChoices<View extends string>({ view, choices, onView }: ViewChoicesProps<View>) {
  const { t } = useWords();
  return (
    <div className={css["group"]} role="group" aria-label={t("rules.view")}>
      {choices.map(({ id, name, icon, declined }) => (
        <Button
          key={id}
          kind={view === id ? "primary" : "quiet"}
          pressed={view === id}
          declined={declined}
          icon={icon}
          onPress={() => onView(id)}
        >
          {name}
        </Button>
      ))}
    </div>
  );
}

function Steps({ edited }: Pick<PartFrameProps, "edited">) {
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

function Saved({ saving }: Pick<Autosave, "saving">) {
  const { t } = useWords();
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
