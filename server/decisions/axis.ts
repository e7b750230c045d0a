import type { Json } from "../base/json.ts";
import { comparisons, holds, isNot, isOneOf, scalarsOf } from "./cell.ts";
import type { Cell } from "./cell.ts";
import { comparable, comparableCell } from "./comparable.ts";
import { leavesOf } from "./condition.ts";
import type { Column, RuleSet } from "./ruleSet.ts";
import { between, scaleOf } from "./scale.ts";
import type { Scale } from "./scale.ts";

/**
 * A part of an input's domain within which no cell of the table tells two values apart, with one value for all of them.
 * `foreseen` values are named by the column or the table, or lie between such; `other` is any further text.
 */
export interface Atom {
  readonly kind: "foreseen" | "other" | "missing";
  readonly value: Json;
  readonly comparable: Json;
  /** Of an open interval of numbers: its limits, as on the column's scale. */
  readonly within?: readonly [number, number];
}

/** The domain of one input, cut into atoms. */
export interface Axis {
  readonly column: Column;
  readonly scale: Scale | undefined;
  readonly atoms: readonly Atom[];
}

/** The domains of all inputs, each cut where any cell of the table cuts it. */
export function axesOf(ruleSet: RuleSet): readonly Axis[] {
  return ruleSet.inputs.map((column) => {
    const cells = ruleSet.rows.flatMap((row) => {
      const cell = row.when[column.name];
      const leaves = row.where === undefined ? [] : leavesOf(row.where).filter(({ input }) => input === column.name);
      return [...(cell === undefined ? [] : [cell]), ...leaves.map(({ is }) => is)];
    });
    return axisOf(column, cells);
  });
}

/** The domain of one input, cut where some cells cut it. */
export function axisOf(column: Column, cells: readonly Cell[]): Axis {
  const named = new Set(cells.flatMap((cell) => scalarsOf(comparableCell(column, cell))));
  for (const { value } of column.values ?? []) named.add(comparable(column.type, value) as string); // a scalar
  named.delete(null);
  const scale = scaleOf(column);
  const isOnScale = scale !== undefined && [...named].every((value) => scale.toNumber(value) !== undefined);
  const atoms = isOnScale ? scaled(column, scale, named) : unscaled(column, named, cells);
  const missing: readonly Atom[] = column.required ? [] : [{ kind: "missing", value: null, comparable: null }];
  return { column, scale: isOnScale ? scale : undefined, atoms: [...atoms, ...missing] };
}

function scaled(column: Column, scale: Scale, named: ReadonlySet<Json>): readonly Atom[] {
  const { range } = column;
  const limits = range === undefined ? [] : scalarsOf(comparableCell(column, range));
  const numbers = [...new Set([...named, ...limits].flatMap((value) => scale.toNumber(value ?? null) ?? []))];
  const cuts = [-Infinity, ...numbers.toSorted((a, b) => a - b), Infinity];
  const atomAt = (number: number, within?: readonly [number, number]): Atom => {
    const value = scale.toValue(number);
    const open = within === undefined ? {} : { within };
    return { kind: "foreseen", value, comparable: comparable(column.type, value), ...open };
  };
  const atoms = cuts.flatMap((cut, index) => {
    const next = cuts[index + 1] ?? Infinity;
    const inside = cut === Infinity ? undefined : between(scale, cut, next);
    const isValue = Number.isFinite(cut) && (scale.step === 0 || Number.isInteger(cut));
    return [...(isValue ? [atomAt(cut)] : []), ...(inside === undefined ? [] : [atomAt(inside, [cut, next])])];
  });
  if (range === undefined) return atoms;
  const allowed = comparableCell(column, range);
  return atoms.filter((atom) => holds(allowed, atom.comparable));
}

function foreseen(value: Json): Atom {
  return { kind: "foreseen", value, comparable: value };
}

function unscaled(column: Column, named: ReadonlySet<Json>, cells: readonly Cell[]): readonly Atom[] {
  switch (column.type) {
    case "boolean":
      return [foreseen(true), foreseen(false)];
    case "enum":
      return (column.values ?? []).map(({ value }) => foreseen(value));
    default:
      return [...openValues([...named], cells.some(isOrdered)).map(foreseen), furtherText(named)];
  }
}

const dense = { step: 0, units: [1] } as const;

/** Named values as they are; where texts or numbers are compared, one between each two of them and one at either end, too. */
function openValues(named: readonly Json[], areCompared: boolean): readonly Json[] {
  if (!areCompared) return named;
  const texts = named.filter((value) => typeof value === "string").toSorted();
  const numbers = named.filter((value) => typeof value === "number").toSorted((a, b) => a - b);
  const gaps = [-Infinity, ...numbers].flatMap((low, index) => between(dense, low, numbers[index] ?? Infinity) ?? []);
  const after = texts.flatMap((text, index) => {
    const next = texts[index + 1];
    return [`${text} +`, `${text}\u0000`].find((each) => next === undefined || each < next) ?? [];
  });
  const [first = ""] = texts;
  return [...new Set([...named, ...(numbers.length > 0 ? gaps : []), ...after, ...(first === "" ? [] : [""])])];
}

/** A text that no cell names. */
function furtherText(named: ReadonlySet<Json>): Atom {
  let value = "other";
  while (named.has(value)) value = `another ${value}`;
  return { kind: "other", value, comparable: value };
}

function isOrdered(cell: Cell): boolean {
  if (isOneOf(cell)) return cell.some((each) => isOrdered(each));
  if (typeof cell !== "object" || cell === null) return false;
  return isNot(cell) ? isOrdered(cell.not) : comparisons(cell).length > 0;
}
