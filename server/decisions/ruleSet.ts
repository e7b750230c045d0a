import { Refusal } from "../base/refusal.ts";
import type { Complaint } from "../base/refusal.ts";
import type { Json, JsonObject } from "../base/json.ts";
import type { Cell, Comparison } from "./cell.ts";
import type { Condition } from "./condition.ts";
import { complaintsOf } from "./judge.ts";
import { ruleSetShape } from "./shape.ts";
import type { Aggregation, ColumnType, HitPolicy, Labels, RuleSetBody } from "./shape.ts";

export type { HitPolicy, Labels };

/**
 * One input or output of a rule set. `values` are those foreseen (of an enum: all there are), for editors, checks and, of
 * outputs, their priority.
 */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly label: Labels;
  readonly values?: readonly { readonly value: Json; readonly label: Labels }[];
  /** Numbers, dates and durations outside do not occur. */
  readonly range?: Comparison;
  /** Only whole numbers occur. */
  readonly integer?: boolean;
  /** The fact is never missing, so that no row need care for null. */
  readonly required?: boolean;
  readonly description?: Labels;
}

export interface RuleRow {
  readonly id: string;
  readonly when: Readonly<Record<string, Cell>>;
  /** What no cell can say; holds beside the cells. */
  readonly where?: Condition;
  readonly then: JsonObject;
  readonly note?: Labels;
}

/** A unit test of a rule set: facts, and the verdict or the rows that shall come of them. */
export interface RuleTest {
  readonly id: string;
  readonly name: Labels;
  readonly facts: JsonObject;
  readonly expect: {
    /** Outputs that are named must be equal; others are not looked at. */
    readonly verdict?: JsonObject | readonly JsonObject[] | null;
    /** The rows that the hit policy takes, in its order. */
    readonly rows?: readonly string[];
  };
}

/** A decision table in the sense of DMN 1.3, clause 8, read and found right. */
export interface RuleSet {
  readonly key: string;
  readonly version: number;
  readonly label: Labels;
  readonly description?: Labels;
  readonly hitPolicy: HitPolicy;
  /** Of `collect` only: one value of all hits (DMN 1.3, 8.2.11: C+, C<, C>, C#). */
  readonly aggregation?: Aggregation;
  readonly inputs: readonly Column[];
  readonly outputs: readonly Column[];
  readonly rows: readonly RuleRow[];
  readonly default?: JsonObject;
  /** Where it comes from, for those who keep it. */
  readonly origin?: string;
  readonly tests?: readonly RuleTest[];
}

/**
 * Reads a rule set. Outputs that a row leaves out are null.
 *
 * @throws {Refusal} `rules.shape` with the place of each mistake
 */
export function parseRuleSet(json: unknown): RuleSet {
  const result = ruleSetShape.safeParse(json);
  if (!result.success) {
    throw refusal(
      result.error.issues.map((issue) => ({
        place: `/${issue.path.join("/")}`,
        code: "rules.shape",
        message: issue.message,
      })),
    );
  }
  const complaints = complaintsOf(result.data);
  if (complaints.length > 0) throw refusal(complaints);
  return read(result.data);
}

function read(raw: RuleSetBody): RuleSet {
  const whole = (given: JsonObject): JsonObject =>
    Object.fromEntries(raw.outputs.map((output) => [output.name, given[output.name] ?? null]));
  const { inputs, outputs, rows, default: otherwise, ...rest } = raw;
  return {
    ...rest,
    inputs: inputs.map(columnOf),
    outputs: outputs.map(columnOf),
    rows: rows.map(({ then, note, ...row }) => ({
      ...row,
      then: whole(then),
      ...(note === undefined ? {} : { note: typeof note === "string" ? { de: note, en: note } : note }),
    })),
    ...(otherwise === undefined ? {} : { default: whole(otherwise) }),
  };
}

function columnOf(raw: RuleSetBody["inputs"][number]): Column {
  const { values, ...column } = raw;
  if (values === undefined) return column;
  return {
    ...column,
    values: values.map((each) =>
      typeof each === "object" && each !== null ? each : { value: each, label: { de: String(each), en: String(each) } },
    ),
  };
}

function refusal(complaints: readonly Complaint[]): Refusal {
  return new Refusal("invalid", "rules.shape", "Expected a rule set, but its shape is wrong", complaints);
}
