import type { Complaint } from "../base/refusal.ts";
import type { Json } from "../base/json.ts";
import { scalarsOf } from "./cell.ts";
import type { Cell } from "./cell.ts";
import { leavesOf } from "./condition.ts";
import { durationLength } from "./duration.ts";
import type { ColumnType, RuleSetBody } from "./shape.ts";

/** What is wrong with a rule set whose shape is right: it could not decide. All mistakes at once, each with its place. */
export function complaintsOf(raw: RuleSetBody): readonly Complaint[] {
  return [
    ...namesTwice(raw),
    ...raw.rows.flatMap((row, index) => complaintsOfRow(raw, row, index)),
    ...priorityOf(raw),
    ...aggregationOf(raw),
    ...domainsOf(raw),
    ...defaultOf(raw),
  ];
}

type Row = RuleSetBody["rows"][number];
type RawColumn = RuleSetBody["inputs"][number];

function namesTwice(raw: RuleSetBody): readonly Complaint[] {
  const lists: readonly [string, readonly string[]][] = [
    ["/inputs", raw.inputs.map((input) => input.name)],
    ["/outputs", raw.outputs.map((output) => output.name)],
    ["/rows", raw.rows.map((row) => row.id)],
    ["/tests", (raw.tests ?? []).map((test) => test.id)],
  ];
  return lists.flatMap(([place, names]) =>
    names
      .map((each, index) => ({ each, index }))
      .filter(({ each, index }) => names.indexOf(each) !== index)
      .map(({ each, index }) =>
        complaint(`${place}/${index}`, "rules.twice", `Expected each name once, but "${each}" comes again`),
      ),
  );
}

function complaintsOfRow(raw: RuleSetBody, row: Row, index: number): readonly Complaint[] {
  const place = `/rows/${index}`;
  const leaves = row.where === undefined ? [] : leavesOf(row.where);
  const cells: readonly [string, string, Cell][] = [
    ...Object.entries(row.when).map(([input, cell]): [string, string, Cell] => [`${place}/when/${input}`, input, cell]),
    ...leaves.map(({ input, is }): [string, string, Cell] => [`${place}/where`, input, is]),
  ];
  const strangers = [
    ...cells.filter(([, input]) => !isIn(raw.inputs, input)).map(([at, input]) => stranger(at, input)),
    ...Object.keys(row.then)
      .filter((output) => !isIn(raw.outputs, output))
      .map((output) => stranger(`${place}/then/${output}`, output)),
  ];
  const ofOtherType = cells
    .filter(([, input, cell]) => {
      const column = raw.inputs.find((each) => each.name === input);
      return scalarsOf(cell).some((value) => !fits(column?.type, value));
    })
    .map(([at, input]) => complaint(at, "rules.type", `Expected values of the type of "${input}"`));
  return [...strangers, ...ofOtherType];
}

function isIn(columns: readonly RawColumn[], name: string): boolean {
  return columns.some((column) => column.name === name);
}

function stranger(place: string, name: string): Complaint {
  return complaint(place, "rules.column", `Expected a column of the rule set, but "${name}" is none`);
}

/** DMN 1.3, 8.2.11: the order of the output values decides with PRIORITY and OUTPUT ORDER, so there must be one. */
function priorityOf(raw: RuleSetBody): readonly Complaint[] {
  const isOrdered = raw.hitPolicy === "priority" || raw.hitPolicy === "outputOrder";
  if (!isOrdered || raw.outputs.some((output) => output.values?.length)) return [];
  const message = "Expected an output with values in order of priority, but none has values";
  return [complaint("/outputs", "rules.priority", message)];
}

/** DMN 1.3, 8.2.11: only COLLECT aggregates, and only one output. */
function aggregationOf(raw: RuleSetBody): readonly Complaint[] {
  const { aggregation, hitPolicy, outputs } = raw;
  if (aggregation === undefined) return [];
  const isSound = hitPolicy === "collect" && outputs.length === 1;
  const isCountable = aggregation === "count" || outputs.every((output) => output.type === "number");
  if (isSound && isCountable) return [];
  const message = `Expected "collect" and one output of numbers to aggregate, but it is "${hitPolicy}" with ${outputs.length}`;
  return [complaint("/aggregation", "rules.aggregation", message)];
}

function domainsOf(raw: RuleSetBody): readonly Complaint[] {
  const parts = [
    ["/inputs", raw.inputs],
    ["/outputs", raw.outputs],
  ] as const;
  return parts.flatMap(([part, columns]) =>
    columns.flatMap((column, index) => {
      const place = `${part}/${index}`;
      const { name, type, values, range } = column;
      const found: Complaint[] = [];
      if (type === "enum" && !values?.length)
        found.push(complaint(place, "rules.enum", `Expected the values of the enum "${name}", but there are none`));
      const named = [...(values ?? []).map(valueOf), ...(range === undefined ? [] : scalarsOf(range))];
      if (named.some((value) => !fits(type, value)))
        found.push(complaint(place, "rules.type", `Expected values of the type of "${name}"`));
      return found;
    }),
  );
}

function valueOf(each: NonNullable<RawColumn["values"]>[number]): Json {
  return typeof each === "object" && each !== null ? each.value : each;
}

function defaultOf(raw: RuleSetBody): readonly Complaint[] {
  return Object.keys(raw.default ?? {})
    .filter((output) => !isIn(raw.outputs, output))
    .map((output) => stranger(`/default/${output}`, output));
}

/** Whether a value is of a column's type. Null fits everywhere: it is the fact that is missing. */
export function fits(expected: ColumnType | undefined, value: Json): boolean {
  if (value === null) return true;
  switch (expected) {
    case undefined:
    case "any":
    case "list":
    case "enum":
      return true;
    case "date":
    case "dateTime":
      return typeof value === "string";
    case "duration":
      return typeof value === "string" && durationLength(value) !== undefined;
    case "string":
    case "number":
    case "boolean":
      return typeof value === expected;
  }
}

function complaint(place: string, code: string, message: string): Complaint {
  return { place, code, message };
}
