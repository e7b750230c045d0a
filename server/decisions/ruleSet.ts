import { z } from "zod";
import { Refusal } from "../base/refusal.ts";
import type { Complaint } from "../base/refusal.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { isNot, isOneOf } from "./cell.ts";
import type { Cell, Comparison } from "./cell.ts";

const labels = z.object({ de: z.string(), en: z.string() });
const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "Expected a name of letters, digits and _");
const type = z.enum(["string", "number", "boolean", "date", "list", "any"]);
const scalar = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]);
const limit = z.union([z.number(), z.string().max(64)]).optional();
const comparison = z
  .strictObject({ "<": limit, "<=": limit, ">": limit, ">=": limit })
  .refine((cell) => Object.keys(cell).length > 0, "Expected at least one of < <= > >=");
const cell: z.ZodType<Cell> = z.lazy(() =>
  z.union([scalar, z.array(scalar).min(1).max(200).readonly(), comparison, z.strictObject({ not: cell })]),
);
const columnShape = z.object({
  name,
  type,
  label: labels,
  values: z
    .array(z.union([scalar, z.object({ value: scalar, label: labels })]))
    .max(200)
    .optional(),
});
const verdict = z.record(name, z.json());

const shape = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/, "Expected a key of small letters, digits, _ and -"),
  version: z.int().positive(),
  label: labels,
  hitPolicy: z.enum(["first", "unique", "collect", "priority"]),
  inputs: z.array(columnShape).min(1).max(40),
  outputs: z.array(columnShape).min(1).max(40),
  rows: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(64),
        when: z.record(name, cell),
        then: verdict,
        note: z.union([z.string(), labels]).optional(),
      }),
    )
    .min(1)
    .max(2000),
  default: verdict.optional(),
  origin: z.string().optional(),
});

export type Labels = z.output<typeof labels>;
export type HitPolicy = z.output<typeof shape>["hitPolicy"];

/** One input or output of a rule set. `values` are those foreseen, for editors and, of outputs, their priority. */
export interface Column {
  readonly name: string;
  readonly type: z.output<typeof type>;
  readonly label: Labels;
  readonly values?: readonly { readonly value: Json; readonly label: Labels }[];
}

export interface RuleRow {
  readonly id: string;
  readonly when: Readonly<Record<string, Cell>>;
  readonly then: JsonObject;
  readonly note?: Labels;
}

/** A decision table in the sense of DMN 1.5, clause 8, read and found right. */
export interface RuleSet {
  readonly key: string;
  readonly version: number;
  readonly label: Labels;
  readonly hitPolicy: HitPolicy;
  readonly inputs: readonly Column[];
  readonly outputs: readonly Column[];
  readonly rows: readonly RuleRow[];
  readonly default?: JsonObject;
}

/**
 * Reads a rule set. Outputs that a row leaves out are null.
 *
 * @throws {Refusal} `rules.shape` with the place of each mistake
 */
export function parseRuleSet(json: unknown): RuleSet {
  const result = shape.safeParse(json);
  if (!result.success) {
    throw refusal(
      result.error.issues.map((issue) => ({
        place: `/${issue.path.join("/")}`,
        code: "rules.shape",
        message: issue.message,
      })),
    );
  }
  const raw = result.data;
  const complaints = [
    ...namesTwice(raw),
    ...raw.rows.flatMap((row, index) => complaintsOf(raw, row, index)),
    ...priorityOf(raw),
  ];
  if (complaints.length > 0) throw refusal(complaints);
  const whole = (given: JsonObject): JsonObject =>
    Object.fromEntries(raw.outputs.map((output) => [output.name, given[output.name] ?? null]));
  return {
    key: raw.key,
    version: raw.version,
    label: raw.label,
    hitPolicy: raw.hitPolicy,
    inputs: raw.inputs.map(columnOf),
    outputs: raw.outputs.map(columnOf),
    rows: raw.rows.map(({ id, when, then, note }) => ({
      id,
      when,
      then: whole(then),
      ...(note === undefined ? {} : { note: typeof note === "string" ? { de: note, en: note } : note }),
    })),
    ...(raw.default === undefined ? {} : { default: whole(raw.default) }),
  };
}

type Raw = z.output<typeof shape>;

function columnOf(raw: Raw["inputs"][number]): Column {
  const { values, ...column } = raw;
  if (values === undefined) return column;
  return {
    ...column,
    values: values.map((each) =>
      typeof each === "object" && each !== null ? each : { value: each, label: { de: String(each), en: String(each) } },
    ),
  };
}

function namesTwice(raw: Raw): readonly Complaint[] {
  const lists: readonly [string, readonly string[]][] = [
    ["/inputs", raw.inputs.map((input) => input.name)],
    ["/outputs", raw.outputs.map((output) => output.name)],
    ["/rows", raw.rows.map((row) => row.id)],
  ];
  return lists.flatMap(([place, names]) =>
    names
      .map((each, index) => ({ each, index }))
      .filter(({ each, index }) => names.indexOf(each) !== index)
      .map(({ each, index }) => complaint(`${place}/${index}`, `Expected each name once, but "${each}" comes again`)),
  );
}

function complaintsOf(raw: Raw, row: Raw["rows"][number], index: number): readonly Complaint[] {
  const unknown = (part: "when" | "then", columns: readonly { name: string }[]) =>
    Object.keys(row[part])
      .filter((key) => !columns.some((column) => column.name === key))
      .map((key) =>
        complaint(`/rows/${index}/${part}/${key}`, `Expected a column of the rule set, but "${key}" is none`),
      );
  const ofOtherType = Object.entries(row.when)
    .filter(([key, each]) =>
      scalarsOf(each).some((value) => !fits(raw.inputs.find((input) => input.name === key)?.type, value)),
    )
    .map(([key]) => complaint(`/rows/${index}/when/${key}`, `Expected values of the type of "${key}"`));
  return [...unknown("when", raw.inputs), ...unknown("then", raw.outputs), ...ofOtherType];
}

/** DMN 1.5, 8.2.10: with the hit policy PRIORITY the order of the output values decides, so there must be one. */
function priorityOf(raw: Raw): readonly Complaint[] {
  if (raw.hitPolicy !== "priority" || raw.outputs.some((output) => output.values?.length)) return [];
  return [complaint("/outputs", "Expected an output with values in order of priority, but none has values")];
}

function scalarsOf(each: Cell): readonly Json[] {
  if (typeof each !== "object" || each === null) return [each];
  if (isOneOf(each)) return each;
  return isNot(each) ? scalarsOf(each.not) : limitsOf(each);
}

function limitsOf(each: Comparison): readonly Json[] {
  return Object.values(each).filter((value) => value !== undefined);
}

function fits(expected: Column["type"] | undefined, value: Json): boolean {
  if (value === null || expected === undefined || expected === "any" || expected === "list") return true;
  return typeof value === (expected === "date" ? "string" : expected);
}

function complaint(place: string, message: string): Complaint {
  return { place, code: "rules.shape", message };
}

function refusal(complaints: readonly Complaint[]): Refusal {
  return new Refusal("invalid", "rules.shape", "Expected a rule set, but its shape is wrong", complaints);
}
