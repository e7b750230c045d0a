import { z } from "zod";
import type { Cell } from "./cell.ts";
import type { Condition } from "./condition.ts";

/** The stored form of a rule set, in zod. What a reader gets is in `ruleSet.ts`. */
const labels = z.object({ de: z.string().max(2000), en: z.string().max(2000) });
const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "Expected a name of letters, digits and _");
const type = z.enum(["string", "number", "boolean", "date", "dateTime", "duration", "enum", "list", "any"]);
const scalar = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]);
const limit = z.union([z.number(), z.string().max(64)]).optional();
const comparison = z
  .strictObject({ "<": limit, "<=": limit, ">": limit, ">=": limit })
  .refine((cell) => Object.keys(cell).length > 0, "Expected at least one of < <= > >=");
const cell: z.ZodType<Cell> = z.lazy(() =>
  z.union([
    scalar,
    z
      .array(z.union([scalar, comparison]))
      .min(1)
      .max(200)
      .readonly(),
    comparison,
    z.strictObject({ not: cell }),
  ]),
);
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition).min(1).max(50).readonly() }),
    z.strictObject({ any: z.array(condition).min(1).max(50).readonly() }),
    z.strictObject({ not: condition }),
    z.strictObject({ input: name, is: cell }),
  ]),
);
const columnShape = z.object({
  name,
  type,
  label: labels,
  values: z
    .array(z.union([scalar, z.object({ value: scalar, label: labels })]))
    .max(200)
    .optional(),
  range: comparison.optional(),
  integer: z.boolean().optional(),
  required: z.boolean().optional(),
  description: labels.optional(),
});
const verdict = z.record(name, z.json());
const row = z.strictObject({
  id: z.string().min(1).max(64),
  when: z.record(name, cell),
  where: condition.optional(),
  then: verdict,
  note: z.union([z.string(), labels]).optional(),
});
const ruleTest = z.strictObject({
  id: z.string().min(1).max(64),
  name: labels,
  facts: z.record(name, z.json()),
  expect: z
    .strictObject({
      verdict: z.union([verdict, z.array(verdict), z.null()]).optional(),
      rows: z.array(z.string()).optional(),
    })
    .refine((expect) => Object.keys(expect).length > 0, "Expected a verdict or rows"),
});

/** A rule set as it is stored, sent and kept in files. */
export const ruleSetShape = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/, "Expected a key of small letters, digits, _ and -"),
  version: z.int().positive(),
  label: labels,
  description: labels.optional(),
  hitPolicy: z.enum(["first", "unique", "any", "priority", "collect", "ruleOrder", "outputOrder"]),
  aggregation: z.enum(["sum", "min", "max", "count"]).optional(),
  inputs: z.array(columnShape).max(40),
  outputs: z.array(columnShape).min(1).max(40),
  rows: z.array(row).max(2000),
  default: verdict.optional(),
  origin: z.string().optional(),
  tests: z.array(ruleTest).max(2000).optional(),
});

/** A rule set as stored and sent, its shape found right, not yet judged. */
export type RuleSetBody = z.output<typeof ruleSetShape>;
export type Labels = z.output<typeof labels>;
export type HitPolicy = RuleSetBody["hitPolicy"];
export type Aggregation = NonNullable<RuleSetBody["aggregation"]>;
export type ColumnType = z.output<typeof type>;
