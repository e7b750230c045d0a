import { canonical, isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import type { Versions } from "./mergeColumns.ts";
import { keyed, same } from "./mergeTree.ts";

/** A row or test that got a new id because the other side had added something else under the old one. */
export interface Renaming {
  readonly part: "rows" | "tests";
  readonly side: "ours" | "theirs";
  readonly from: string;
  readonly to: string;
}

/**
 * Tells apart what both sides added under one id: two people who add a row both call it r13, and their rows have nothing
 * to do with each other. The content decides which keeps the id, so that it does not matter who merges whom.
 */
export function tellApart(versions: Versions): { readonly versions: Versions; readonly renamed: readonly Renaming[] } {
  const renamed = [...renamingsOf(versions, "rows"), ...renamingsOf(versions, "tests")];
  const rename = (side: Renaming["side"]): JsonObject =>
    renamed
      .filter((each) => each.side === side)
      .reduce<JsonObject>((body, renaming) => renameIn(body, renaming), versions[side]);
  return { versions: { base: versions.base, ours: rename("ours"), theirs: rename("theirs") }, renamed };
}

function renamingsOf(versions: Versions, part: Renaming["part"]): readonly Renaming[] {
  const base = keyed(versions.base[part], "id");
  const ours = keyed(versions.ours[part], "id");
  const theirs = keyed(versions.theirs[part], "id");
  const taken = new Set([...base.keys(), ...ours.keys(), ...theirs.keys()]);
  const renamed: Renaming[] = [];
  for (const [id, mine] of [...ours].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const yours = theirs.get(id);
    if (base.has(id) || yours === undefined || same(mine, yours)) continue;
    const to = freeId(id, taken);
    taken.add(to);
    renamed.push({ part, side: canonical(mine) < canonical(yours) ? "theirs" : "ours", from: id, to });
  }
  return renamed;
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number += 1) {
    const next = `${id.slice(0, 58)}-${number}`;
    if (!taken.has(next)) return next;
  }
}

function renameIn(body: JsonObject, { part, from, to }: Renaming): JsonObject {
  const items = listOf(body[part]).map((item) => (isObject(item) && item["id"] === from ? { ...item, id: to } : item));
  const tests = part === "rows" ? listOf(body["tests"]).map((test) => expecting(test, from, to)) : items;
  if (part === "tests" || body["tests"] === undefined) return { ...body, [part]: items };
  return { ...body, rows: items, tests };
}

/** A test expects the row under its new id. */
function expecting(test: Json, from: string, to: string): Json {
  const expect = isObject(test) ? test["expect"] : undefined;
  if (!isObject(test) || !isObject(expect) || !Array.isArray(expect["rows"])) return test;
  const rows = expect["rows"].map((id: Json) => (id === from ? to : id));
  return { ...test, expect: { ...expect, rows } };
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
