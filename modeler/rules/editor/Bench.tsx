import { useCallback, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useShortcuts } from "../../keys/KeyboardProvider.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import { Sheet } from "../sheet/Sheet.tsx";
import type { Selection } from "../table/places.ts";
import type { Facts, RuleTable } from "../table/ruleTable.ts";
import type { ColumnPlace } from "./ColumnsDialog.tsx";
import { Gap } from "./Gap.tsx";
import { SidePanel, type SideTab } from "./SidePanel.tsx";
import { ToolBar } from "./ToolBar.tsx";
import { useLive } from "./useLive.ts";
import css from "./Editor.module.css";

export type BenchProps = {
  readonly ruleKey: string;
  readonly table: RuleTable;
  readonly canEdit: boolean;
  readonly onChange: (table: RuleTable) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onColumn: (place: ColumnPlace) => void;
};

const lineAt = (line: number): Selection => ({ anchor: { line, at: 0 }, cursor: { line, at: 0 } });

/** The sheet, and beside it what is typed right now means: why, tests, findings, impact. */
export function Bench({ ruleKey, table, canEdit, onChange, onUndo, onRedo, onColumn }: BenchProps) {
  const { t, pick } = useWords();
  const [selection, setSelection] = useState<Selection>(lineAt(0));
  const [typing, setTyping] = useState<RuleTable | null>(null);
  const [tab, setTab] = useState<SideTab>("why");
  const { marks, rerun, setFacts, setWanted, ...live } = useLive(ruleKey, typing ?? table);
  const onUnread = useUnread();
  const showRow = (id: string) => {
    const line = table.rows.findIndex((row) => row.id === id);
    if (line >= 0) setSelection(lineAt(line));
  };
  const tryFacts = (given: Facts) => {
    setFacts(given);
    setTab("why");
  };
  const work = useRef<HTMLDivElement>(null);
  useShortcuts({
    runTests: () => {
      rerun();
      setTab("tests");
    },
    explain: () => {
      flushSync(() => setTab("why"));
      work.current?.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus();
    },
  });
  return (
    <div className={css["work"]} ref={work}>
      <div className={css["left"]}>
        {canEdit && (
          <ToolBar
            table={table}
            selection={selection}
            onSelect={setSelection}
            onChange={onChange}
            onColumns={() => onColumn({ side: "inputs", index: 0 })}
          />
        )}
        <Sheet
          table={table}
          label={t("rules.tableOf", { name: pick(table.label) })}
          isReadOnly={!canEdit}
          selection={selection}
          onSelect={setSelection}
          marks={marks}
          onChange={onChange}
          onUnread={onUnread}
          onUndo={onUndo}
          onRedo={onRedo}
          onTyping={setTyping}
          onColumn={(side, index) => canEdit && onColumn({ side, index })}
        />
        <Gap
          table={table}
          findings={live.checks.answer ?? []}
          canEdit={canEdit}
          onTry={tryFacts}
          onChange={onChange}
          onRow={(line) => setSelection(lineAt(line))}
        />
      </div>
      <SidePanel
        {...live}
        ruleKey={ruleKey}
        table={typing ?? table}
        stored={table}
        tab={tab}
        onTab={setTab}
        canEdit={canEdit}
        onFacts={setFacts}
        onTry={tryFacts}
        onWanted={setWanted}
        onRow={showRow}
        onChange={onChange}
      />
    </div>
  );
}

/** Says which texts were not taken over; the cells are as they were. */
function useUnread() {
  const { t } = useWords();
  const { say } = useToasts();
  return useCallback(
    (unread: readonly { readonly text: string }[]) => {
      const some = unread.slice(0, 3).map(({ text }) => `„${text}“`);
      say({ tone: "bad", text: t("rules.unread", { count: unread.length, texts: some.join(", ") }) });
    },
    [say, t],
  );
}
