import type { Json, JsonObject } from "../../base/json.ts";
import type { CallSpec } from "../model.ts";
import { textOf } from "../triggers.ts";
import { evaluateAll, localVariables, variablesIn, variablesOf } from "../variables.ts";
import type { Behaviour } from "./behaviour.ts";
import { asText } from "../text.ts";

/** A call activity (10.3.6): another process runs as its own instance; this one waits for it to return. */
export const call: Behaviour = {
  prepare(run, node, item) {
    if (node.spec.kind !== "call") return undefined;
    const { processId, businessKey, inputs, localInputs } = node.spec.call;
    const variables = variablesOf(run, item);
    const memo: Record<string, Json> = {};
    if (!processId.isConstant) memo["p"] = textOf(processId, variables);
    if (businessKey && !businessKey.isConstant) memo["b"] = businessKey.evaluate(variables);
    if (inputs.length + localInputs.length > 0) {
      const own = variablesIn(localVariables(run, item), run.now);
      memo["i"] = { ...evaluateAll(inputs, variables), ...evaluateAll(localInputs, own) };
    }
    return Object.keys(memo).length === 0 ? undefined : memo;
  },

  describe(memory, node, item) {
    if (node.spec.kind !== "call") throw new TypeError(`Expected a call at ${node.id}, but it is ${node.spec.kind}.`);
    const { call: spec } = node.spec;
    const key = item.wait?.["b"] ?? spec.businessKey?.text;
    const handed = item.wait?.["i"];
    const given = spec.allIn ? variablesOf(memory, item).all() : localVariables(memory, item);
    return {
      id: String(item.id),
      elementId: node.id,
      kind: "call",
      processId: asText(item.wait?.["p"] ?? spec.processId.text),
      binding: spec.binding,
      // written by `prepare` above
      variables: { ...given, ...(handed as JsonObject | undefined) },
      ...(key === undefined || key === null ? {} : { businessKey: asText(key) }),
    };
  },
};

/** What the model maps out of a called instance, as it stands now. */
export function mappedOut(spec: CallSpec, variables: JsonObject, now: Date): JsonObject {
  return evaluateAll(spec.outputs, variablesIn(variables, now));
}

/** What a returning instance brings: all its variables, or those the model maps. */
export function returned(spec: CallSpec, variables: JsonObject, now: Date): JsonObject {
  const mapped = mappedOut(spec, variables, now);
  return spec.allOut ? { ...variables, ...mapped } : mapped;
}
