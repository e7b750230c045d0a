import { Link } from "@tanstack/react-router";
import { Braces, Download, EllipsisVertical, FileSpreadsheet, FileUp, Table2 } from "lucide-react";
import { MenuTrigger } from "react-aria-components/Menu";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Menu, MenuItem } from "../../kit/Menu.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { PartFrame, ViewChoices } from "../../model/parts/PartFrame.tsx";
import { saveFile } from "../../processes/exporting.ts";
import type { Draft, DraftPartBody } from "../../processes/queries.ts";
import { useWords } from "../../words/language.tsx";
import { toCsv } from "../table/places.ts";
import type { RuleDraft } from "./useRuleDraft.ts";
import { storedOf } from "./useRuleDraft.ts";

export type EditorView = "table" | "json";
export type EditorHeaderProps = {
  readonly draft: Draft;
  readonly part: DraftPartBody;
  readonly rules: RuleDraft;
  readonly view: EditorView;
  readonly onView: (view: EditorView) => void;
  readonly onImport: () => void;
};

/** The head of a rule set that is edited: its views, and files in and out. */
export function EditorHeader({ draft, part, rules, view, onView, onImport }: EditorHeaderProps) {
  const { t, pick } = useWords();
  const table = rules.body.kind === "table" ? rules.body.table : null;
  return (
    <PartFrame
      draft={draft}
      crumbs={<Crumbs part={part} />}
      title={table === null ? part.key : pick(table.label)}
      edited={rules}
    >
      <ViewChoices
        view={table === null ? "json" : view}
        choices={[
          {
            id: "table",
            name: t("rules.table"),
            icon: <Table2 aria-hidden="true" />,
            declined: table === null ? t("rules.noTable") : undefined,
          },
          { id: "json", name: t("rules.json"), icon: <Braces aria-hidden="true" /> },
        ]}
        onView={onView}
      />
      <FileMenu part={part} rules={rules} draft={draft} onImport={onImport} />
    </PartFrame>
  );
}

function Crumbs({ part }: Pick<EditorHeaderProps, "part">) {
  const { t } = useWords();
  return (
    <>
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
    </>
  );
}

type FileMenuProps = Pick<EditorHeaderProps, "draft" | "part" | "rules" | "onImport">;

/** Files in and out: DMN, CSV, JSON. */
function FileMenu({ draft, part, rules, onImport }: FileMenuProps) {
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
        {draft.actions.includes("edit") && table !== null && (
          <MenuItem text={t("rules.importRows")} icon={<FileUp size={16} aria-hidden="true" />} onAction={onImport} />
        )}
      </Menu>
    </MenuTrigger>
  );
}
