import type { JsonObject } from "../base/json.ts";
import { cancelTransaction, compensate } from "./compensation.ts";
import { throwError, throwEscalation } from "./propagation.ts";
import type { Node, Trigger } from "./model.ts";
import type { Run } from "./run.ts";
import { isOpen } from "./state.ts";
import type { Item } from "./state.ts";
import { correlationKey, textOf, triggerOf } from "./triggers.ts";
import { evaluateAll, variablesOf } from "./variables.ts";
import { asText } from "./text.ts";

/** Whether the element goes on by itself, or whoever handles what was thrown decides about that. */
export type Thrown = "goesOn" | "isTaken";

/**
 * Throws one event definition of an element in a scope; `payload` is what goes with it.
 *
 * @throws {Fault} `engine.expression` before anything changes
 */
export function throwTrigger(run: Run, node: Node, at: { scope: Item; payload: JsonObject }, trigger: Trigger): Thrown {
  const { scope } = at;
  switch (trigger.kind) {
    case "message":
      throwMessage(run, node, at, trigger);
      return "goesOn";
    case "signal":
      throwSignal(run, node, at, trigger);
      return "goesOn";
    case "escalation":
      return throwCoded(run, node, at, trigger);
    case "error":
      return throwCoded(run, node, at, trigger);
    case "compensate":
      compensate(run, node, scope, trigger);
      return "isTaken";
    case "cancel":
      cancelTransaction(run, node, scope);
      return "isTaken";
    case "terminate":
    case "timer":
    case "condition":
    case "link":
      return "goesOn";
  }
}

/** What the model maps, or names; nothing else goes along. */
function signalPayload(
  run: Run,
  node: Node,
  at: { scope: Item; payload: JsonObject },
  { payload }: Trigger & { kind: "signal" },
): JsonObject {
  const mapped = mappedPayload(node, at);
  if (!payload) return mapped;
  const variables = variablesOf(run, at.scope);
  return { ...(payload.all ? variables.all() : {}), ...mapped, ...evaluateAll(payload.inputs, variables) };
}

/**
 * What stays inside the instance, or goes to whoever listens, carries what the model maps: who catches sees the variables
 * of its scope anyway, and those of a loop or an inner scope are not to get out.
 */
function mappedPayload({ mapping }: Node, { payload }: { payload: JsonObject }): JsonObject {
  return mapping.inputs.length > 0 ? payload : {};
}

function throwCoded(run: Run, node: Node, at: { scope: Item; payload: JsonObject }, trigger: Trigger): Thrown {
  if (trigger.kind !== "error" && trigger.kind !== "escalation") return "goesOn";
  const { scope } = at;
  const payload = mappedPayload(node, at);
  const value = trigger.code?.evaluate(variablesOf(run, scope)) ?? null;
  const code = asText(value);
  if (trigger.kind === "error") {
    const given = trigger.message?.evaluate(variablesOf(run, scope));
    const message = typeof given === "string" ? given : node.name === "" ? code : node.name;
    throwError(run, scope, { code, message, variables: payload });
    return "isTaken";
  }
  throwEscalation(run, scope, code, payload);
  return run.item(scope.id) && scope.interrupted !== true ? "goesOn" : "isTaken";
}

/** A message leaves the instance: published after commit under its correlation key. */
function throwMessage(
  run: Run,
  node: Node,
  at: { scope: Item; payload: JsonObject },
  trigger: Trigger & { kind: "message" },
): void {
  const variables = variablesOf(run, at.scope);
  const name = textOf(trigger.name, variables);
  const key = trigger.publishKey ? correlationKey(trigger.publishKey, variables) : undefined;
  const keyed = key === undefined ? {} : { correlationKey: key };
  run.effects.push({ kind: "message", elementId: node.id, name, variables: at.payload, ...keyed });
  run.fact("message.thrown", node.id, { name, ...keyed });
}

/**
 * A signal reaches every catch of this instance that waits at this moment; the runtime tells all other instances. It
 * carries what the model maps and nothing else, since nobody knows who listens.
 */
function throwSignal(
  run: Run,
  node: Node,
  at: { scope: Item; payload: JsonObject },
  trigger: Trigger & { kind: "signal" },
): void {
  const name = textOf(trigger.name, variablesOf(run, at.scope));
  const variables = signalPayload(run, node, at, trigger);
  const key = trigger.businessKey?.evaluate(variablesOf(run, at.scope)) ?? null;
  const keyed = key === null ? {} : { businessKey: asText(key) };
  if (trigger.staysInside !== true) run.effects.push({ kind: "signal", elementId: node.id, name, ...keyed, variables });
  run.fact("signal.thrown", node.id, { name });
  for (const item of run.state.items.values()) {
    if (isOpen(item) && !item.fault && signalOf(run, item) === name)
      run.push({ op: "fire", item: item.id, result: variables });
  }
}

function signalOf(run: Run, item: Item): string | undefined {
  const trigger = triggerOf(run.node(item.el), item);
  if (trigger?.kind !== "signal") return undefined;
  const stored = item.wait?.["n"];
  return typeof stored === "string" ? stored : trigger.name.text;
}
