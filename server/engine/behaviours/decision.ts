import { textOf } from "../triggers.ts";
import { localVariables, variablesOf } from "../variables.ts";
import type { Behaviour } from "./behaviour.ts";
import { asText } from "../text.ts";

/** A business rule task (10.3.3): asks a rule set and goes on with the verdict. */
export const decision: Behaviour = {
  prepare(run, node, item) {
    if (node.spec.kind !== "decision" || node.spec.ruleSet.isConstant) return undefined;
    return { r: textOf(node.spec.ruleSet, variablesOf(run, item)) };
  },

  describe(memory, node, item) {
    if (node.spec.kind !== "decision") throw new TypeError(`Expected a decision at ${node.id}, but it is none.`);
    const { ruleSet, binding } = node.spec;
    return {
      id: String(item.id),
      elementId: node.id,
      kind: "decision",
      ruleSet: asText(item.wait?.["r"] ?? ruleSet.text),
      binding,
      facts: node.mapping.inputs.length > 0 ? localVariables(memory, item) : variablesOf(memory, item).all(),
    };
  },
};
