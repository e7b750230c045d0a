import { isDrawn, listKey } from "../model/model.ts";
import type { Model } from "../model/model.ts";
import type { Three } from "./align.ts";
import type { LayoutNote } from "./types.ts";

export function mergeLayout(
  three: Three,
  meaning: Model,
): { readonly model: Model; readonly notes: readonly LayoutNote[] } {
  const records = new Map(meaning.records);
  const lists = new Map(meaning.lists);
  for (const m of [three.ours, three.theirs])
    for (const e of m.records.values())
      if (isDrawn(e) && !records.has(e.key)) {
        records.set(e.key, e);
        const l = listKey(e.parent, e.property);
        lists.set(l, [...(lists.get(l) ?? []), e.key]);
      }
  return { model: { records, lists }, notes: [] };
}
