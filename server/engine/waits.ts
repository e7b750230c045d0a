import type { Behaviours } from "./run.ts";
import type { Model } from "./model.ts";
import { isOpen } from "./state.ts";
import type { Item } from "./state.ts";
import type { Wait } from "./types.ts";
import type { Memory } from "./variables.ts";

/** Reads the waits off the tokens, oldest first (law 4: the rows that others store are equal to these). */
export function waitsOf(model: Model, behaviours: Behaviours, memory: Memory): readonly Wait[] {
  const waits: Wait[] = [];
  for (const item of memory.state.items.values()) {
    if (isOpen(item)) waits.push(waitOf(model, behaviours, memory, item));
  }
  return waits;
}

/** The wait of one open item. */
export function waitOf(model: Model, behaviours: Behaviours, memory: Memory, item: Item): Wait {
  const { fault } = item;
  if (fault) {
    return { id: String(fault.id), elementId: item.el, kind: "fault", code: fault.code, message: fault.message };
  }
  const node = model.nodes.get(item.el);
  const describe = node && behaviours[node.spec.kind].describe;
  if (!node || !describe) throw new Error(`Expected element ${item.el} to say what it waits for, but it cannot.`);
  return describe(memory, node, item);
}

/** The open item behind a wait id. */
export function itemOfWait(memory: Memory, waitId: string): Item | undefined {
  const id = Number(waitId);
  const item = memory.state.items.get(id);
  if (item && !item.fault && isOpen(item)) return item;
  for (const each of memory.state.items.values()) if (each.fault?.id === id) return each;
  return undefined;
}
