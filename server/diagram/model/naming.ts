import { isDrawn, targets, textOf } from "./model.ts";
import type { Model } from "./model.ts";

/**
 * The ids that records are written with. Every record keeps its own; a second one of the same id in the picture gets
 * another, and so does a record that is referred to but has none. Ids are unique in a file (`xsd:ID`).
 */
export function nameElements(model: Model): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  const entries = [...model.records.values()];
  for (const entry of entries.toSorted((one, other) => Number(isDrawn(one)) - Number(isDrawn(other)))) {
    const own = textOf(entry, "id");
    if (own === undefined) continue;
    // an attribute `id` of a foreign element is no xsd:ID
    ids.set(entry.key, entry.uri === undefined ? unique(own, taken) : own);
  }
  const meant = new Set(entries.flatMap(({ facts }) => [...facts.values()].flatMap((fact) => [...targets(fact)])));
  for (const entry of entries) {
    if (meant.has(entry.key) && !ids.has(entry.key)) {
      const name = `${entry.type}_${entry.parent}`.replace(/^bpmn:/, "").replace(/[^\w.-]+/g, "_");
      ids.set(entry.key, unique(name, taken));
    }
  }
  return ids;
}

function unique(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}_${number}`;
  taken.add(id);
  return id;
}
