import { namespaces } from "../dialect.ts";
import { isElement, many, one, text } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import { activityTypes, flowNodeTypes, nameOf } from "./rule.ts";
import type { Rule } from "./rule.ts";

/** What a reference of each name may lead to. Names mean the same wherever they stand. */
const targets: Readonly<Record<string, readonly string[]>> = {
  messageRef: ["bpmn:Message"],
  inMessageRef: ["bpmn:Message"],
  outMessageRef: ["bpmn:Message"],
  signalRef: ["bpmn:Signal"],
  errorRef: ["bpmn:Error"],
  escalationRef: ["bpmn:Escalation"],
  itemRef: ["bpmn:ItemDefinition"],
  itemSubjectRef: ["bpmn:ItemDefinition"],
  processRef: ["bpmn:Process"],
  interfaceRef: ["bpmn:Interface"],
  operationRef: ["bpmn:Operation"],
  participantRef: ["bpmn:Participant"],
  dataObjectRef: ["bpmn:DataObject"],
  dataStoreRef: ["bpmn:DataStore"],
  dataInputRefs: ["bpmn:DataInput"],
  dataOutputRefs: ["bpmn:DataOutput"],
  flowNodeRef: flowNodeTypes,
  default: ["bpmn:SequenceFlow"],
  resourceRef: ["bpmn:Resource"],
  activityRef: activityTypes,
};

/** Types that hold such references. */
const holders = [
  ...flowNodeTypes,
  "bpmn:MessageFlow",
  "bpmn:Message",
  "bpmn:Operation",
  "bpmn:MessageEventDefinition",
  "bpmn:SignalEventDefinition",
  "bpmn:ErrorEventDefinition",
  "bpmn:EscalationEventDefinition",
  "bpmn:CompensateEventDefinition",
  "bpmn:Participant",
  "bpmn:PartnerEntity",
  "bpmn:PartnerRole",
  "bpmn:DataObject",
  "bpmn:DataObjectReference",
  "bpmn:DataStoreReference",
  "bpmn:DataInput",
  "bpmn:DataOutput",
  "bpmn:InputSet",
  "bpmn:OutputSet",
  "bpmn:Property",
  "bpmn:Lane",
  "bpmn:PotentialOwner",
  "bpmn:Performer",
  "bpmn:HumanPerformer",
];

/** Ends of message flows outside of processes (9.5, 11.5). */
const conversations = ["bpmn:Conversation", "bpmn:SubConversation", "bpmn:CallConversation"];
const choreographies = ["bpmn:ChoreographyTask", "bpmn:SubChoreography", "bpmn:CallChoreography"];

/** References lead to elements of the right type (8.3, and the class diagrams of each clause). */
export const referenceRules: readonly Rule[] = [
  {
    code: "bpmn.import",
    reference: "8.2.2",
    isAdvice: true,
    on: ["bpmn:Import"],
    check(element) {
      if (text(element, "importType") !== namespaces.bpmn) return undefined;
      return `Expected everything in one file, but ${text(element, "location") ?? "another file"} is imported: it is not read, so that what it holds can neither be checked nor run from here.`;
    },
  },
  { code: "ref.type", reference: "8.3.1", on: holders, check: wrongReference },
  {
    code: "ref.data",
    reference: "10.4.2",
    isStrict: true,
    on: ["bpmn:DataInputAssociation", "bpmn:DataOutputAssociation"],
    check: wrongData,
  },
  {
    code: "ref.flow",
    reference: "9.4",
    on: ["bpmn:MessageFlow"],
    check(flow) {
      const allowed = ["bpmn:Participant", ...conversations, ...choreographies, ...flowNodeTypes];
      const wrong = [flow["sourceRef"], flow["targetRef"]].find(
        (end) => isElement(end) && !allowed.includes(end.$type),
      );
      return isElement(wrong)
        ? `Expected ${nameOf(flow)} between participants or their nodes, but ${nameOf(wrong)} is ${wrong.$type}.`
        : undefined;
    },
  },
];

const itemAware = [
  "bpmn:DataObject",
  "bpmn:DataObjectReference",
  "bpmn:DataStore",
  "bpmn:DataStoreReference",
  "bpmn:Property",
  "bpmn:DataInput",
  "bpmn:DataOutput",
];

/** Data flows between elements that can hold data (table 10.56, ItemAwareElement). */
function wrongData(association: Element): string | undefined {
  const ends = [...many(association, "sourceRef"), one(association, "targetRef")];
  const wrong = ends.find((end) => end !== undefined && !itemAware.includes(end.$type));
  return (
    wrong &&
    `Expected the data association ${nameOf(association)} between elements that hold data, but ${nameOf(wrong)} is ${wrong.$type}.`
  );
}

function wanted(types: readonly string[]): string {
  if (types.length <= 3) return types.join(", ");
  return types === flowNodeTypes ? "a flow node" : "an activity";
}

function wrongReference(element: Element): string | undefined {
  for (const [name, types] of Object.entries(targets)) {
    const value = element[name];
    const ends: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const end of ends) {
      if (isElement(end) && !types.includes(end.$type)) {
        return `Expected ${name} of ${nameOf(element)} to lead to ${wanted(types)}, but ${nameOf(end)} is ${end.$type}.`;
      }
    }
  }
  return undefined;
}
