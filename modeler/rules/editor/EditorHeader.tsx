import { Link } from "@tanstack/react-router";
import {
  Braces,
  Check,
  CircleAlert,
  CloudUpload,
  Download,
  EllipsisVertical,
  FileSpreadsheet,
  FileUp,
  Redo2,
  Rocket,
  Table2,
  Undo2,
} from "lucide-react";
import { useState } from "react";
import { MenuTrigger } from "react-aria-components/Menu";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Menu, MenuItem } from "../../kit/Menu.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { WayBack } from "../../model/parts/WayBack.tsx";
import { PublishDialog } from "../../model/publish/PublishDialog.tsx";
import { saveFile } from "../../processes/exporting.ts";
import type { Draft, DraftPartBody } from "../../processes/queries.ts";
import { useWords } from "../../words/language.tsx";
import { toCsv } from "../table/places.ts";
import type { RuleTable } from "../table/ruleTable.ts";
import type { RuleDraft } from "./useRuleDraft.ts";
import { storedOf } from "./useRuleDraft.ts";
import css from "./Editor.module.css";

export type EditorView = "table" | "json";
export type EditorHeaderProps = {
  readonly draft: Draft;
  readonly part: DraftPartBody;
  readonly rules: RuleDraft;
  readonly view: EditorView;
  readonly onView: (view: EditorView) => void;
  readonly onImport: () => void;
};

/** Where one is, how saving stands, and what can be done with the rule set as a whole. */
export function EditorHeader({ draft, part, rules, view, onView, onImport }: EditorHeaderProps) {
  const { t } = useWords();
  const [isPublishing, setPublishing] = useState(false);
  const table = rules.body.kind === "table" ? rules.body.table : null;
  const canEdit = draft.actions.includes("edit");
  return (
    <header className={css["header"]}>
      <Title draft={draft} part={part} table={table} />
      <Saved rules={rules} />
      {canEdit && (
        <div className={css["group"]}>
          <Button
            kind="plain"
            label={t("model.undo")}
            declined={rules.canUndo ? undefined : t("rules.nothingToUndo")}
            icon={<Undo2 aria-hidden="true" />}
            onPress={rules.undo}
          />
          <Button
            kind="plain"
            label={t("model.redo")}
            declined={rules.canRedo ? undefined : t("rules.nothingToRedo")}
            icon={<Redo2 aria-hidden="true" />}
            onPress={rules.redo}
          />
        </div>
      )}
      <Views isTable={table !== null} view={table === null ? "json" : view} onView={onView} />
      <FileMenu draft={draft} part={part} rules={rules} canEdit={canEdit} onImport={onImport} />
      <Button
        kind="primary"
        icon={<Rocket aria-hidden="true" />}
        onPress={() => void rules.autosave.flush().then(() => setPublishing(true))}
      >
        {t("model.publish")}
      </Button>
      {isPublishing && (
        <PublishDialog draft={draft} onBeforeCheck={rules.autosave.flush} onClose={() => setPublishing(false)} />
      )}
    </header>
  );
}

function Title({ draft, part, table }: { draft: Draft; part: DraftPartBody; table: RuleTable | null }) {
  const { t, pick } = useWords();
  return (
    <div className={css["title"]}>
      <nav className={css["crumbs"]} aria-label={t("instance.trailOfCrumbs")}>
        <WayBack draft={draft} />
        <span aria-hidden="true">/</span>
        <Link to="/rules" search={{}}>
          {t("shell.rules")}
        </Link>
        <span aria-hidden="true">/</span>
        {part.baseVersion === null ? (
          <span>{part.key}</span>
        ) : (
          <Link to="/rules/$key" params={{ key: part.key }} search={{}}>
            {part.key}
          </Link>
        )}
        <Chip>{t(`draftState.${draft.state}`)}</Chip>
      </nav>
      <h1>{table === null ? part.key : pick(table.label)}</h1>
    </div>
  );
}

type ViewsProps = { readonly isTable: boolean; readonly view: EditorView; readonly onView: (view: EditorView) => void };

function Views({ isTable, view, onView }: ViewsProps) {
  const { t } = useWords();
  return (
    <div className={css["group"]} role="group" aria-label={t("rules.view")}>
      <Button
        kind={view === "table" ? "primary" : "quiet"}
        pressed={view === "table"}
        declined={isTable ? undefined : t("rules.noTable")}
        icon={<Table2 aria-hidden="true" />}
        onPress={() => onView("table")}
      >
        {t("rules.table")}
      </Button>
      <Button
        kind={view === "json" ? "primary" : "quiet"}
        pressed={view === "json"}
        icon={<Braces aria-hidden="true" />}
        onPress={() => onView("json")}
      >
        {t("rules.json")}
      </Button>
    </div>
  );
}

type FileMenuProps = Pick<EditorHeaderProps, "draft" | "part" | "rules" | "onImport"> & { readonly canEdit: boolean };

/** Files in and out: DMN, CSV, JSON. */
function FileMenu({ draft, part, rules, canEdit, onImport }: FileMenuProps) {
  const { t, language } = useWords();
  const { say } = useToasts();
  const table = rules.body.kind === "table" ? rules.body.table : null;
  const dmn = async () => {
    await rules.autosave.flush();
    const xml = await request<string>(
      "GET",
      `/api/rule-sets/${encodeURIComponent(part.key)}/dmn?draft=${draft.id}&language=${language}`,
    );
    saveFile(`${part.key}.dmn`, xml, "application/xml");
  };
  return (
    <MenuTrigger>
      <Button kind="plain" label={t("rules.files")} icon={<EllipsisVertical aria-hidden="true" />} />
      <Menu label={t("rules.files")}>
        <MenuItem
          text={t("rules.exportDmn")}
          icon={<Download size={16} aria-hidden="true" />}
          onAction={() => void dmn().catch((cause: Error) => say({ tone: "bad", text: cause.message }))}
        />
        {table !== null && (
          <MenuItem
            text={t("rules.exportCsv")}
            icon={<FileSpreadsheet size={16} aria-hidden="true" />}
            // With a byte order mark: without it Excel reads the umlauts wrong.
            onAction={() => saveFile(`${part.key}.csv`, `\uFEFF${toCsv(table, language)}`, "text/csv;charset=utf-8")}
          />
        )}
        <MenuItem
          text={t("rules.exportJson")}
          icon={<Braces size={16} aria-hidden="true" />}
          onAction={() =>
            saveFile(`${part.key}.json`, JSON.stringify(storedOf(rules.body), null, 2), "application/json")
          }
        />
        {canEdit && table !== null && (
          <MenuItem text={t("rules.importRows")} icon={<FileUp size={16} aria-hidden="true" />} onAction={onImport} />
        )}
      </Menu>
    </MenuTrigger>
  );
}

function Saved({ rules }: { rules: RuleDraft }) {
  const { t } = useWords();
  const { saving } = rules.autosave;
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
