import type { Node } from "../model.ts";
import type { Run } from "../run.ts";
import type { Item, ItemKind } from "../state.ts";
import type { Memo } from "../triggers.ts";
import type { Wait } from "../types.ts";
import type { Memory } from "../variables.ts";

/** What a kind of element does at each point of its life. Each has a file of its own in this folder. */
export interface Behaviour {
  /** Gateways and events: a token arrives in `scope`, by a flow. Activities have none: they begin as items. */
  readonly arrive?: (run: Run, node: Node, scope: Item, by: string | undefined) => void;
  /** As what an instance of the activity lasts. */
  readonly kind?: ItemKind;
  /** Evaluates what the wait needs, before anything changes. @throws {Fault} */
  readonly prepare?: (run: Run, node: Node, item: Item) => Memo;
  /** The activity begins; its listeners are armed. Absent: it waits. */
  readonly begin?: (run: Run, node: Node, item: Item) => void;
  /** The wait as the outside sees it. */
  readonly describe?: (memory: Memory, node: Node, item: Item) => Wait;
  /** A scope has no token left (of an ad-hoc sub-process also: an activity inside has completed). */
  readonly drained?: (run: Run, node: Node, item: Item) => void;
}
