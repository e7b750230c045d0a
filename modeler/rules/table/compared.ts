import type { RuleChange } from "../queries.ts";
import type { RowMark } from "../sheet/marks.ts";
import type { RuleRow, RuleTable } from "./ruleTable.ts";

export type Compared = { readonly table: RuleTable; readonly marks: ReadonlyMap<string, RowMark> };

/** The newer table with the rows that are gone where they stood, and what changed marked at rows and cells. */
export function compared(before: RuleTable, after: RuleTable, changes: readonly RuleChange[]): Compared {
  const marks = new Map<string, RowMark>();
  for (const { kind, place } of changes) {
    if (place.row !== undefined) marks.set(place.row, markedWith(marks.get(place.row) ?? {}, kind, place));
  }
  const rows: RuleRow[] = [...after.rows];
  const kept = new Set(after.rows.map(({ id }) => id));
  for (const [at, row] of before.rows.entries()) {
    if (kept.has(row.id)) continue;
    const neighbour = before.rows.slice(0, at).findLast(({ id }) => rows.some((one) => one.id === id));
    rows.splice(rows.findIndex(({ id }) => id === neighbour?.id) + 1, 0, row);
    marks.set(row.id, { change: "removed" });
  }
  return { table: { ...after, rows }, marks };
}

function markedWith(known: RowMark, kind: RuleChange["kind"], place: RuleChange["place"]): RowMark {
  const isWhole = place.column === undefined && place.detail === undefined;
  const cell = place.column ?? (place.detail === "note" ? "note" : undefined);
  const cells = [...(known.cells ?? []), ...(cell === undefined ? [] : [cell])];
  return { ...known, change: isWhole ? kind : (known.change ?? "changed"), cells };
}
