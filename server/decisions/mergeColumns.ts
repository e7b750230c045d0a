import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { idOf, keyed, same } from "./mergeTree.ts";
import type { Merging, Trio } from "./mergeTree.ts";

/** Three versions of a rule set. */
export interface Versions {
  readonly base: JsonObject;
  readonly ours: JsonObject;
  readonly theirs: JsonObject;
}

type Side = "ours" | "theirs";
type Part = "inputs" | "outputs";

/**
 * Settles columns that one side deleted before cells are merged, so that a column with all its cells is one decision.
 * Deleted and not touched by the other side: its cells go everywhere. Touched: a clash; the column stays until decided,
 * and then goes or stays with all cells.
 */
export function settleColumns(merging: Merging, given: Versions): Versions {
  let versions = given;
  for (const part of ["inputs", "outputs"] as const) {
    for (const name of keyed(given.base[part], "name").keys()) versions = settle(merging, versions, part, name);
  }
  return versions;
}

function settle(merging: Merging, versions: Versions, part: Part, name: string): Versions {
  const columns = columnsOf(versions, part, name);
  if ((columns.ours === undefined) === (columns.theirs === undefined)) return versions;
  const deleter: Side = columns.ours === undefined ? "ours" : "theirs";
  const keeper: Side = deleter === "ours" ? "theirs" : "ours";
  if (!isTouched(versions, { part, name, keeper })) return withoutColumn(versions, part, name);
  const id = idOf(part, name);
  const choice = merging.choices[id];
  merging.clashes.push({ id, kind: deleter === "ours" ? "deletedByOurs" : "deletedByTheirs", ...columns, choice });
  if (choice === deleter) return withoutColumn(versions, part, name);
  return { ...versions, [deleter]: withColumn(versions, { part, name, deleter }) };
}

function columnsOf(versions: Versions, part: Part, name: string): Trio {
  const of = (body: JsonObject) => keyed(body[part], "name").get(name);
  return { base: of(versions.base), ours: of(versions.ours), theirs: of(versions.theirs) };
}

function isTouched(versions: Versions, { part, name, keeper }: { part: Part; name: string; keeper: Side }): boolean {
  const [before, after] = [versions.base, versions[keeper]].map((body) => ({
    column: keyed(body[part], "name").get(name),
    cells: cellsOf(body, part, name),
  }));
  if (before === undefined || after === undefined || !same(before.column, after.column)) return true;
  return [...after.cells].some(([place, cell]) => !same(before.cells.get(place), cell));
}

/** A row's cell, or the default's, of a column; places by row id. */
function cellsOf(body: JsonObject, part: Part, name: string): ReadonlyMap<string, Json> {
  const cells = new Map<string, Json>();
  for (const [id, row] of keyed(body["rows"], "id")) {
    const cell = objectOf(row, part === "inputs" ? "when" : "then")[name];
    if (cell !== undefined) cells.set(idOf("rows", id), cell);
    const where = isObject(row) ? row["where"] : undefined;
    if (part === "inputs" && mentions(where, name)) cells.set(idOf(idOf("rows", id), "where"), where ?? null);
  }
  const otherwise = objectOf(body, "default")[name];
  if (part === "outputs" && otherwise !== undefined) cells.set("default", otherwise);
  return cells;
}

function objectOf(holder: Json, name: string): JsonObject {
  const value = isObject(holder) ? holder[name] : undefined;
  return isObject(value) ? value : {};
}

function withoutColumn(versions: Versions, part: Part, name: string): Versions {
  const strip = (body: JsonObject) => stripped(body, part, name);
  return { base: strip(versions.base), ours: strip(versions.ours), theirs: strip(versions.theirs) };
}

function stripped(body: JsonObject, part: Part, name: string): JsonObject {
  const cells = part === "inputs" ? "when" : "then";
  const columns = listOf(body[part]).filter((column) => !(isObject(column) && column["name"] === name));
  const rows = listOf(body["rows"]).map((row) => {
    if (!isObject(row)) return row;
    const { where, ...rest } = row;
    const left = part === "inputs" && where !== undefined ? withoutInput(where, name) : where;
    return { ...rest, [cells]: without(objectOf(row, cells), name), ...(left === undefined ? {} : { where: left }) };
  });
  const otherwise = body["default"];
  const kept = part === "outputs" && isObject(otherwise) ? { default: without(otherwise, name) } : {};
  return { ...body, [part]: columns, rows, ...kept };
}

/** Gives the deleter its column back as the base has it, with the base's cells in the rows it still has. */
function withColumn(
  { base, ...sides }: Versions,
  { part, name, deleter }: { part: Part; name: string; deleter: Side },
): JsonObject {
  const body = sides[deleter];
  const cells = part === "inputs" ? "when" : "then";
  const old = keyed(base["rows"], "id");
  const rows = [...keyed(body["rows"], "id")].map(([id, row]) => {
    const cell = objectOf(old.get(id) ?? null, cells)[name];
    return cell === undefined || !isObject(row) ? row : { ...row, [cells]: { ...objectOf(row, cells), [name]: cell } };
  });
  const columns = [...listOf(body[part])];
  const names = [...keyed(base[part], "name").keys()];
  columns.splice(names.indexOf(name), 0, keyed(base[part], "name").get(name) ?? null);
  const cell = objectOf(base, "default")[name];
  const kept =
    part === "outputs" && cell !== undefined && isObject(body["default"])
      ? { default: { ...body["default"], [name]: cell } }
      : {};
  return { ...body, [part]: columns, rows, ...kept };
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function without(object: JsonObject, name: string): JsonObject {
  const { [name]: _, ...rest } = object;
  return rest;
}

function mentions(condition: Json | undefined, name: string): boolean {
  if (Array.isArray(condition)) return condition.some((each: Json) => mentions(each, name));
  if (!isObject(condition)) return false;
  return condition["input"] === name || ["all", "any", "not"].some((part) => mentions(condition[part], name));
}

/** A condition tree without the leaves of an input; undefined when nothing is left. */
function withoutInput(condition: Json, name: string): Json | undefined {
  if (!isObject(condition) || condition["input"] === name) return undefined;
  for (const part of ["all", "any"]) {
    if (condition[part] === undefined) continue;
    const left = listOf(condition[part]).flatMap((each) => withoutInput(each, name) ?? []);
    return left.length === 0 ? undefined : { [part]: left };
  }
  if (condition["not"] === undefined) return condition;
  const inner = withoutInput(condition["not"], name);
  return inner === undefined ? undefined : { not: inner };
}
