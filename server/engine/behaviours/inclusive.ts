import { park, parkedAt, unpark } from "../flow.ts";
import type { Node } from "../model.ts";
import type { Run } from "../run.ts";
import type { Item } from "../state.ts";
import { isAwaited } from "../upstream.ts";
import type { Behaviour } from "./behaviour.ts";
import { passed, takeOpen } from "./gateways.ts";

/** An inclusive gateway (10.6.3, table 13.3). As a join it is decided when nothing else moves, see `settling.ts`. */
export const inclusive: Behaviour = {
  arrive(run, node, scope, by) {
    if (node.incoming.length > 1 && by !== undefined) park(run, scope, by);
    else takeOpen(run, node, scope);
  },
};

/** Lets the tokens at an inclusive join go on if no other token can still come. Says whether it did. */
export function fireInclusive(run: Run, node: Node, scope: Item): boolean {
  if (isAwaited(run, node, scope)) return false;
  goOn(run, node, scope);
  return true;
}

/** Lets the tokens at an inclusive join go on: one from each incoming flow that holds any. */
export function goOn(run: Run, node: Node, scope: Item): void {
  passed(run, node);
  run.push({ op: "leave", at: node.id, in: scope.id });
  for (const flow of node.incoming) if (parkedAt(scope, flow) > 0) unpark(run, scope, flow);
}
