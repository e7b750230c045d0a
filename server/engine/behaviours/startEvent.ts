import { describeTrigger } from "./catchEvent.ts";
import type { Behaviour } from "./behaviour.ts";

/** A start event (10.5.2): passes its token on. That of an event sub-process listens while the scope around it lasts. */
export const startEvent: Behaviour = {
  arrive(run, node, scope) {
    run.fact("element.entered", node.id);
    run.fact("element.completed", node.id);
    run.push({ op: "leave", at: node.id, in: scope.id });
  },

  describe(_memory, node, item) {
    return describeTrigger(node, item);
  },
};
