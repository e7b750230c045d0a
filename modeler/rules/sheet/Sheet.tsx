import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
} from "react";
import { linesOf } from "../../../server/decisions/pasteLines.ts";
import { sliceOf } from "../../kit/window.ts";
import { useWords } from "../../words/language.tsx";
import { writeEverywhere, writeTexts, type Edited } from "../table/edits.ts";
import {
  columnsOf,
  isWritable,
  lineAt,
  lineCount,
  rectangleOf,
  textAt,
  toTsv,
  type Place,
  type Selection,
} from "../table/places.ts";
import type { RuleTable } from "../table/ruleTable.ts";
import { CellEditor } from "./CellEditor.tsx";
import { Header } from "./Header.tsx";
import { actionOf, type SheetAction } from "./keys.ts";
import { rowHeight } from "./heights.ts";
import { Line, type LineActions } from "./Line.tsx";
import { markOf, readOnlyLines, reveal, rowsAfter, shifted, sizes, within, type RowCommand } from "./view.ts";
import type { RowMark } from "./marks.ts";
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
  const { table, onSelect, isReadOnly, onChange } = props;
  const { language, t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const help = useId();
  const [view, setView] = useState({ top: 0, height: 600 });
  const [editing, setEditing] = useState<{
    readonly place: Place;
    readonly text: string;
    readonly isFresh: boolean;
  } | null>(null);
  const leaves = useRef(false);
  const columns = useMemo(() => columnsOf(table), [table]);
  const lines = isReadOnly ? readOnlyLines(table) : lineCount(table);
  const selection = useMemo(
    () => within(props.selection, lines, columns.length),
    [props.selection, lines, columns.length],
  );
  const { cursor } = selection;
  const rectangle = rectangleOf(selection);
  useEffect(() => {
    const node = place.current;
    if (node === null) return;
    const observer = new ResizeObserver(() => setView({ top: node.scrollTop, height: node.clientHeight }));
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => reveal(place.current, cursor), [cursor]);

  const apply = useCallback(
    ({ table: next, unread }: Edited) => {
      if (next !== table) onChange?.(next);
      if (unread.length > 0) props.onUnread?.(unread);
    },
    [table, onChange, props.onUnread],
  );
  const close = useCallback(() => {
    setEditing(null);
    props.onTyping?.(null);
    grid.current?.focus({ preventScroll: true });
  }, [props.onTyping]);
  const edit = (at: Place, typed: string | null) => {
    if (isReadOnly || !isWritable(table, at)) return;
    onSelect({ anchor: at, cursor: at });
    setEditing({ place: at, text: typed ?? textAt(table, at, language), isFresh: typed !== null });
  };
  const act = (action: SheetAction): boolean => {
    if (action.kind === "select") onSelect(action.selection);
    else if (action.kind === "release") leaves.current = true;
    else if (isReadOnly) return false;
    else if (action.kind === "edit") edit(cursor, action.typed);
    else if (action.kind === "undo") props.onUndo?.();
    else if (action.kind === "redo") props.onRedo?.();
    else changeRows(action.kind);
    return true;
  };
  const changeRows = (kind: RowCommand) => {
    const [next, shift] = rowsAfter(kind, table, rectangle, language);
    apply({ table: next, unread: [] });
    if (next !== table && shift !== 0) onSelect(shifted(selection, shift));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing !== null) return;
    const mayLeave = leaves.current || isReadOnly;
    if (event.key !== "Shift") leaves.current = false;
    if (event.key === "Tab" && mayLeave) return;
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 2);
    const action = actionOf(event, selection, { lines, columns: columns.length, page });
    if (action === null || !act(action)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const copy = (event: ClipboardEvent) => {
    if (editing !== null) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", toTsv(table, selection, language));
  };
  const paste = (event: ClipboardEvent) => {
    if (editing !== null || isReadOnly) return;
    event.preventDefault();
    const given = event.clipboardData.getData("text/plain");
    const cells = given.includes("\t") || given.includes("\n") ? linesOf(given) : [[given.trim()]];
    const isOne = cells.length === 1 && cells[0]?.length === 1;
    const edited = isOne
      ? writeEverywhere(table, rectangle, cells[0]?.[0] ?? "", language)
      : writeTexts(table, { line: rectangle.top, at: rectangle.left }, cells, language);
    apply(edited);
    const widest = Math.max(...cells.map((line) => line.length));
    if (!isOne)
      onSelect({
        anchor: { line: rectangle.top, at: rectangle.left },
        cursor: { line: rectangle.top + cells.length - 1, at: Math.min(columns.length, rectangle.left + widest) - 1 },
      });
  };
  const commit = (text: string, step: { down: number; right: number }) => {
    const at = editing?.place ?? cursor;
    const before = textAt(table, at, language);
    const edited =
      text === before && lineAt(table, at.line).kind !== "new"
        ? { table, unread: [] }
        : writeTexts(table, at, [[text]], language);
    if (edited.unread.length > 0) return false;
    if (!(lineAt(table, at.line).kind === "new" && text.trim() === "")) apply(edited);
    close();
    if (step.down === 0 && step.right === 0) return true;
    const next = {
      line: Math.max(0, Math.min(lines, at.line + step.down)),
      at: Math.max(0, Math.min(columns.length - 1, at.at + step.right)),
    };
    onSelect({ anchor: next, cursor: next });
    return true;
  };
  const onTyping = (text: string) => {
    if (editing === null) return;
    const edited = writeTexts(table, editing.place, [[text]], language);
    props.onTyping?.(edited.unread.length > 0 ? null : edited.table);
  };
  const on = useLineActions({
    select: (at, isExtending) => onSelect({ anchor: isExtending ? selection.anchor : at, cursor: at }),
    row: (line, isExtending) =>
      onSelect({
        anchor: { line: isExtending ? selection.anchor.line : line, at: 0 },
        cursor: { line, at: columns.length - 1 },
      }),
    edit: (at) => edit(at, null),
  });
  const { from, to } = sliceOf(Math.max(0, view.top), view.height, rowHeight, lines);
  const shown = Array.from({ length: to - from }, (_, index) => from + index);
  if (cursor.line < from || cursor.line >= to) shown.push(cursor.line);
  const sheet = editing === null ? undefined : columns[editing.place.at];
  return (
    <div
      ref={place}
      className={css["sheet"]}
      data-editing={editing !== null}
      onScroll={(event) => setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}
      onKeyDown={onKeyDown}
      onCopy={copy}
      onCut={(event) => {
        if (editing !== null) return;
        copy(event);
        if (!isReadOnly) changeRows("clear");
      }}
      onPaste={paste}
    >
      <div className={css["content"]} style={sizes(columns.length - 1)}>
        <div
          ref={grid}
          role="grid"
          tabIndex={0}
          aria-label={props.label}
          aria-describedby={isReadOnly ? undefined : help}
          aria-multiselectable="true"
          aria-readonly={isReadOnly}
          aria-rowcount={lines + 1}
          aria-colcount={columns.length + 1}
          aria-activedescendant={`cell-${cursor.line}-${cursor.at}`}
          className={css["grid"]}
        >
          <Header table={table} columns={columns} onColumn={props.onColumn} />
          <div role="presentation" style={{ position: "relative", height: lines * rowHeight }}>
            {shown
              .filter((line) => line < lines)
              .map((line) => (
                <Line
                  key={line}
                  table={table}
                  columns={columns}
                  line={line}
                  mark={markOf(props.marks, table, line)}
                  left={line >= rectangle.top && line <= rectangle.bottom ? rectangle.left : -1}
                  right={line >= rectangle.top && line <= rectangle.bottom ? rectangle.right : -1}
                  cursor={line === cursor.line ? cursor.at : -1}
                  isReadOnly={isReadOnly}
                  on={on}
                />
              ))}
          </div>
        </div>
        {editing !== null && sheet !== undefined && (
          <CellEditor
            key={`${editing.place.line}-${editing.place.at}`}
            sheet={sheet}
            line={editing.place.line}
            at={editing.place.at}
            text={editing.text}
            isFresh={editing.isFresh}
            onCommit={commit}
            onTyping={onTyping}
            onCancel={close}
            onLost={(text) => props.onUnread?.([{ place: editing.place, text }])}
          />
        )}
      </div>
      {!isReadOnly && (
        <p id={help} className="unseen">
          {t("rules.leaveHelp")}
        </p>
      )}
    </div>
  );
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
