import type { CSSProperties } from "react";
import { clear, deleteRows, duplicateRows, fillDown, insertRow, moveRows } from "../table/edits.ts";
import { lineAt, type Place, type rectangleOf, type Selection } from "../table/places.ts";
import type { RuleTable } from "../table/ruleTable.ts";
import type { SheetAction } from "./keys.ts";
import { headHeight, rowHeight } from "./heights.ts";
import type { RowMark } from "./marks.ts";

/** Commands that change whole rows or ranges. */
export type RowCommand = Exclude<SheetAction["kind"], "select" | "edit" | "undo" | "redo" | "release">;

/** The table after a command on whole rows, and how many lines the selection follows. */
export function rowsAfter(
  kind: RowCommand,
  table: RuleTable,
  rectangle: ReturnType<typeof rectangleOf>,
  language: "de" | "en",
): [RuleTable, number] {
  const { top, bottom } = rectangle;
  switch (kind) {
    case "clear":
      return [clear(table, rectangle, language), 0];
    case "fillDown":
      return [fillDown(table, rectangle), 0];
    case "insert":
      return [insertRow(table, bottom + 1), Math.min(table.rows.length, bottom + 1) - top];
    case "duplicate":
      return [duplicateRows(table, top, bottom), bottom - top + 1];
    case "deleteRows":
      return [deleteRows(table, top, bottom), 0];
    case "moveUp":
      return [moveRows(table, top, bottom, -1), -1];
    case "moveDown":
      return [moveRows(table, top, bottom, 1), 1];
  }
}

/** The selection some lines further down. */
export function shifted({ anchor, cursor }: Selection, by: number): Selection {
  return { anchor: { ...anchor, line: anchor.line + by }, cursor: { ...cursor, line: cursor.line + by } };
}

/** Rows and columns may have gone since the selection was made. */
export function within({ anchor, cursor }: Selection, lines: number, columns: number): Selection {
  const kept = ({ line, at }: Place): Place => ({
    line: Math.max(0, Math.min(lines - 1, line)),
    at: Math.min(columns - 1, at),
  });
  return { anchor: kept(anchor), cursor: kept(cursor) };
}

/** Read only: every row, and the default where there is one. */
export function readOnlyLines(table: RuleTable): number {
  return table.default === undefined ? table.rows.length : table.rows.length + 2;
}

/** What is to be seen at a line. */
export function markOf(marks: ReadonlyMap<string, RowMark>, table: RuleTable, line: number): RowMark | undefined {
  const where = lineAt(table, line);
  return where.kind === "row"
    ? marks.get(table.rows[where.index]?.id ?? "")
    : where.kind === "default"
      ? marks.get("default")
      : undefined;
}

/** All columns share the room there is; below their least width the sheet scrolls. */
export function sizes(count: number): CSSProperties {
  const columns = `84px repeat(${count}, minmax(${least}px, 1fr)) minmax(${leastNote}px, 1.3fr)`;
  return { "--columns": columns, minWidth: 84 + count * least + leastNote } as CSSProperties; // a property of our own style sheet
}

const least = 104;
const leastNote = 140;

/** Scrolls as little as needed for the cursor to be in sight, below the header and beside the row numbers. */
export function reveal(node: HTMLDivElement | null, { line, at }: Place): void {
  if (node === null) return;
  const top = line * rowHeight;
  if (top < node.scrollTop) node.scrollTop = top;
  if (top + rowHeight + headHeight > node.scrollTop + node.clientHeight)
    node.scrollTop = top + rowHeight + headHeight - node.clientHeight + 4;
  const cell = node.querySelector<HTMLElement>(`[data-column="${at}"]`);
  if (cell === null) return;
  const left = cell.offsetLeft - 84;
  if (left < node.scrollLeft) node.scrollLeft = left;
  if (cell.offsetLeft + cell.offsetWidth > node.scrollLeft + node.clientWidth)
    node.scrollLeft = cell.offsetLeft + cell.offsetWidth - node.clientWidth;
}
