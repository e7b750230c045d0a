import { useCallback, useMemo, useState } from "react";
import { useShortcuts } from "../../keys/KeyboardProvider.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import type { PartEditorProps } from "../../model/parts/PartScreen.tsx";
import { useWords } from "../../words/language.tsx";
import { checkBody, explainBody, testBody } from "../queries.ts";
import { marksOf } from "../sheet/marks.ts";
import { Sheet } from "../sheet/Sheet.tsx";
import type { Selection } from "../table/places.ts";
import type { Facts, RuleTable } from "../table/ruleTable.ts";
import { BeginTable } from "./BeginTable.tsx";
import { ColumnsDialog, type ColumnPlace } from "./ColumnsDialog.tsx";
import { EditorHeader, type EditorView } from "./EditorHeader.tsx";
import { Gap } from "./Gap.tsx";
import { ImportRows } from "./ImportRows.tsx";
import { JsonView } from "./JsonView.tsx";
import { SidePanel, type SideTab } from "./SidePanel.tsx";
import { StaleRules } from "./StaleRules.tsx";
import { ToolBar } from "./ToolBar.tsx";
import { useAsked } from "./useAsked.ts";
import { bodyOf, storedOf, useRuleDraft } from "./useRuleDraft.ts";
import css from "./Editor.module.css";

const origin: Selection = { anchor: { line: 0, at: 0 }, cursor: { line: 0, at: 0 } };
const quick = 140;
const calm = 450;
const nothing: never[] = [];

/** A rule set of a draft: the table to the left; why, tests, findings and impact to the right, of what is typed right now. */
export function RuleEditor({ draft, part }: PartEditorProps) {
  const { t, pick } = useWords();
  const { say } = useToasts();
  const rules = useRuleDraft(draft, part);
  const [selection, setSelection] = useState<Selection>(origin);
  const [typing, setTyping] = useState<RuleTable | null>(null);
  const [view, setView] = useState<EditorView>("table");
  const [tab, setTab] = useState<SideTab>("why");
  const [column, setColumn] = useState<ColumnPlace | null>(null);
  const [isImporting, setImporting] = useState(false);
  const [wanted, setWanted] = useState<Facts | null>(null);
  const table = rules.body.kind === "table" ? rules.body.table : null;
  const [facts, setFacts] = useState<Facts>(() => table?.tests?.[0]?.facts ?? {});
  const [rerun, setRerun] = useState(0);
  const canEdit = draft.actions.includes("edit");

  const live = typing ?? (table === null ? storedOf(rules.body) : table);
  const asked = useMemo(() => ({ body: live, rerun }), [live, rerun]);
  const explained = useMemo(
    () => ({ body: live, facts, ...(wanted === null ? {} : { wanted }) }),
    [live, facts, wanted],
  );
  const isFilled = table === null || (table.outputs.length > 0 && table.inputs.length > 0);
  const checks = useAsked(isFilled ? asked : null, ({ body }, signal) => checkBody(part.key, body, signal), calm);
  const tests = useAsked(isFilled ? asked : null, ({ body }, signal) => testBody(part.key, body, signal), quick);
  const why = useAsked(isFilled ? explained : null, (about, signal) => explainBody(part.key, about, signal), quick);
  const findings = checks.answer ?? nothing;
  const marks = useMemo(
    () => marksOf(findings, tests.answer, why.error === null ? why.answer : null, pick),
    [findings, tests.answer, why, pick],
  );
  const change = useCallback((next: RuleTable) => rules.change({ kind: "table", table: next }), [rules.change]);
  const showRow = useCallback(
    (id: string) => {
      const line = table?.rows.findIndex((row) => row.id === id) ?? -1;
      if (line < 0) return;
      setView("table");
      setSelection({ anchor: { line, at: 0 }, cursor: { line, at: 0 } });
    },
    [table],
  );
  const tryFacts = useCallback((given: Facts) => {
    setFacts(given);
    setTab("why");
  }, []);
  useShortcuts({ save: () => void rules.autosave.flush() });
  const onUnread = useCallback(
    (unread: readonly { readonly text: string }[]) =>
      say({
        tone: "bad",
        text: t("rules.unread", {
          count: unread.length,
          texts: unread
            .slice(0, 3)
            .map(({ text }) => `„${text}“`)
            .join(", "),
        }),
      }),
    [say, t],
  );
  return (
    <div
      className={css["editor"]}
      onKeyDown={(event) => {
        if (event.key !== "F9") return;
        event.preventDefault();
        setRerun((before) => before + 1);
        setTab("tests");
      }}
    >
      <EditorHeader
        draft={draft}
        part={part}
        rules={rules}
        view={view}
        onView={setView}
        onImport={() => setImporting(true)}
      />
      <StaleRules draft={draft} part={part} rules={rules} />
      {table === null || view === "json" ? (
        <JsonView
          body={storedOf(rules.body)}
          isReadOnly={!canEdit}
          isTable={table !== null}
          findings={findings}
          onChange={(body) => rules.change(bodyOf(body))}
        />
      ) : !isFilled ? (
        <BeginTable table={table} onChange={change} onColumns={setColumn} />
      ) : (
        <div className={css["work"]}>
          <div className={css["left"]}>
            {canEdit && (
              <ToolBar
                table={table}
                selection={selection}
                onSelect={setSelection}
                onChange={change}
                onColumns={() => setColumn({ side: "inputs", index: 0 })}
              />
            )}
            <Sheet
              table={table}
              label={t("rules.tableOf", { name: pick(table.label) })}
              isReadOnly={!canEdit}
              selection={selection}
              onSelect={setSelection}
              marks={marks}
              onChange={change}
              onUnread={onUnread}
              onUndo={rules.undo}
              onRedo={rules.redo}
              onTyping={setTyping}
              onColumn={(side, index) => canEdit && setColumn({ side, index })}
            />
            <Gap
              table={table}
              findings={findings}
              canEdit={canEdit}
              onTry={tryFacts}
              onChange={change}
              onRow={(line) => setSelection({ anchor: { line, at: 0 }, cursor: { line, at: 0 } })}
            />
          </div>
          <SidePanel
            ruleKey={part.key}
            table={typing ?? table}
            stored={table}
            tab={tab}
            onTab={setTab}
            canEdit={canEdit}
            facts={facts}
            onFacts={setFacts}
            onTry={tryFacts}
            wanted={wanted}
            onWanted={setWanted}
            why={why}
            tests={tests}
            checks={checks}
            onRow={showRow}
            onChange={change}
          />
        </div>
      )}
      {column !== null && table !== null && (
        <ColumnsDialog
          table={table}
          place={column}
          onPlace={setColumn}
          onChange={change}
          onClose={() => setColumn(null)}
        />
      )}
      {isImporting && table !== null && (
        <ImportRows table={table} onChange={change} onClose={() => setImporting(false)} />
      )}
    </div>
  );
}
