import { useCallback, useState } from "react";
import { useShortcuts } from "../../keys/KeyboardProvider.tsx";
import type { PartEditorProps } from "../../model/parts/PartScreen.tsx";
import type { RuleTable } from "../table/ruleTable.ts";
import { BeginTable } from "./BeginTable.tsx";
import { Bench } from "./Bench.tsx";
import { ColumnsDialog, type ColumnPlace } from "./ColumnsDialog.tsx";
import { EditorHeader, type EditorView } from "./EditorHeader.tsx";
import { ImportRows } from "./ImportRows.tsx";
import { JsonView } from "./JsonView.tsx";
import { StaleRules } from "./StaleRules.tsx";
import { bodyOf, storedOf, useRuleDraft } from "./useRuleDraft.ts";
import css from "./Editor.module.css";

/** A rule set of a draft: as a table, or as JSON where it is none. Everything is saved by itself. */
export function RuleEditor({ draft, part }: PartEditorProps) {
  const rules = useRuleDraft(draft, part);
  const [view, setView] = useState<EditorView>("table");
  const [isImporting, setImporting] = useState(false);
  const [column, setColumn] = useState<ColumnPlace | null>(null);
  const table = rules.body.kind === "table" ? rules.body.table : null;
  const canEdit = draft.actions.includes("edit");
  const { change: put } = rules;
  const change = useCallback((next: RuleTable) => put({ kind: "table", table: next }), [put]);
  useShortcuts({ save: () => void rules.autosave.flush() });
  return (
    <div className={css["editor"]}>
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
          ruleKey={part.key}
          body={storedOf(rules.body)}
          isReadOnly={!canEdit}
          isTable={table !== null}
          onChange={(body) => put(bodyOf(body))}
        />
      ) : hasColumns(table) ? (
        <Bench
          ruleKey={part.key}
          table={table}
          canEdit={canEdit}
          onChange={change}
          onUndo={rules.undo}
          onRedo={rules.redo}
          onColumn={setColumn}
        />
      ) : (
        <BeginTable table={table} onChange={change} onColumns={setColumn} />
      )}
      {table !== null && column !== null && (
        <ColumnsDialog
          table={table}
          place={column}
          onPlace={setColumn}
          onChange={change}
          onClose={() => setColumn(null)}
        />
      )}
      {table !== null && isImporting && (
        <ImportRows table={table} onChange={change} onClose={() => setImporting(false)} />
      )}
    </div>
  );
}

function hasColumns({ inputs, outputs }: RuleTable): boolean {
  return inputs.length > 0 && outputs.length > 0;
}
