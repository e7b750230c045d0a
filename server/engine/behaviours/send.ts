import type { Behaviour } from "./behaviour.ts";
import { throwTrigger } from "../throwing.ts";
import { localVariables, variablesOf } from "../variables.ts";

/** A send task (10.3.3) without a job definition: its message leaves with the commit. */
export const send: Behaviour = {
  begin(run, node, item) {
    const payload = node.mapping.inputs.length > 0 ? localVariables(run, item) : variablesOf(run, item).all();
    for (const trigger of node.triggers) throwTrigger(run, node, { scope: item, payload }, trigger);
    run.push({ op: "finish", item: item.id });
  },
};
