import type { Node } from "../../engine/model.ts";
import type { Subject } from "../model.ts";
import { isStart } from "./writes.ts";

/** The variables that an instance may begin with. `isOpen`: others as well, whoever starts it may give them. */
export interface Given {
  readonly names: ReadonlySet<string>;
  readonly isOpen: boolean;
}

/**
 * What instances begin with. A start event that maps what it is given says with that what it takes; one that does not
 * takes everything. Processes that call this one tell what they hand over.
 */
export function givenAtStart(subject: Subject): Given {
  const { model, around } = subject;
  const starts = [...model.nodes.values()].filter((node) => isStart(node, subject));
  const calls = [...(around.processes?.values() ?? [])].flatMap((facts) => facts.calls).filter(({ processId }) => processId === model.processId);
  const names = new Set(calls.flatMap((call) => call.names ?? []));
  return { names, isOpen: starts.length === 0 || starts.some((start) => isOpen(start)) };
}

function isOpen({ mapping }: Node): boolean {
  return mapping.outputs.length === 0;
}
