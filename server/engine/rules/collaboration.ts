import { flag, integer, isA, many, one, text } from "../reading/element.ts";
import { definitionsOf } from "../reading/events.ts";
import type { Element } from "../reading/element.ts";
import { nameOf, processOf } from "./rule.ts";
import type { File, Rule } from "./rule.ts";

/** Message flows, artifacts and what may refer to what (9, 7.6). */
export const collaborationRules: readonly Rule[] = [
  { code: "ext.031", reference: "9.4", on: ["bpmn:MessageFlow"], check: poolProblem },
  {
    code: "ext.008",
    reference: "9.4",
    on: ["bpmn:MessageFlow"],
    check(flow) {
      const wrong = [one(flow, "sourceRef"), one(flow, "targetRef")].find((end) =>
        isA(end, "bpmn:Association", "bpmn:Group", "bpmn:TextAnnotation"),
      );
      return (
        wrong && `Expected ${nameOf(flow)} between participants or their nodes, but ${nameOf(wrong)} is an artifact.`
      );
    },
  },
  {
    code: "ext.027",
    reference: "9.7",
    on: ["bpmn:Choreography", "bpmn:GlobalConversation", "bpmn:Collaboration"],
    check(element) {
      if (isA(element, "bpmn:Collaboration") || many(element, "choreographyRef").length === 0) return undefined;
      return `Expected no choreography reference at ${nameOf(element)}, but there is one.`;
    },
  },
  {
    code: "ext.032",
    isStrict: true,
    reference: "9.5",
    on: ["bpmn:GlobalConversation"],
    check(conversation) {
      const held = ["conversations", "participants", "artifacts", "participantAssociations"];
      const isEmpty = held.every((name) => many(conversation, name).length === 0);
      return isEmpty ? undefined : `Expected messages only in ${nameOf(conversation)}, but it holds more.`;
    },
  },
  {
    code: "ext.033",
    isStrict: true,
    reference: "9.2",
    on: ["bpmn:Collaboration"],
    check(collaboration) {
      const wrong = many(collaboration, "choreographyRef").find(
        (each) => flag(each, "isClosed", false) !== flag(collaboration, "isClosed", false),
      );
      return wrong && `Expected ${nameOf(collaboration)} to be closed if ${nameOf(wrong)} is, but they differ.`;
    },
  },
  {
    code: "ext.030",
    isStrict: true,
    reference: "9.3.2",
    on: ["bpmn:ParticipantMultiplicity"],
    check(multiplicity) {
      const minimum = integer(multiplicity, "minimum") ?? 0;
      const maximum = integer(multiplicity, "maximum") ?? 1;
      const name = nameOf(multiplicity.$parent ?? multiplicity);
      if (minimum < 0) return `Expected a minimum of ${name} not below 0, but it is ${minimum}.`;
      return maximum >= Math.max(1, minimum)
        ? undefined
        : `Expected a maximum of ${name} of at least ${Math.max(1, minimum)}, but it is ${maximum}.`;
    },
  },
  {
    code: "ext.036",
    reference: "11.4",
    on: ["bpmn:ChoreographyTask", "bpmn:CallChoreography", "bpmn:SubChoreography"],
    check(activity) {
      const inProcess = processOf(activity) !== undefined;
      return inProcess
        ? `Expected no choreography activity in a process, but ${nameOf(activity)} is there.`
        : undefined;
    },
  },
  {
    code: "ext.095",
    reference: "10.5.1",
    on: ["bpmn:IntermediateThrowEvent", "bpmn:EndEvent"],
    check(event, file) {
      const shared = definitionsOf(event).find((definition) =>
        file.back.users.get(definition)?.some((other) => other !== event),
      );
      return (
        shared &&
        `Expected ${nameOf(event)} to have its event definition for itself, but ${nameOf(shared)} is used elsewhere.`
      );
    },
  },
];

function poolProblem(flow: Element, { back }: File): string | undefined {
  const source = participantOf(one(flow, "sourceRef"), back);
  const target = participantOf(one(flow, "targetRef"), back);
  if (!source || source !== target) return undefined;
  return `Expected ${nameOf(flow)} to join two participants, but both ends are in ${text(source, "name") ?? nameOf(source)}.`;
}

function participantOf(end: Element | undefined, back: File["back"]): Element | undefined {
  if (!end || isA(end, "bpmn:Participant")) return end;
  const process = processOf(end);
  return process && back.participants.get(process);
}
