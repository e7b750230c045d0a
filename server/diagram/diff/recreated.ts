import { textOf, target } from "../model/model.ts";
import type { Entry, Model } from "../model/model.ts";
import { isOwner, refer } from "../model/owner.ts";
import type { ElementRef } from "../model/owner.ts";

/** An element that was removed, and the one that looks like it and was added. */
export interface Recreation {
  readonly removed: ElementRef;
  readonly added: ElementRef;
}

/**
 * Elements that were removed and come again under another id: same type, same name, and a neighbour in common (or a name
 * that no other has). Cutting and pasting does that. It is a guess, and only people may act on it.
 */
export function recreated(before: Model, after: Model): readonly Recreation[] {
  const gone = nodesOnlyIn(before, after);
  const come = new Set(nodesOnlyIn(after, before));
  if (gone.length === 0 || come.size === 0) return [];
  const [was, is] = [neighbours(before), neighbours(after)];
  return gone.flatMap((entry): Recreation[] => {
    const alike = [...come].filter(
      (each) => each.type === entry.type && textOf(each, "name") === textOf(entry, "name"),
    );
    const ranked = alike
      .map((each) => ({ each, shared: shared(was.get(entry.key), is.get(each.key)) }))
      .toSorted((one, other) => other.shared - one.shared);
    const [best] = ranked;
    if (!best || (best.shared === 0 && (alike.length > 1 || textOf(entry, "name") === undefined))) return [];
    come.delete(best.each);
    return [{ removed: refer(before, entry.key), added: refer(after, best.each.key) }];
  });
}

function nodesOnlyIn(model: Model, other: Model): Entry[] {
  return [...model.records.values()].filter(
    (entry) => isOwner(entry) && !other.records.has(entry.key) && entry.property === "flowElements" && !isFlow(entry),
  );
}

function isFlow({ type }: Entry): boolean {
  return type === "bpmn:SequenceFlow";
}

/** The nodes before and after each node, by type and name, since they may come again too. */
function neighbours(model: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const put = (key: string, to: string, way: string) => {
    const entry = model.records.get(to);
    const names = found.get(key) ?? new Set();
    found.set(key, names.add(`${way}${to}`).add(`${way}${entry?.type} ${textOf(entry, "name") ?? ""}`));
  };
  for (const entry of model.records.values()) {
    const [from, to] = [target(entry, "sourceRef"), target(entry, "targetRef")];
    if (!isFlow(entry) || from === undefined || to === undefined) continue;
    put(from, to, ">");
    put(to, from, "<");
  }
  return found;
}

function shared(one: ReadonlySet<string> | undefined, other: ReadonlySet<string> | undefined): number {
  return one && other ? one.intersection(other).size : 0;
}
