import { openFlows, park, parkedAt, take, unpark } from "../flow.ts";
import { Fault } from "../fault.ts";
import { holds } from "../flow.ts";
import { arm, draft } from "../triggers.ts";
import type { Node } from "../model.ts";
import type { Run } from "../run.ts";
import type { Item } from "../state.ts";
import { variablesOf } from "../variables.ts";
import type { Behaviour } from "./behaviour.ts";

/** An exclusive gateway (10.6.2, table 13.2): the first flow whose condition is true, else the default. */
export const exclusive: Behaviour = {
  arrive(run, node, scope) {
    const flow =
      node.outgoing.length === 1 && !node.outgoing[0]?.condition
        ? node.outgoing[0]
        : (node.outgoing.find((each) => each !== node.default && holds(run, each, scope)) ?? node.default);
    if (!flow && node.outgoing.length > 0) {
      throw new Fault(
        "engine.flow",
        `Expected a sequence flow of ${node.id} that may be taken, but no condition is true.`,
      );
    }
    passed(run, node);
    if (flow) take(run, [flow], scope.id, node);
  },
};

/** A parallel gateway (10.6.4, table 13.1): one token from each incoming flow, one onto each outgoing flow. */
export const parallel: Behaviour = {
  arrive(run, node, scope, by) {
    if (node.incoming.length > 1 && by !== undefined) {
      park(run, scope, by);
      if (node.incoming.some((flow) => parkedAt(scope, flow) === 0)) return;
      passed(run, node);
      take(run, node.outgoing, scope.id, node);
      for (const flow of node.incoming) unpark(run, scope, flow);
      return;
    }
    passed(run, node);
    take(run, node.outgoing, scope.id, node);
  },
};

/** An event-based gateway (10.6.6, table 13.4): waits for all events that follow, the first one wins. */
export const eventBased: Behaviour = {
  arrive(run, node, scope) {
    const variables = variablesOf(run, scope);
    const drafts = node.outgoing.flatMap((flow) => draft(flow.target, variables) ?? []);
    passed(run, node);
    const holder = run.add({ el: node.id, up: scope.id, kind: "holder" });
    for (const each of drafts) armTarget(run, each, holder);
  },
};

/** Adds the waits of one event behind an event-based gateway. */
export function armTarget(run: Run, target: NonNullable<ReturnType<typeof draft>>, holder: Item): void {
  // each trigger of a multiple event is a way to win of its own
  for (const memo of target.memos) {
    const item = arm(run, { node: target.node, memos: [memo] }, holder.id, ["trigger", "trigger"]);
    if (memo[0] > 0) item.trigger = memo[0];
  }
}

/** Gateways take no time: entered and completed in one. */
export function passed(run: Run, node: Node): void {
  run.fact("element.entered", node.id);
  run.fact("element.completed", node.id);
}

/** All flows of a gateway that may be taken, its default if none. */
export function takeOpen(run: Run, node: Node, scope: Item): void {
  const flows = openFlows(run, node, scope);
  passed(run, node);
  take(run, flows, scope.id, node);
}
