import type { Json } from "../../base/json.ts";
import { comparisons, isNot, isOneOf } from "../cell.ts";
import type { Cell, Comparison, Scalar } from "../cell.ts";
import type { ColumnType } from "../shape.ts";

/** A cell as FEEL unary tests (DMN 1.3, 10.3.1.2, rule 15); no cell is `-`. */
export function unaryTests(cell: Cell | undefined, type: ColumnType): string {
  if (cell === undefined) return "-";
  if (isOneOf(cell)) return cell.map((each) => test(each, type)).join(", ");
  if (typeof cell !== "object" || cell === null) return literal(cell, type);
  if (!isNot(cell)) return test(cell, type);
  // FEEL knows no not within a not
  const { not: inner } = cell;
  const isDouble = typeof inner === "object" && inner !== null && !isOneOf(inner) && isNot(inner);
  return isDouble ? unaryTests(inner.not, type) : `not(${unaryTests(inner, type)})`;
}

/** A value as a FEEL literal; texts of dates, instants and durations become such. */
export function literal(value: Json, type: ColumnType): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const text = JSON.stringify(value);
  switch (type) {
    case "date":
      return `date(${text})`;
    case "dateTime":
      return `date and time(${text})`;
    case "duration":
      return `duration(${text})`;
    default:
      return text;
  }
}

function test(each: Scalar | Comparison, type: ColumnType): string {
  if (typeof each !== "object" || each === null) return literal(each, type);
  const found = comparisons(each);
  const lower = strictest(found.filter(({ operator }) => operator.startsWith(">")));
  const upper = strictest(found.filter(({ operator }) => operator.startsWith("<")));
  if (lower !== undefined && upper !== undefined) {
    const [open, close] = [lower.operator === ">" ? "(" : "[", upper.operator === "<" ? ")" : "]"];
    return `${open}${literal(lower.limit, type)}..${literal(upper.limit, type)}${close}`;
  }
  const only = lower ?? upper;
  return only === undefined ? "-" : `${only.operator} ${literal(only.limit, type)}`;
}

type Limit = ReturnType<typeof comparisons>[number];

/** Of two limits on one side the one that leaves less. */
function strictest([one, other]: readonly Limit[]): Limit | undefined {
  if (one === undefined || other === undefined) return one;
  const isLower = one.operator.startsWith(">");
  if (one.limit === other.limit) return one.operator.length === 1 ? one : other;
  return one.limit > other.limit === isLower ? one : other;
}
