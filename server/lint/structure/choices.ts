import type { Flow, Node } from "../../engine/model.ts";
import type { Finding } from "../finding.ts";
import { called } from "../words.ts";
import type { Names } from "../words.ts";

/** Splits that may find no way on, and flows that nothing decides about (8.4.13, 10.6.2, 10.6.3). */
export function choices(node: Node, names: Names): readonly Finding[] {
  const { outgoing } = node;
  const isGateway = node.spec.kind === "exclusive" || node.spec.kind === "inclusive" || node.spec.kind === "complex";
  const conditional = outgoing.filter(({ condition }) => condition);
  if (outgoing.length < 2 || (!isGateway && conditional.length === 0)) return [];
  const open = outgoing.filter((flow) => !flow.condition && flow !== node.default);
  const found: Finding[] = [];
  if (!node.default && open.length === 0) found.push(noDefault(node, names));
  if (isGateway) for (const flow of open) found.push(undecided(node, flow, names));
  if (node.default?.condition) found.push(conditionalDefault(node, names));
  return found;
}

function noDefault(node: Node, names: Names): Finding {
  const { de, en } = called(node, names);
  return {
    severity: "warning",
    elementId: node.id,
    code: "flow.default",
    message: {
      de: `${de} hat keinen Standardfluss: Trifft keine Bedingung zu, bleibt die Instanz mit einer Störung stehen.`,
      en: `${en} has no default flow: when no condition is true the instance stands with a fault.`,
    },
    reference: node.spec.kind === "inclusive" ? "10.6.3" : "10.6.2",
  };
}

function undecided(node: Node, flow: Flow, names: Names): Finding {
  const { de, en } = called(node, names);
  return {
    severity: "warning",
    elementId: flow.id,
    code: "flow.undecided",
    message: {
      de: `Der Sequenzfluss ${flow.id} hinter ${de} hat weder eine Bedingung noch ist er der Standardfluss: Er wird immer gewählt, wenn er an die Reihe kommt.`,
      en: `The flow ${flow.id} behind ${en} has no condition and is not the default: it is always taken when its turn comes.`,
    },
    reference: "8.4.13",
  };
}

function conditionalDefault(node: Node, names: Names): Finding {
  const { de, en } = called(node, names);
  return {
    severity: "hint",
    elementId: node.default?.id ?? node.id,
    code: "flow.default.condition",
    message: {
      de: `Die Bedingung am Standardfluss von ${de} wird nie ausgewertet.`,
      en: `The condition on the default flow of ${en} is never looked at.`,
    },
    reference: "8.4.13",
  };
}
