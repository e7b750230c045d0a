import type { Behaviour } from "./behaviour.ts";

/** A task of no type (10.3.3): nothing to do, done at once. */
export const pass: Behaviour = {
  begin(run, _node, item) {
    run.push({ op: "finish", item: item.id });
  },
};
