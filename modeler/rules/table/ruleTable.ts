import type { Labels } from "../../api/types.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type Facts = Readonly<Record<string, Json>>;
export type Scalar = string | number | boolean | null;
export type Operator = "<" | "<=" | ">" | ">=";
export type Comparison = Readonly<Partial<Record<Operator, number | string | undefined>>>;
/** What one input of one row expects; the server's `Cell`. */
export type Cell = Scalar | readonly (Scalar | Comparison)[] | Comparison | { readonly not: Cell };

/** What no cell can say: conditions over several inputs. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly input: string; readonly is: Cell };

export const columnTypes = [
  "string",
  "number",
  "boolean",
  "date",
  "dateTime",
  "duration",
  "enum",
  "list",
  "any",
] as const;
export const hitPolicies = ["first", "unique", "any", "priority", "collect", "ruleOrder", "outputOrder"] as const;
export const aggregations = ["sum", "min", "max", "count"] as const;
export type ColumnType = (typeof columnTypes)[number];
export type HitPolicy = (typeof hitPolicies)[number];
export type Aggregation = (typeof aggregations)[number];

export type Value = { readonly value: Scalar; readonly label: Labels };
export type Column = {
  readonly name: string;
  readonly type: ColumnType;
  readonly label: Labels;
  readonly values?: readonly Value[];
  readonly range?: Comparison;
  readonly integer?: boolean;
  readonly required?: boolean;
  readonly description?: Labels;
};
export type RuleRow = {
  readonly id: string;
  readonly when: Readonly<Record<string, Cell>>;
  readonly where?: Condition;
  readonly then: Facts;
  readonly note?: Labels;
};
export type RuleTest = {
  readonly id: string;
  readonly name: Labels;
  readonly facts: Facts;
  readonly expect: { readonly verdict?: Json; readonly rows?: readonly string[] };
};
/** A rule set as it is edited: a decision table (DMN 1.3, clause 8) with its unit tests. */
export type RuleTable = {
  readonly key: string;
  readonly version: number;
  readonly label: Labels;
  readonly description?: Labels;
  readonly hitPolicy: HitPolicy;
  readonly aggregation?: Aggregation;
  readonly inputs: readonly Column[];
  readonly outputs: readonly Column[];
  readonly rows: readonly RuleRow[];
  readonly default?: Facts;
  readonly origin?: string;
  readonly tests?: readonly RuleTest[];
};

type StoredColumn = Omit<Column, "values"> & { readonly values?: readonly (Scalar | Value)[] };
type StoredRow = Omit<RuleRow, "note"> & { readonly note?: string | Labels };
type Stored = Omit<RuleTable, "inputs" | "outputs" | "rows"> & {
  readonly inputs: readonly StoredColumn[];
  readonly outputs: readonly StoredColumn[];
  readonly rows: readonly StoredRow[];
};

/** A stored rule set as a table; null when it has not the shape of one and can only be edited as JSON. */
export function tableOf(body: unknown): RuleTable | null {
  if (!hasShape(body)) return null;
  return {
    ...body,
    inputs: body.inputs.map(columnOf),
    outputs: body.outputs.map(columnOf),
    rows: body.rows.map(rowOf),
  };
}

function hasShape(body: unknown): body is Stored {
  if (typeof body !== "object" || body === null) return false;
  const raw = body as Partial<Record<keyof Stored, unknown>>; // looked at below
  const isFull = Array.isArray(raw.inputs) && Array.isArray(raw.outputs) && Array.isArray(raw.rows);
  if (!isFull || !hitPolicies.some((policy) => policy === raw.hitPolicy)) return false;
  const columns: unknown[] = [...(raw.inputs as unknown[]), ...(raw.outputs as unknown[])]; // arrays, as asked above
  return columns.every(isColumn) && (raw.rows as unknown[]).every(isRow) && isLabels(raw.label);
}

function isColumn(given: unknown): boolean {
  if (typeof given !== "object" || given === null) return false;
  const { name, type, label } = given as Partial<Record<string, unknown>>; // any object
  return typeof name === "string" && columnTypes.some((one) => one === type) && isLabels(label);
}

function isRow(given: unknown): boolean {
  if (typeof given !== "object" || given === null) return false;
  const { id, when, then } = given as Partial<Record<string, unknown>>; // any object
  return typeof id === "string" && isPlain(when) && isPlain(then);
}

function isPlain(given: unknown): boolean {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

function isLabels(given: unknown): boolean {
  if (typeof given !== "object" || given === null) return false;
  return typeof Reflect.get(given, "de") === "string" && typeof Reflect.get(given, "en") === "string";
}

function columnOf({ values, ...column }: StoredColumn): Column {
  if (values === undefined) return column;
  return {
    ...column,
    values: values.map((each) =>
      typeof each === "object" && each !== null ? each : { value: each, label: { de: String(each), en: String(each) } },
    ),
  };
}

function rowOf({ note, ...row }: StoredRow): RuleRow {
  if (note === undefined) return row;
  return { ...row, note: typeof note === "string" ? { de: note, en: note } : note };
}

/** An id that no row or test has yet: `r7`, `t3`. */
export function freeId(letter: "r" | "t", taken: readonly { readonly id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id));
  let number = taken.length + 1;
  while (ids.has(`${letter}${number}`)) number += 1;
  return `${letter}${number}`;
}
