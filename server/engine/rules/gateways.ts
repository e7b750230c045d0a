import { flag, isA, one, text } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import { definitionsOf } from "../reading/events.ts";
import { gatewayTypes, incoming, nameOf, outgoing } from "./rule.ts";
import type { File, Rule } from "./rule.ts";

const choices = ["Message", "Signal", "Timer", "Conditional"].map((kind) => `bpmn:${kind}EventDefinition`);

/** Gateways (10.6). */
export const gatewayRules: readonly Rule[] = [
  {
    code: "ext.017",
    reference: "8.4.9",
    on: gatewayTypes,
    check(gateway, file) {
      const direction = text(gateway, "gatewayDirection");
      const ins = incoming(gateway, file).length;
      const outs = outgoing(gateway, file).length;
      if (direction === "Converging" && outs > 1)
        return `Expected one flow out of the converging gateway ${nameOf(gateway)}, but there are ${outs}.`;
      if (direction === "Diverging" && ins > 1)
        return `Expected one flow into the diverging gateway ${nameOf(gateway)}, but there are ${ins}.`;
      return undefined;
    },
  },
  {
    code: "ext.136",
    isStrict: true,
    reference: "10.6.6",
    on: ["bpmn:EventBasedGateway"],
    check(gateway, file) {
      const outs = outgoing(gateway, file).length;
      return outs >= 2
        ? undefined
        : `Expected two or more flows out of the event-based gateway ${nameOf(gateway)}, but there are ${outs}.`;
    },
  },
  { code: "ext.138", reference: "10.6.6", on: ["bpmn:EventBasedGateway"], check: targetProblem },
  {
    code: "ext.139",
    reference: "10.6.6",
    on: ["bpmn:EventBasedGateway"],
    check(gateway, file) {
      const targets = targetsOf(gateway, file);
      const receives = targets.some((target) => isA(target, "bpmn:ReceiveTask"));
      const messages = targets.some((target) =>
        definitionsOf(target).some((each) => isA(each, "bpmn:MessageEventDefinition")),
      );
      if (!receives || !messages) return undefined;
      return `Expected message events or receive tasks behind ${nameOf(gateway)}, but there are both.`;
    },
  },
  {
    code: "ext.142",
    reference: "10.6.6",
    on: ["bpmn:EventBasedGateway"],
    check(gateway, file) {
      if (!flag(gateway, "instantiate", false)) {
        const isParallel = text(gateway, "eventGatewayType") === "Parallel";
        return isParallel
          ? `Expected the parallel event-based gateway ${nameOf(gateway)} to instantiate, but it does not.`
          : undefined;
      }
      return incoming(gateway, file).length > 0
        ? `Expected no flow into the instantiating gateway ${nameOf(gateway)}, but there is one.`
        : undefined;
    },
  },
];

function targetsOf(gateway: Element, file: File): readonly Element[] {
  return outgoing(gateway, file).flatMap((flow) => one(flow, "targetRef") ?? []);
}

function targetProblem(gateway: Element, file: File): string | undefined {
  for (const target of targetsOf(gateway, file)) {
    const isChoice =
      isA(target, "bpmn:ReceiveTask") ||
      (isA(target, "bpmn:IntermediateCatchEvent") &&
        definitionsOf(target).every((each) => choices.includes(each.$type)));
    if (!isChoice)
      return `Expected catch events or receive tasks behind ${nameOf(gateway)}, but ${nameOf(target)} is none.`;
    if (incoming(target, file).length > 1)
      return `Expected ${nameOf(target)} to follow ${nameOf(gateway)} only, but other flows lead there.`;
    if (file.back.hosts.has(target))
      return `Expected no boundary event at ${nameOf(target)} behind ${nameOf(gateway)}, but there is one.`;
  }
  return undefined;
}
