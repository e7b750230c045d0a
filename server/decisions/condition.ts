import type { Cell } from "./cell.ts";

/**
 * What no cell can say: conditions over several inputs, joined by all, any and not. A row may carry one beside its cells;
 * it fires when its cells and this hold.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly input: string; readonly is: Cell };

/** The leaves of a condition, each an input with what is expected of it. */
export function leavesOf(condition: Condition): readonly { readonly input: string; readonly is: Cell }[] {
  if ("input" in condition) return [condition];
  if ("not" in condition) return leavesOf(condition.not);
  return ("all" in condition ? condition.all : condition.any).flatMap(leavesOf);
}

/** Whether a condition holds, given whether each leaf does. */
export function satisfies(condition: Condition, leaf: (input: string, is: Cell) => boolean): boolean {
  if ("input" in condition) return leaf(condition.input, condition.is);
  if ("not" in condition) return !satisfies(condition.not, leaf);
  if ("all" in condition) return condition.all.every((each) => satisfies(each, leaf));
  return condition.any.some((each) => satisfies(each, leaf));
}

/** The same condition with every leaf replaced. */
export function mapLeaves(condition: Condition, replace: (input: string, is: Cell) => Cell): Condition {
  if ("input" in condition) return { input: condition.input, is: replace(condition.input, condition.is) };
  if ("not" in condition) return { not: mapLeaves(condition.not, replace) };
  if ("all" in condition) return { all: condition.all.map((each) => mapLeaves(each, replace)) };
  return { any: condition.any.map((each) => mapLeaves(each, replace)) };
}
