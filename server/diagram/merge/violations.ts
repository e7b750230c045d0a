import { isDrawn, target, targets } from "../model/model.ts";
import type { Entry } from "../model/model.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Something in a model that cannot be. */
export interface Violation {
  /** Equal for the same violation in two models. */
  readonly id: string;
  readonly kind: "orphan" | "dangling" | "crossing" | "default" | "host" | "unfitting" | "cycle";
  readonly key: string;
  /** The fact that is wrong, if it is one. */
  readonly name: string;
  /** The records that are to blame together. */
  readonly about: readonly string[];
}

/** The records of a model; what is drawn is passed over. */
export type Records = ReadonlyMap<string, Entry>;

/** Flows must have two ends. */
const ends = ["sourceRef", "targetRef"];

/** All that cannot be in a model: dangling references, elements without a place, flows over a boundary … */
export function violationsOf(model: Records, words: Vocabulary): readonly Violation[] {
  const found: Violation[] = [];
  for (const entry of model.values()) {
    if (isDrawn(entry)) continue;
    found.push(
      ...orphan(model, entry),
      ...dangling(model, entry),
      ...unfitting(model, entry, words),
      ...crossing(model, entry),
      ...hosted(model, entry, words),
    );
  }
  return found;
}

type Kind = Violation["kind"];

function violation(kind: Kind, key: string, name: string, about: readonly string[]): Violation {
  return { id: `${kind}:${key}@${name}:${about.join()}`, kind, key, name, about: [key, ...about] };
}

function orphan(model: Records, { key, parent }: Entry): Violation[] {
  if (parent === "") return [];
  if (!model.has(parent)) return [violation("orphan", key, "$parent", [parent])];
  const above = new Set<string>([key]);
  for (let at = parent; at !== ""; at = model.get(at)?.parent ?? "") {
    if (above.has(at)) return at === key ? [violation("cycle", key, "$parent", [...above])] : [];
    above.add(at);
  }
  return [];
}

function dangling(model: Records, entry: Entry): Violation[] {
  const lost: Violation[] = [];
  for (const [name, fact] of entry.facts) {
    for (const key of targets(fact)) {
      if (!key.startsWith("?") && !model.has(key)) lost.push(violation("dangling", entry.key, name, [key]));
    }
  }
  if (entry.type !== "bpmn:SequenceFlow" && entry.type !== "bpmn:MessageFlow") return lost;
  const missing = ends.filter((name) => !entry.facts.has(name));
  return [...lost, ...missing.map((name) => violation("dangling", entry.key, name, []))];
}

function unfitting(model: Records, entry: Entry, words: Vocabulary): Violation[] {
  const found: Violation[] = [];
  for (const name of entry.facts.keys()) {
    if (name !== "id" && !words.knows(entry.type, name)) found.push(violation("unfitting", entry.key, name, []));
  }
  const type = model.get(entry.parent)?.type;
  if (type !== undefined && !words.knows(type, entry.property))
    found.push(violation("unfitting", entry.key, "$parent", [entry.parent]));
  return found;
}

/** A sequence flow stays within its process or sub-process (BPMN 7.6.1), and a default flow starts at its gateway. */
function crossing(model: Records, entry: Entry): Violation[] {
  const chosen = target(entry, "default");
  const from = chosen === undefined ? undefined : target(model.get(chosen), "sourceRef");
  if (chosen !== undefined && from !== undefined && from !== entry.key) {
    return [violation("default", entry.key, "default", [chosen])];
  }
  if (entry.type !== "bpmn:SequenceFlow") return [];
  const [source = "", sink = ""] = ends.map((name) => target(entry, name));
  const [one, other] = [model.get(source), model.get(sink)];
  if (!one || !other || one.parent === other.parent) return [];
  return [violation("crossing", entry.key, "$parent", [source, sink])];
}

/** A boundary event sits on an activity beside it. */
function hosted(model: Records, entry: Entry, words: Vocabulary): Violation[] {
  if (entry.type !== "bpmn:BoundaryEvent") return [];
  const key = target(entry, "attachedToRef") ?? "";
  const host = model.get(key);
  if (host && words.isKind(host, "bpmn:Activity") && host.parent === entry.parent) return [];
  return [violation("host", entry.key, "attachedToRef", [key])];
}
