import { memo } from "react";
import { Braces, CircleAlert, CornerDownRight, Info, Plus, TriangleAlert } from "lucide-react";
import { useWords } from "../../words/language.tsx";
import { lineAt, textAt, type Place, type SheetColumn } from "../table/places.ts";
import type { RuleTable } from "../table/ruleTable.ts";
import type { RowMark } from "./marks.ts";
import { rowHeight } from "./heights.ts";
import css from "./Sheet.module.css";

export type LineProps = {
  readonly table: RuleTable;
  readonly columns: readonly SheetColumn[];
  readonly line: number;
  readonly mark: RowMark | undefined;
  /** The selected columns of this line; -1 when there are none. */
  readonly left: number;
  readonly right: number;
  /** The column of the cursor, when it is in this line. */
  readonly cursor: number;
  readonly isReadOnly: boolean;
  readonly on: LineActions;
};

/** What the mouse does; the same object for the life of the sheet, so that lines need not be drawn again. */
export type LineActions = {
  readonly select: (place: Place, isExtending: boolean) => void;
  readonly row: (line: number, isExtending: boolean) => void;
  readonly edit: (place: Place) => void;
};

/** One line of the sheet: its number with what is to be said of it, then its cells. */
export const Line = memo(DrawnLine, isSameLine);

function DrawnLine({ table, columns, line, mark, left, right, cursor, isReadOnly, on }: LineProps) {
  const { t, language } = useWords();
  const where = lineAt(table, line);
  const row = where.kind === "row" ? table.rows[where.index] : undefined;
  const id = row?.id ?? where.kind;
  return (
    <div
      role="row"
      aria-rowindex={line + 2}
      className={css["line"]}
      data-kind={where.kind}
      data-row={id}
      data-standing={mark?.standing}
      data-idle={mark?.isIdle}
      data-change={mark?.change}
      style={{ top: line * rowHeight, height: rowHeight }}
    >
      <div
        role="rowheader"
        className={css["number"]}
        title={mark?.says?.join("\n")}
        onMouseDown={(event) => on.row(line, event.shiftKey)}
      >
        {(where.kind !== "new" || !isReadOnly) && <Name kind={where.kind} id={id} />}
        <Signs mark={mark} hasMore={row?.where !== undefined} />
      </div>
      {columns.map((sheet, at) => (
        <Cell
          key={at}
          sheet={sheet}
          text={textAt(table, { line, at }, language)}
          empty={emptyText(sheet, where.kind, at === 0 && !isReadOnly ? t("rules.newRow") : "")}
          place={{ line, at }}
          isSelected={at >= left && at <= right}
          isCursor={at === cursor}
          isChanged={differs(mark, sheet)}
          on={on}
        />
      ))}
    </div>
  );
}

function differs(mark: RowMark | undefined, sheet: SheetColumn): boolean {
  return mark?.cells?.includes(sheet.kind === "note" ? "note" : sheet.column.name) ?? false;
}

type CellProps = {
  readonly sheet: SheetColumn;
  readonly text: string;
  readonly empty: string;
  readonly place: Place;
  readonly isSelected: boolean;
  readonly isCursor: boolean;
  readonly isChanged: boolean;
  readonly on: LineActions;
};

function Cell({ sheet, text, empty, place, isSelected, isCursor, isChanged, on }: CellProps) {
  return (
    <div
      role="gridcell"
      id={`cell-${place.line}-${place.at}`}
      aria-colindex={place.at + 2}
      aria-selected={isSelected}
      className={css["cell"]}
      data-kind={sheet.kind}
      data-cursor={isCursor}
      data-changed={isChanged}
      title={text.length > 14 ? text : undefined}
      onMouseDown={(event) => event.button === 0 && on.select(place, event.shiftKey)}
      onMouseEnter={(event) => event.buttons === 1 && on.select(place, true)}
      onDoubleClick={() => on.edit(place)}
    >
      {text === "" ? <span className={css["any"]}>{empty}</span> : text}
    </div>
  );
}

/** An input that asks nothing is a dash, as in DMN; the empty line says what to do with it. */
function emptyText(sheet: SheetColumn, kind: string, hint: string): string {
  if (kind === "new") return hint;
  return kind === "row" && sheet.kind === "input" ? "–" : "";
}

function Name({ kind, id }: { kind: string; id: string }) {
  const { t } = useWords();
  if (kind === "new") return <Plus size={15} aria-label={t("rules.addRow")} />;
  return <span>{kind === "default" ? t("rules.otherwise") : id}</span>;
}

function Signs({ mark, hasMore }: { mark: RowMark | undefined; hasMore: boolean }) {
  const { t } = useWords();
  const icons = { error: CircleAlert, warning: TriangleAlert, hint: Info };
  const Icon = mark?.severity === undefined ? null : icons[mark.severity];
  return (
    <span className={css["signs"]}>
      {hasMore && <Braces size={13} aria-label={t("rules.further")} />}
      {mark?.standing === "late" && <CornerDownRight size={13} aria-label={t("why.late")} />}
      {Icon !== null && mark?.severity !== undefined && (
        <Icon size={14} data-severity={mark.severity} aria-label={t(`severity.${mark.severity}`)} />
      )}
      {mark?.tests !== undefined && (
        <span
          className={css["tested"]}
          data-none={mark.tests === 0}
          title={t("ruleTest.through", { count: mark.tests })}
        >
          <span className="unseen">{t("ruleTest.through", { count: mark.tests })}</span>
          <span aria-hidden="true">{mark.tests === 0 ? "○" : "●"}</span>
        </span>
      )}
    </span>
  );
}

/** Typing draws only the line it is in: rows are compared by identity, marks by what they say. */
function isSameLine(before: LineProps, after: LineProps): boolean {
  if (before.left !== after.left || before.right !== after.right || before.cursor !== after.cursor) return false;
  if (before.columns !== after.columns && !isSameColumns(before.table, after.table)) return false;
  if (before.table.rows.length !== after.table.rows.length || before.table.default !== after.table.default)
    return false;
  return (
    before.table.rows[before.line] === after.table.rows[after.line] &&
    JSON.stringify(before.mark) === JSON.stringify(after.mark)
  );
}

function isSameColumns(before: RuleTable, after: RuleTable): boolean {
  return before.inputs === after.inputs && before.outputs === after.outputs;
}
