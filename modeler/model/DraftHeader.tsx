import { Link, useNavigate } from "@tanstack/react-router";
import {
  Check,
  CircleAlert,
  CloudUpload,
  Download,
  EllipsisVertical,
  FlaskConical,
  Grid3x3,
  Map,
  Play,
  Redo2,
  Rocket,
  Square,
  Trash2,
  Undo2,
} from "lucide-react";
import { useState } from "react";
import { MenuTrigger } from "react-aria-components/Menu";
import { Button } from "../kit/Button.tsx";
import { Chip, type Tone } from "../kit/Chip.tsx";
import { Menu, MenuItem } from "../kit/Menu.tsx";
import { useWords } from "../words/language.tsx";
import type { Draft, DraftPartBody } from "../processes/queries.ts";
import { saveFile } from "../processes/exporting.ts";
import { dateText } from "../processes/when.ts";
import { DiscardDialog } from "./publish/DiscardDialog.tsx";
import { PublishDialog } from "./publish/PublishDialog.tsx";
import type { Island } from "./island/island.ts";
import type { Autosave, Saving } from "./useAutosave.ts";
import css from "./Workbench.module.css";

export type DraftHeaderProps = {
  readonly draft: Draft;
  readonly part: DraftPartBody;
  readonly island: Island | null;
  /** Undo and redo depend on it. */
  readonly change: number;
  readonly autosave: Autosave;
  readonly isSimulating: boolean;
  readonly onSimulate: () => void;
};

const tones: Readonly<Record<Draft["state"], Tone>> = {
  draft: "neutral",
  checked: "info",
  approved: "ok",
  published: "ok",
  discarded: "neutral",
};

/** What this draft is, how saving stands, and what can be done with it as a whole. */
export function DraftHeader({ draft, part, island, autosave, isSimulating, onSimulate }: DraftHeaderProps) {
  const { t } = useWords();
  const [over, setOver] = useState<"publish" | "discard" | null>(null);
  const navigate = useNavigate();
  const canEdit = draft.actions.includes("edit");
  const toggleMinimap = () => island?.modeler.get<{ toggle: () => void }>("minimap").toggle();
  const toggleGrid = () => island?.modeler.get<{ toggle: () => void }>("grid").toggle();
  return (
    <header className={css["header"]}>
      <div className={css["title"]}>
        <nav className={css["crumbs"]} aria-label={t("instance.trailOfCrumbs")}>
          <Link to="/processes" search={{}}>
            {t("shell.processes")}
          </Link>
          <span aria-hidden="true">/</span>
          {part.baseVersion === null ? (
            <span>{part.key}</span>
          ) : (
            <Link to="/processes/$key" params={{ key: part.key }} search={{}}>
              {part.key}
            </Link>
          )}
          <Chip tone={tones[draft.state]}>{t(`draftState.${draft.state}`)}</Chip>
          {part.baseVersion !== null && <span>{t("parts.from", { version: part.baseVersion })}</span>}
        </nav>
        <h1>{draft.title}</h1>
      </div>
      <SavingState saving={autosave.saving} />
      <div className={css["group"]} role="group" aria-label={t("model.editing")}>
        <Button
          kind="plain"
          label={t("model.undo")}
          icon={<Undo2 aria-hidden="true" />}
          onPress={() => island?.stack.canUndo() === true && island.stack.undo()}
        />
        <Button
          kind="plain"
          label={t("model.redo")}
          icon={<Redo2 aria-hidden="true" />}
          onPress={() => island?.stack.canRedo() === true && island.stack.redo()}
        />
        <Button kind="plain" label={t("model.minimap")} icon={<Map aria-hidden="true" />} onPress={toggleMinimap} />
        <Button kind="plain" label={t("model.grid")} icon={<Grid3x3 aria-hidden="true" />} onPress={toggleGrid} />
      </div>
      <Button
        pressed={isSimulating}
        icon={isSimulating ? <Square aria-hidden="true" /> : <Play aria-hidden="true" />}
        onPress={onSimulate}
      >
        {isSimulating ? t("model.simulateEnd") : t("model.simulate")}
      </Button>
      <Button
        icon={<FlaskConical aria-hidden="true" />}
        onPress={() =>
          void navigate({
            to: "/drafts/$id",
            params: { id: draft.id },
            search: (before) => ({ ...before, tab: "tests" }),
          })
        }
      >
        {t("model.test")}
      </Button>
      <Button
        kind="primary"
        icon={<Rocket aria-hidden="true" />}
        onPress={() => void autosave.flush().then(() => setOver("publish"))}
      >
        {t(draft.actions.includes("approve") ? "model.approve" : "model.publish")}
      </Button>
      <MenuTrigger>
        <Button kind="plain" label={t("model.more")} icon={<EllipsisVertical aria-hidden="true" />} />
        <Menu label={t("model.more")}>
          <MenuItem
            text={t("model.saveFile")}
            icon={<Download size={16} aria-hidden="true" />}
            onAction={() => void island?.save().then((xml) => saveFile(`${part.key}.bpmn`, xml, "application/xml"))}
          />
          {canEdit && (
            <MenuItem
              text={t("model.discard")}
              icon={<Trash2 size={16} aria-hidden="true" />}
              onAction={() => setOver("discard")}
            />
          )}
        </Menu>
      </MenuTrigger>
      {over === "publish" && (
        <PublishDialog draft={draft} onBeforeCheck={autosave.flush} onClose={() => setOver(null)} />
      )}
      {over === "discard" && <DiscardDialog draft={draft} onClose={() => setOver(null)} />}
    </header>
  );
}

/** Whether everything is kept. Said politely, so that it can be trusted without looking. */
function SavingState({ saving }: { saving: Saving }) {
  const { t, language } = useWords();
  const isBad = saving.kind === "failed" || saving.kind === "stale";
  const icons = { saved: Check, changed: CloudUpload, saving: CloudUpload, failed: CircleAlert, stale: CircleAlert };
  const Icon = icons[saving.kind];
  const at = saving.kind === "saved" && saving.at !== null ? dateText(saving.at, language) : null;
  return (
    <span className={css["saving"]} data-tone={isBad ? "bad" : "calm"} role="status" title={at ?? undefined}>
      <Icon aria-hidden="true" />
      {t(`saving.${saving.kind}`)}
    </span>
  );
}
