import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";

export type Scalar = string | number | boolean | null;

/** Comparisons by the order of numbers, or of texts of one form such as ISO 8601 dates. All that are given must hold. */
export interface Comparison {
  readonly "<"?: number | string | undefined;
  readonly "<="?: number | string | undefined;
  readonly ">"?: number | string | undefined;
  readonly ">="?: number | string | undefined;
}

/** What one input of one row expects: a value, one of several, a comparison, or the opposite of a cell. */
export type Cell = Scalar | readonly Scalar[] | Comparison | { readonly not: Cell };

/**
 * Whether a fact is as the cell expects. Nothing is converted: the text "5" is not the number 5, and null is neither
 * less nor more than anything.
 */
export function holds(cell: Cell, actual: Json): boolean {
  if (isOneOf(cell)) return cell.some((each) => each === actual);
  if (!isObject(cell)) return cell === actual;
  if (isNot(cell)) return !holds(cell.not, actual);
  return comparisons(cell).every(({ operator, limit }) => compares(actual, operator, limit));
}

export type Operator = keyof Comparison;

/** The comparisons of a cell in the order they are written. */
export function comparisons(
  cell: Comparison,
): readonly { readonly operator: Operator; readonly limit: number | string }[] {
  const found: { operator: Operator; limit: number | string }[] = [];
  for (const operator of operators) {
    const limit = cell[operator];
    if (limit !== undefined) found.push({ operator, limit });
  }
  return found;
}

export const operators = [">=", ">", "<", "<="] as const;

export function isOneOf(cell: Cell): cell is readonly Scalar[] {
  return Array.isArray(cell);
}

export function isNot(cell: Comparison | { readonly not: Cell }): cell is { readonly not: Cell } {
  return "not" in cell;
}

function compares(actual: Json, operator: Operator, limit: number | string): boolean {
  if (typeof actual !== typeof limit || (typeof actual !== "number" && typeof actual !== "string")) return false;
  switch (operator) {
    case "<":
      return actual < limit;
    case "<=":
      return actual <= limit;
    case ">":
      return actual > limit;
    case ">=":
      return actual >= limit;
  }
}
