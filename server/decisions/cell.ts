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

/** What one input of one row expects: a value, one of several values or comparisons, a comparison, the opposite of a cell. */
export type Cell = Scalar | readonly (Scalar | Comparison)[] | Comparison | { readonly not: Cell };

/**
 * Whether a fact is as the cell expects. Nothing is converted: the text "5" is not the number 5, and null is neither
 * less nor more than anything.
 */
export function holds(cell: Cell, actual: Json): boolean {
  if (isOneOf(cell)) return cell.some((each) => holds(each, actual));
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

export function isOneOf(cell: Cell): cell is readonly (Scalar | Comparison)[] {
  return Array.isArray(cell);
}

export function isNot(cell: Comparison | { readonly not: Cell }): cell is { readonly not: Cell } {
  return "not" in cell;
}

/** Every value a cell names: single values and limits of comparisons alike. */
export function scalarsOf(cell: Cell): readonly Scalar[] {
  if (isOneOf(cell)) return cell.flatMap(scalarsOf);
  if (typeof cell !== "object" || cell === null) return [cell];
  return isNot(cell) ? scalarsOf(cell.not) : comparisons(cell).map(({ limit }) => limit);
}

/** The same cell with every value in it replaced. */
export function mapCell(cell: Cell, replace: (value: Scalar) => Scalar): Cell {
  if (isOneOf(cell)) return cell.map((each) => mapOne(each, replace));
  if (typeof cell === "object" && cell !== null && isNot(cell)) return { not: mapCell(cell.not, replace) };
  return mapOne(cell, replace);
}

function mapOne(cell: Scalar | Comparison, replace: (value: Scalar) => Scalar): Scalar | Comparison {
  if (typeof cell !== "object" || cell === null) return replace(cell);
  return Object.fromEntries(
    comparisons(cell).map(({ operator, limit }) => {
      const value = replace(limit);
      return [operator, typeof value === "number" || typeof value === "string" ? value : limit];
    }),
  );
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
