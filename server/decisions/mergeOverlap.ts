import { canonical, isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { axisOf } from "./axis.ts";
import { holds } from "./cell.ts";
import type { Cell } from "./cell.ts";
import { comparableCell } from "./comparable.ts";
import { keyed } from "./mergeTree.ts";
import type { Column } from "./ruleSet.ts";

/** Policies under which the order of rows decides. */
const ordered: readonly Json[] = ["first", "ruleOrder"];

/**
 * Whether two rows of a body may fire for the same facts and say different things, so that their order makes a difference.
 * Exact on cells; of condition trees it is taken that they may hold.
 */
export function decideTogether(body: JsonObject, one: Json, other: Json): boolean {
  if (!isObject(one) || !isObject(other) || !ordered.includes(body["hitPolicy"] ?? null)) return false;
  if (canonical(one["then"]) === canonical(other["then"])) return false;
  const [some, others] = [cellsOf(one), cellsOf(other)];
  const inputs = keyed(body["inputs"], "name");
  return Object.keys(some).every((name) => {
    const [a, b] = [some[name], others[name]];
    const column = inputs.get(name);
    return a === undefined || b === undefined || !isObject(column) || meet(columnOf(column), a, b);
  });
}

function cellsOf(row: JsonObject): Readonly<Record<string, Cell>> {
  const when = row["when"];
  return isObject(when) ? (when as Readonly<Record<string, Cell>>) : {}; // cells of a sound body
}

/** Whether some value suits both cells. */
function meet(column: Column, a: Cell, b: Cell): boolean {
  const [one, other] = [comparableCell(column, a), comparableCell(column, b)];
  return axisOf(column, [a, b]).atoms.some(({ comparable }) => holds(one, comparable) && holds(other, comparable));
}

/** A column of a sound body, its values told with labels as in a rule set that is read. */
function columnOf(stored: JsonObject): Column {
  const { values, ...column } = stored;
  const listed: readonly Json[] = Array.isArray(values) ? values : [];
  const label = { de: "", en: "" };
  const whole = {
    ...column,
    ...(values === undefined ? {} : { values: listed.map((each) => (isObject(each) ? each : { value: each, label })) }),
  };
  return whole as unknown as Column; // of a sound body
}
