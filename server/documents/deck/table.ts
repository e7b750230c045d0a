import { fitted, page, palette } from "./shapes.ts";
import type { Shape } from "./shapes.ts";

interface Column {
  readonly title: string;
  /** Inches. */
  readonly width: number;
  readonly align?: "right";
}

interface Row {
  readonly cells: readonly string[];
  /** The colour of a dot in front of the row. */
  readonly dot?: string;
}

interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly y: number;
  readonly rowHeight: number;
  /** What is said when there are no rows. */
  readonly empty?: string;
}

/** A table as shapes: a line of titles, then rows between hairlines; what does not fit a cell gets smaller. */
export function table({ columns, rows, y, rowHeight, empty = "" }: Table): readonly Shape[] {
  const width = page.width - 2 * page.margin;
  const head = cellsOf(
    columns,
    columns.map(({ title }) => title),
    { y, h: 0.36, size: 12, color: palette.muted },
  );
  const body = rows.flatMap(({ cells, dot }, index): Shape[] => {
    const at = y + 0.4 + index * rowHeight;
    return [
      { kind: "rect", x: page.margin, y: at, w: width, h: 0.012, fill: palette.line },
      ...(dot === undefined ? [] : [{ kind: "dot" as const, x: page.margin + 0.05, y: at + rowHeight / 2 - 0.09, w: 0.18, h: 0.18, fill: dot }]),
      ...cellsOf(columns, cells, { y: at + 0.03, h: rowHeight - 0.05, size: 14, color: palette.ink, indent: dot === undefined ? 0 : 0.3 }),
    ]; // prettier-ignore
  });
  const nothing = fitted({ x: page.margin, y: y + 0.5, w: width, h: 0.5, text: empty, size: 16, color: palette.muted });
  return rows.length === 0 ? [...head, nothing] : [...head, ...body];
}

interface Look {
  readonly y: number;
  readonly h: number;
  readonly size: number;
  readonly color: string;
  /** Of the first cell. */
  readonly indent?: number;
}

function cellsOf(
  columns: readonly Column[],
  texts: readonly string[],
  { y, h, size, color, indent = 0 }: Look,
): Shape[] {
  let x: number = page.margin;
  return columns.flatMap(({ width, align }, index) => {
    const inset = index === 0 ? indent : 0;
    const box = {
      x: x + inset,
      y,
      w: width - inset - 0.1,
      h,
      text: texts[index] ?? "",
      size,
      color,
      ...(align ? { align } : {}),
    };
    x += width;
    return box.text === "" ? [] : [fitted(box)];
  });
}
