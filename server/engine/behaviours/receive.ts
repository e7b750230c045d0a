import { draft } from "../triggers.ts";
import { describeTrigger } from "./catchEvent.ts";
import { variablesOf } from "../variables.ts";
import type { Behaviour } from "./behaviour.ts";

/** A receive task (10.3.3): waits for its message. */
export const receive: Behaviour = {
  prepare(run, node, item) {
    return draft(node, variablesOf(run, item))?.memos[0]?.[1];
  },

  describe(_memory, node, item) {
    return describeTrigger(node, item);
  },
};
