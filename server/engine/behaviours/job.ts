import type { Json } from "../../base/json.ts";
import type { JobSpec, Node, Variables } from "../model.ts";
import type { Item } from "../state.ts";
import { textOf } from "../triggers.ts";
import type { Memo } from "../triggers.ts";
import type { JobWait } from "../types.ts";
import { localVariables, variablesOf } from "../variables.ts";
import type { Memory } from "../variables.ts";
import type { Behaviour } from "./behaviour.ts";
import { asText } from "../text.ts";

/** A service task, or whatever else a worker carries out (10.3.3): a job until the worker says it is done. */
export const job: Behaviour = {
  prepare(run, node, item) {
    return node.spec.kind === "job" ? prepareJob(node.spec.job, variablesOf(run, item)) : undefined;
  },

  describe(memory, node, item) {
    if (node.spec.kind !== "job") throw new TypeError(`Expected a job at ${node.id}, but it is ${node.spec.kind}.`);
    return describeJob(memory, node, item, node.spec.job);
  },
};

/** Evaluates what a job needs to remember. @throws {Fault} */
export function prepareJob(spec: JobSpec, variables: Variables): Memo {
  const memo: Record<string, Json> = {};
  if (!spec.type.isConstant) memo["t"] = textOf(spec.type, variables);
  if (!spec.retries.isConstant) memo["r"] = Number(spec.retries.evaluate(variables) ?? 3);
  return Object.keys(memo).length === 0 ? undefined : memo;
}

/** The job as its worker sees it: mapped input if the model maps any, else all visible variables. */
export function describeJob(memory: Memory, node: Node, item: Item, spec: JobSpec): JobWait {
  const retries = Number(item.wait?.["r"] ?? spec.retries.text);
  return {
    id: String(item.id),
    elementId: node.id,
    kind: "job",
    type: asText(item.wait?.["t"] ?? spec.type.text),
    retries: Number.isNaN(retries) ? 3 : retries,
    headers: spec.headers,
    input: node.mapping.inputsOnly ? localVariables(memory, item) : variablesOf(memory, item).all(),
  };
}
