/** Elements that a template can be for: those whose work is written in attributes and extensions. */
export const templatedElements = [
  "bpmn:Task",
  "bpmn:ServiceTask",
  "bpmn:SendTask",
  "bpmn:UserTask",
  "bpmn:BusinessRuleTask",
  "bpmn:ScriptTask",
  "bpmn:CallActivity",
  "bpmn:ReceiveTask",
  "bpmn:ManualTask",
] as const;

/** What a kind of binding writes. */
export interface BindingRule {
  /** The member that says what is bound; nothing where the kind says it all. */
  readonly by?: "name" | "source" | "key" | "property";
  /** What may be bound, where it is not anything. */
  readonly of?: readonly string[];
  /** The elements on which the engine runs it; all where it does not say. */
  readonly on?: readonly string[];
}

const jobs = ["bpmn:ServiceTask", "bpmn:SendTask", "bpmn:BusinessRuleTask", "bpmn:ScriptTask"];
const people = ["bpmn:UserTask"];

/**
 * The bindings of element templates (Camunda 8) that the engine runs, and those of ours. What is not here is refused: an element
 * would seem to be set to something that nothing carries out.
 */
export const bindingRules: Readonly<Record<string, BindingRule>> = {
  property: { by: "name", of: ["name"] },
  "zeebe:input": { by: "name" },
  "zeebe:output": { by: "source" },
  "zeebe:property": { by: "name" },
  "zeebe:taskHeader": { by: "key", on: jobs },
  "zeebe:taskDefinition:type": { on: jobs },
  "zeebe:taskDefinition": { by: "property", of: ["type", "retries"], on: jobs },
  "zeebe:userTask": { on: people },
  "zeebe:formDefinition": { by: "property", of: ["formId"], on: people },
  "zeebe:assignmentDefinition": {
    by: "property",
    of: ["assignee", "candidateGroups", "candidateUsers"],
    on: people,
  },
  "zeebe:priorityDefinition": { by: "property", of: ["priority"], on: people },
  "zeebe:taskSchedule": { by: "property", of: ["dueDate", "followUpDate"], on: people },
  "zeebe:calledDecision": {
    by: "property",
    of: ["decisionId", "resultVariable", "bindingType"],
    on: ["bpmn:BusinessRuleTask"],
  },
  "zeebe:calledElement": { by: "property", of: ["processId", "bindingType"], on: ["bpmn:CallActivity"] },
  "zeebe:script": { by: "property", of: ["expression", "resultVariable"], on: ["bpmn:ScriptTask"] },
  "ablauf:serviceTime": { by: "property", of: ["calendar"], on: people },
  "ablauf:text": { by: "property", of: ["name", "documentation"] },
};
