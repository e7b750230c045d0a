import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { idOf, keyed, same } from "../decisions/mergeTree.ts";
import type { Anatomy } from "../decisions/mergeTree.ts";

/** One thing that is different between two documents. */
export interface TreeChange {
  /** Names from the root: `fields/note/label/de`; the order of a list is `fields/*`. */
  readonly id: string;
  readonly kind: "added" | "removed" | "changed" | "moved";
  readonly before?: Json;
  readonly after?: Json;
}

/** How two documents of one anatomy differ, as deep as the anatomy goes, in the order of the newer one. */
export function diffTree(anatomy: Anatomy, before: Json | undefined, after: Json | undefined, id = ""): TreeChange[] {
  if (same(before, after)) return [];
  if (before === undefined) return [{ id, kind: "added", after: after ?? null }];
  if (after === undefined) return [{ id, kind: "removed", before }];
  if (anatomy.kind === "record" && isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(after), ...Object.keys(before)]);
    return [...names].flatMap((name) =>
      diffTree(anatomy.fields[name] ?? anatomy.rest, before[name], after[name], idOf(id, name)),
    );
  }
  if (anatomy.kind === "list" && Array.isArray(before) && Array.isArray(after))
    return diffList(anatomy, before, after, id);
  return [{ id, kind: "changed", before, after }];
}

/** Keys that both lists have, in the order of the first. */
function stayed(from: ReadonlyMap<string, Json>, to: ReadonlyMap<string, Json>): readonly string[] {
  return [...from.keys()].filter((key) => to.has(key));
}

function diffList(anatomy: Anatomy & { readonly kind: "list" }, before: Json, after: Json, id: string): TreeChange[] {
  const [was, is] = [keyed(before, anatomy.key), keyed(after, anatomy.key)];
  const keys = new Set([...is.keys(), ...was.keys()]);
  const changes = [...keys].flatMap((key) => diffTree(anatomy.item, was.get(key), is.get(key), idOf(id, key)));
  const [wasOrder, isOrder] = [stayed(was, is), stayed(is, was)];
  if (same(wasOrder, isOrder)) return changes;
  return [...changes, { id: idOf(id, "*"), kind: "moved", before: wasOrder, after: isOrder }];
}
