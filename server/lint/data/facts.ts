import type { Expression, Model, Node, Trigger } from "../../engine/model.ts";
import { nodesOf } from "../model.ts";
import type { Subject } from "../model.ts";
import type { Exchange, ProcessFacts } from "../surroundings.ts";
import { readsOf } from "./reads.ts";
import { headOf } from "./results.ts";
import { writesOf } from "./writes.ts";

/** A process as others see it. */
export function factsOf(subject: Subject): ProcessFacts {
  const { byName, open } = writesOf(subject);
  const expects = [...new Set(readsOf(subject).map(({ name }) => name))].filter((name) => !byName.has(name));
  return {
    expects,
    ...(open.length > 0 ? {} : { brings: [...new Set([...byName.keys(), ...expects])] }),
    calls: nodesOf(subject).flatMap((node) => callOf(node)),
    ...exchangesOf(subject.model),
  };
}

function callOf({ spec, mapping }: Node): ProcessFacts["calls"] {
  if (spec.kind !== "call" || !spec.call.processId.isConstant) return [];
  const { processId, inputs, localInputs, allIn } = spec.call;
  const mapped = [...mapping.inputs, ...inputs, ...localInputs].map(({ target }) => headOf(target));
  return [{ processId: processId.text, ...(allIn ? {} : { names: mapped }) }];
}

/** The messages and signals that a process sends and receives. */
export function exchangesOf(model: Model): Pick<ProcessFacts, "sends" | "receives"> {
  const sends = { messages: new Set<string>(), signals: new Set<string>(), isOpen: false };
  const receives = { messages: new Set<string>(), signals: new Set<string>(), isOpen: false };
  for (const node of model.nodes.values()) {
    if (node.spec.kind === "job") continue;
    const isSender = node.spec.kind === "throw" || node.spec.kind === "end" || node.spec.kind === "send";
    for (const trigger of node.triggers) note(isSender ? sends : receives, trigger);
  }
  return { sends: settled(sends), receives: settled(receives) };
}

interface Gathering {
  readonly messages: Set<string>;
  readonly signals: Set<string>;
  isOpen: boolean;
}

function note(into: Gathering, trigger: Trigger): void {
  if (trigger.kind !== "message" && trigger.kind !== "signal") return;
  const name: Expression = trigger.name;
  if (!name.isConstant) into.isOpen = true;
  else (trigger.kind === "message" ? into.messages : into.signals).add(name.text);
}

function settled({ messages, signals, isOpen }: Gathering): Exchange {
  return { messages: [...messages].toSorted(), signals: [...signals].toSorted(), isOpen };
}
