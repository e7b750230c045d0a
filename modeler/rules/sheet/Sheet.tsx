import { useEffect, useId, useMemo, useRef, type ClipboardEvent } from "react";
import { sliceOf } from "../../kit/window.ts";
import { useWords } from "../../words/language.tsx";
import type { Edited } from "../table/edits.ts";
import {
  columnsOf,
  lineCount,
  rectangleOf,
  toTsv,
  type Place,
  type Selection,
  type SheetColumn,
} from "../table/places.ts";
import type { RuleTable } from "../table/ruleTable.ts";
import { CellEditor } from "./CellEditor.tsx";
import { pasted } from "./clipboard.ts";
import { Header } from "./Header.tsx";
import { rowHeight } from "./heights.ts";
import { Line, type LineActions } from "./Line.tsx";
import type { RowMark } from "./marks.ts";
import { useEditing } from "./useEditing.ts";
import { useSheetKeys } from "./useSheetKeys.ts";
import { useView, type View } from "./useView.ts";
import { markOf, readOnlyLines, rowsAfter, shifted, sizes, within, type RowCommand } from "./view.ts";
import css from "./Sheet.module.css";

export type SheetProps = {
  readonly table: RuleTable;
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly marks: ReadonlyMap<string, RowMark>;
  readonly onChange?: (table: RuleTable) => void;
  readonly onUnread?: (unread: Edited["unread"]) => void;
  readonly onUndo?: () => void;
  readonly onRedo?: () => void;
  /** The table as it would be with what is typed right now; null when nothing is typed or it is not understood. */
  readonly onTyping?: (table: RuleTable | null) => void;
  readonly onColumn?: (side: "inputs" | "outputs", index: number) => void;
};

/** A decision table with the habits of a spreadsheet. Only the lines in sight are drawn. */
export function Sheet(props: SheetProps) {
  const { table, onSelect, isReadOnly, onTyping } = props;
  const { language, t } = useWords();
  const grid = useRef<HTMLDivElement>(null);
  const help = useId();
  const columns = useMemo(() => columnsOf(table), [table]);
  const lines = isReadOnly ? readOnlyLines(table) : lineCount(table);
  const selection = useMemo(
    () => within(props.selection, lines, columns.length),
    [props.selection, lines, columns.length],
  );
  const { place, view, onScroll } = useView(selection.cursor);
  const apply = ({ table: next, unread }: Edited) => {
    if (next !== table) props.onChange?.(next);
    if (unread.length > 0) props.onUnread?.(unread);
  };
  const { editing, edit, type, commit, close } = useEditing({
    table,
    language,
    isReadOnly,
    grid,
    apply,
    onSelect,
    onTyping,
  });
  const changeRows = (kind: RowCommand) => {
    const [next, shift] = rowsAfter(kind, table, rectangleOf(selection), language);
    apply({ table: next, unread: [] });
    if (next !== table && shift !== 0) onSelect(shifted(selection, shift));
  };
  const extent = { lines, columns: columns.length, page: Math.max(1, Math.floor(view.height / rowHeight) - 2) };
  const onKeyDown = useSheetKeys(
    { isReadOnly, isEditing: editing !== null, selection, extent },
    {
      select: onSelect,
      edit: (typed) => edit(selection.cursor, typed),
      undo: () => props.onUndo?.(),
      redo: () => props.onRedo?.(),
      rows: changeRows,
    },
  );
  const clipboard = useClipboard({ table, selection, isReadOnly, apply, onSelect, clear: () => changeRows("clear") });
  const end = (text: string, step: { down: number; right: number }) => {
    const at = editing?.place;
    if (!commit(text)) return false;
    if (at === undefined || (step.down === 0 && step.right === 0)) return true;
    // One line more than there were: who types into the last line goes on in a new one.
    const next = within(
      { anchor: at, cursor: { line: at.line + step.down, at: Math.max(0, at.at + step.right) } },
      lines + 1,
      columns.length,
    ).cursor;
    onSelect({ anchor: next, cursor: next });
    return true;
  };
  const sheet = editing === null ? undefined : columns[editing.place.at];
  return (
    <div
      ref={place}
      className={css["sheet"]}
      data-editing={editing !== null}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      {...(editing === null ? clipboard : {})}
    >
      <div className={css["content"]} style={sizes(columns.length - 1)}>
        <div
          ref={grid}
          role="grid"
          tabIndex={0}
          aria-label={props.label}
          aria-describedby={help}
          aria-multiselectable="true"
          aria-readonly={isReadOnly}
          aria-rowcount={lines + 1}
          aria-colcount={columns.length + 1}
          aria-activedescendant={`cell-${selection.cursor.line}-${selection.cursor.at}`}
          className={css["grid"]}
        >
          <Header table={table} columns={columns} onColumn={props.onColumn} />
          <Lines
            {...props}
            selection={selection}
            columns={columns}
            lines={lines}
            view={view}
            onEdit={(at) => edit(at, null)}
          />
        </div>
        {editing !== null && sheet !== undefined && (
          <CellEditor
            key={`${editing.place.line}-${editing.place.at}`}
            sheet={sheet}
            line={editing.place.line}
            at={editing.place.at}
            text={editing.text}
            isFresh={editing.isFresh}
            onCommit={end}
            onTyping={type}
            onCancel={close}
            onLost={(text) => props.onUnread?.([{ place: editing.place, text }])}
          />
        )}
      </div>
      <p id={help} className="unseen">
        {t(isReadOnly ? "rules.readHelp" : "rules.leaveHelp")}
      </p>
    </div>
  );
}

type LinesProps = Pick<SheetProps, "table" | "marks" | "isReadOnly" | "onSelect" | "selection"> & {
  readonly columns: readonly SheetColumn[];
  readonly lines: number;
  readonly view: View;
  readonly onEdit: (place: Place) => void;
};

/** The lines in sight, and the one with the cursor wherever it is: the screen reader is told about it. */
function Lines({ table, marks, isReadOnly, onSelect, selection, columns, lines, view, onEdit }: LinesProps) {
  const { cursor, anchor } = selection;
  const rectangle = rectangleOf(selection);
  const on = useLineActions({
    select: (at, isExtending) => onSelect({ anchor: isExtending ? anchor : at, cursor: at }),
    row: (line, isExtending) =>
      onSelect({ anchor: { line: isExtending ? anchor.line : line, at: 0 }, cursor: { line, at: columns.length - 1 } }),
    edit: onEdit,
  });
  const { from, to } = sliceOf(Math.max(0, view.top), view.height, rowHeight, lines);
  const shown = Array.from({ length: to - from }, (_, index) => from + index);
  if (cursor.line < from || cursor.line >= to) shown.push(cursor.line);
  return (
    <div role="presentation" style={{ position: "relative", height: lines * rowHeight }}>
      {shown
        .filter((line) => line < lines)
        .map((line) => {
          const isSelected = line >= rectangle.top && line <= rectangle.bottom;
          return (
            <Line
              key={line}
              table={table}
              columns={columns}
              line={line}
              mark={markOf(marks, table, line)}
              left={isSelected ? rectangle.left : -1}
              right={isSelected ? rectangle.right : -1}
              cursor={line === cursor.line ? cursor.at : -1}
              isReadOnly={isReadOnly}
              on={on}
            />
          );
        })}
    </div>
  );
}

type ClipboardOptions = Pick<SheetProps, "table" | "selection" | "isReadOnly" | "onSelect"> & {
  readonly apply: (edited: Edited) => void;
  readonly clear: () => void;
};

/** Ranges from and to spreadsheets. */
function useClipboard({ table, selection, isReadOnly, onSelect, apply, clear }: ClipboardOptions) {
  const { language } = useWords();
  const copy = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", toTsv(table, selection, language));
  };
  const cut = (event: ClipboardEvent) => {
    copy(event);
    if (!isReadOnly) clear();
  };
  const paste = (event: ClipboardEvent) => {
    if (isReadOnly) return;
    event.preventDefault();
    const { edited, selection: next } = pasted(table, selection, event.clipboardData.getData("text/plain"), language);
    apply(edited);
    onSelect(next);
  };
  return { onCopy: copy, onCut: cut, onPaste: paste };
}

function useLineActions(actions: LineActions): LineActions {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  return useMemo(
    () => ({
      select: (place, isExtending) => latest.current.select(place, isExtending),
      row: (line, isExtending) => latest.current.row(line, isExtending),
      edit: (place) => latest.current.edit(place),
    }),
    [],
  );
}
