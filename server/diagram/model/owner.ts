import { ROOT, textOf } from "./model.ts";
import type { Entry, Model } from "./model.ts";

/** The element of a person that a record belongs to: the flow node of a timer, the process of a lane set, or the root. */
export function ownerOf(model: Model, key: string): string {
  const [head = key] = key.split("/");
  return model.records.has(head) && head !== key ? head : ownKey(model, key, head);
}

function ownKey(model: Model, key: string, head: string): string {
  const entry = model.records.get(key);
  if (entry === undefined) return head;
  return entry.parent === ROOT && entry.property !== "rootElements" ? ROOT : head;
}

/** Whether a record is an element of a person and not a part of one. */
export function isOwner(entry: Entry): boolean {
  return !entry.key.includes("/") && (entry.parent !== ROOT || entry.property === "rootElements");
}

/** An element as people speak of it. */
export interface ElementRef {
  /** Its id; in a fork whose process got another id, the id in the version that is told of. */
  readonly id: string;
  /** What names it in every version: the id in the base. */
  readonly key: string;
  /** The type of BPMN, such as `bpmn:UserTask`. */
  readonly type: string;
  readonly name?: string;
  /** Id of the element that contains it: a process, a sub-process, a collaboration, a lane. */
  readonly container?: string;
}

/** Tells an element of a model. */
export function refer(model: Model, key: string): ElementRef {
  const entry = model.records.get(key);
  const name = textOf(entry, "name") ?? textOf(entry, "text");
  const container = entry && entry.parent !== ROOT ? idOf(model, ownerOf(model, entry.parent)) : "";
  return {
    id: idOf(model, key),
    key,
    type: entry?.type ?? "",
    ...(name === undefined ? {} : { name }),
    ...(container === "" ? {} : { container }),
  };
}

/** The id that a record has in a model; its key when it has none. What lies outside the file is named as it is there. */
export function idOf(model: Model, key: string): string {
  if (key.startsWith("?")) return key.slice(1);
  return textOf(model.records.get(key), "id") ?? key;
}
