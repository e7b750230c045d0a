import { variablesOf } from "../variables.ts";
import type { Behaviour } from "./behaviour.ts";

/** A script task (10.3.3): runs at once, inside its limits. What it assigned and its result are the task's outcome. */
export const script: Behaviour = {
  begin(run, node, item) {
    if (node.spec.kind !== "script") return;
    const { script: spec } = node.spec;
    const { result, assigned, local } = spec.run(variablesOf(run, item));
    const named = spec.resultVariable === undefined ? {} : { [spec.resultVariable]: result ?? null };
    run.push({ op: "finish", item: item.id, result: { ...assigned, ...local, ...named } });
  },
};
