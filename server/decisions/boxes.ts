import { holds } from "./cell.ts";
import type { Cell } from "./cell.ts";
import { axesOf } from "./axis.ts";
import type { Axis } from "./axis.ts";
import { comparableCell } from "./comparable.ts";
import type { Condition } from "./condition.ts";
import { bitsWhere, intersect, isInhabited } from "./region.ts";
import type { Bits, Box } from "./region.ts";
import type { RuleRow, RuleSet } from "./ruleSet.ts";

/** The domain of a rule set, and what of it each row takes. */
export interface Space {
  readonly axes: readonly Axis[];
  /** Of each axis all atoms. */
  readonly full: readonly Bits[];
  readonly everything: Box;
  /** Row by row the boxes that make it up; undefined when a condition tree would make too many. */
  readonly rows: readonly (readonly Box[] | undefined)[];
}

/** A condition tree that needs more boxes is left out of the checks. */
const mostBoxes = 64;

/** Takes a rule set apart into boxes. Exact: cells cannot tell the values of an atom apart. */
export function spaceOf(ruleSet: RuleSet): Space {
  const axes = axesOf(ruleSet);
  const everything: Box = axes.map(() => undefined);
  return {
    axes,
    everything,
    full: axes.map(({ atoms }) => fullBits(atoms.length)),
    rows: ruleSet.rows.map((row) => boxesOf(axes, everything, row)),
  };
}

function fullBits(count: number): Bits {
  const bits = new Uint32Array(Math.ceil(count / 32));
  for (let index = 0; index < count; index += 1) bits[index >> 5] = (bits[index >> 5] ?? 0) | (1 << (index & 31));
  return bits;
}

function boxesOf(axes: readonly Axis[], everything: Box, row: RuleRow): readonly Box[] | undefined {
  const cells: Box = axes.map((axis) => {
    const cell = row.when[axis.column.name];
    return cell === undefined ? undefined : cellBits(axis, cell);
  });
  if (!isInhabited(cells)) return [];
  if (row.where === undefined) return [cells];
  const boxes = boxesWhere(axes, everything, row.where);
  return boxes === undefined ? undefined : product([cells], boxes);
}

/** The atoms for which a cell holds; `undefined` when it is all of them. */
export function cellBits(axis: Axis, given: Cell): Bits | undefined {
  const cell = comparableCell(axis.column, given);
  return bitsWhere(axis.atoms.length, (index) => holds(cell, axis.atoms[index]?.comparable ?? null));
}

/** A condition tree as a union of boxes (disjunctive normal form). */
function boxesWhere(axes: readonly Axis[], everything: Box, condition: Condition): readonly Box[] | undefined {
  if ("input" in condition) {
    const at = axes.findIndex(({ column }) => column.name === condition.input);
    const axis = axes[at];
    const box = axis === undefined ? everything : everything.with(at, cellBits(axis, condition.is));
    return isInhabited(box) ? [box] : [];
  }
  if ("not" in condition) return boxesWhere(axes, everything, negated(condition.not));
  const inner = "all" in condition ? condition.all : condition.any;
  const parts = inner.map((each) => boxesWhere(axes, everything, each));
  if ("any" in condition) return union(parts);
  return parts.reduce<readonly Box[] | undefined>(product, [everything]);
}

function negated(condition: Condition): Condition {
  if ("input" in condition) return { input: condition.input, is: { not: condition.is } };
  if ("not" in condition) return condition.not;
  // a negated leaf is a leaf, so that only a double negation is told by `not`
  if ("all" in condition) return { any: condition.all.map(negated) };
  return { all: condition.any.map(negated) };
}

function union(parts: readonly (readonly Box[] | undefined)[]): readonly Box[] | undefined {
  const all: Box[] = [];
  for (const part of parts) {
    if (part === undefined || all.length + part.length > mostBoxes) return undefined;
    all.push(...part);
  }
  return all;
}

function product(a: readonly Box[] | undefined, b: readonly Box[] | undefined): readonly Box[] | undefined {
  if (a === undefined || b === undefined || a.length * b.length > mostBoxes) return undefined;
  return a.flatMap((one) => b.map((other) => intersect(one, other)).filter((box) => box !== undefined));
}
