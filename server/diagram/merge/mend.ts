import type { Entry, Model } from "../model/model.ts";
import { target } from "../model/model.ts";
import { ownerOf, refer } from "../model/owner.ts";
import type { Analysis } from "./analyse.ts";
import type { IntegrityNote } from "./types.ts";
import { violationsOf } from "./violations.ts";
import type { Violation } from "./violations.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A model that holds together, and what that took. */
export interface Mended {
  readonly model: Model;
  readonly notes: readonly IntegrityNote[];
}

/**
 * Sees to it that the merged model holds together. Decisions are made so that there is nothing to do here; but two of
 * them may contradict each other. What cannot be is dropped then, and told.
 */
export function mend({ accepted }: Analysis, model: Model, words: Vocabulary): Mended {
  const records = new Map(settleFlows(model.records));
  const notes: IntegrityNote[] = [];
  for (;;) {
    const now: Model = { ...model, records };
    const found = violationsOf(records, words).filter(({ id }) => !accepted.has(id));
    if (found.length === 0) return { model: now, notes };
    for (const violation of found) notes.push(...remove(now, records, violation));
  }
}

function remove(model: Model, records: Map<string, Entry>, { kind, key, name }: Violation): IntegrityNote[] {
  const entry = records.get(key);
  if (!entry) return [];
  const element = refer(model, ownerOf(model, key));
  const isLoose = kind === "dangling" && !["sourceRef", "targetRef", "attachedToRef"].includes(name);
  if (isLoose || kind === "default" || (kind === "unfitting" && name !== "$parent")) {
    const facts = new Map(entry.facts);
    const fact = facts.get(name);
    const left = fact?.kind === "references" ? fact.to.filter((to) => records.has(to)) : [];
    if (left.length > 0) facts.set(name, { kind: "references", to: left });
    else facts.delete(name);
    records.set(key, { ...entry, facts });
    return [{ code: "unset", element, property: name }];
  }
  records.delete(key);
  return [{ code: "dropped", element }];
}

/** A flow is contained where its ends are (BPMN 10.5.1 leaves no choice for a sequence flow). */
function settleFlows(records: ReadonlyMap<string, Entry>): [string, Entry][] {
  return [...records].map(([key, entry]) => {
    if (entry.type !== "bpmn:SequenceFlow") return [key, entry];
    const [source, sink] = ["sourceRef", "targetRef"].map((name) => records.get(target(entry, name) ?? ""));
    const isElsewhere = source && sink && source.parent === sink.parent && source.parent !== entry.parent;
    return [key, isElsewhere ? { ...entry, parent: source.parent } : entry];
  });
}
