import type { Json } from "../base/json.ts";
import { mapCell } from "./cell.ts";
import type { Cell, Scalar } from "./cell.ts";
import { durationLength } from "./duration.ts";
import type { Column } from "./ruleSet.ts";
import type { ColumnType } from "./shape.ts";

/**
 * A value in the form in which its type is ordered and equal: durations and instants as milliseconds, all others as they
 * are. A text that is no duration or instant stays a text, and is less or more than none.
 */
export function comparable(type: ColumnType, value: Json): Json {
  if (typeof value !== "string") return value;
  if (type === "duration") return durationLength(value) ?? value;
  return type === "dateTime" ? (instantOf(value) ?? value) : value;
}

/** A cell in the form of {@link comparable}. */
export function comparableCell(column: Pick<Column, "type"> | undefined, cell: Cell): Cell {
  if (column?.type !== "duration" && column?.type !== "dateTime") return cell;
  const { type } = column;
  // a scalar stays one: `comparable` gives a number for a text or the text itself
  return mapCell(cell, (value) => comparable(type, value) as Scalar);
}

/** ISO 8601; what tells no offset is UTC, so that a verdict depends on no machine's time zone. */
function instantOf(text: string): number | undefined {
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) || !text.includes("T");
  const time = Date.parse(hasOffset ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : time;
}
