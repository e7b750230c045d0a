import { linesOf } from "../../../server/decisions/pasteLines.ts";
import type { Language } from "../../api/types.ts";
import { writeEverywhere, writeTexts, type Edited } from "../table/edits.ts";
import { columnsOf, rectangleOf, type Selection } from "../table/places.ts";
import type { RuleTable } from "../table/ruleTable.ts";

/** A table with what was in the clipboard, and what is selected then: one text fills the selection, a range begins at its corner. */
export function pasted(
  table: RuleTable,
  selection: Selection,
  given: string,
  language: Language,
): { readonly edited: Edited; readonly selection: Selection } {
  const rectangle = rectangleOf(selection);
  const cells = given.includes("\t") || given.includes("\n") ? linesOf(given) : [[given.trim()]];
  const [only = ""] = cells[0] ?? [];
  if (cells.length === 1 && cells[0]?.length === 1)
    return { edited: writeEverywhere(table, rectangle, only, language), selection };
  const from = { line: rectangle.top, at: rectangle.left };
  const widest = Math.max(...cells.map((line) => line.length));
  const right = Math.min(columnsOf(table).length, from.at + widest) - 1;
  return {
    edited: writeTexts(table, from, cells, language),
    selection: { anchor: from, cursor: { line: from.line + cells.length - 1, at: right } },
  };
}
