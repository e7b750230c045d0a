import type { Json } from "../../base/json.ts";
import type { Place, TaskField, Writing } from "../listener.ts";
import type { Variables } from "../model.ts";
import { asText } from "../text.ts";

/** What `execution` and `task` tell and do, in the words of Camunda 7 and Flowable. */
export type Member = (variables: Variables, args: readonly Json[]) => Json;

function told(name: keyof Omit<Place, "local" | "task">): Member {
  return ({ place }) => place?.()[name] ?? null;
}

const businessKey: Member = ({ businessKey: key }) => key ?? null;
const elementId: Member = ({ elementId: id }) => id ?? null;
const readVariable: Member = (variables, [name]) => variables.get(asText(name ?? null)) ?? null;
const readLocal: Member = ({ place }, [name]) => place?.().local[asText(name ?? null)] ?? null;

/** Each also as a property: `getCurrentActivityId()` is `currentActivityId`. */
const ofAny: readonly (readonly [string, Member])[] = [
  ["getProcessInstanceId", told("instanceId")],
  ["getEventName", told("event")],
  ["getVariables", (variables) => variables.all()],
  ["getVariableNames", (variables) => Object.keys(variables.all())],
  ["getVariablesLocal", ({ place }) => place?.().local ?? {}],
  ["getVariableNamesLocal", ({ place }) => Object.keys(place?.().local ?? {})],
  ["getVariable", readVariable],
  ["getVariableLocal", readLocal],
  ["hasVariable", (variables, [name]) => variables.get(asText(name ?? null)) !== undefined],
  ["hasVariableLocal", ({ place }, [name]) => Object.hasOwn(place?.().local ?? {}, asText(name ?? null))],
];

const ofExecution: readonly (readonly [string, Member])[] = [
  ["getId", told("executionId")],
  ["getBusinessKey", businessKey],
  ["getProcessBusinessKey", businessKey],
  ["getProcessInstanceBusinessKey", businessKey],
  ["getRootProcessInstanceId", told("instanceId")],
  ["getProcessDefinitionKey", told("processId")],
  ["getCurrentActivityId", elementId],
  ["getCurrentActivityName", told("elementName")],
  ["getActivityId", elementId],
  ["getParentActivityId", told("scopeId")],
  ["getCurrentFlowElement", elementId],
];

function field(name: TaskField): Member {
  return ({ place }) => place?.().task?.[name] ?? null;
}

const ofTask: readonly (readonly [string, Member])[] = [
  ["getId", field("id")],
  ["getName", field("name")],
  ["getAssignee", field("assignee")],
  ["getPriority", field("priority")],
  ["getFormKey", field("formKey")],
  ["getDueDate", field("dueDate")],
  ["getFollowUpDate", field("followUpDate")],
  ["getTaskDefinitionKey", elementId],
  ["getExecutionId", told("executionId")],
];

/** What is written is seen by the next listener; a listener that only reads it has nowhere to write. */
function writing(write: (to: Writing, args: readonly Json[]) => void): Member {
  return (variables, args) => {
    if (variables.writing) write(variables.writing, args);
    return null;
  };
}

function setting(name: TaskField): Member {
  return writing((to, [value]) => to.task(name, value ?? null));
}

function adding(name: "candidateUsers" | "candidateGroups"): Member {
  return (variables, [given]) => {
    const present = variables.place?.().task?.[name];
    const list = Array.isArray(present) ? (present as readonly Json[]) : []; // an array of JSON holds JSON
    variables.writing?.task(name, [...list, ...(Array.isArray(given) ? (given as readonly Json[]) : [given ?? null])]);
    return null;
  };
}

const writers: readonly (readonly [string, Member])[] = [
  ["setVariable", writing((to, [name, value]) => to.variable(asText(name ?? null), value ?? null))],
  ["setVariableLocal", writing((to, [name, value]) => to.local(asText(name ?? null), value ?? null))],
  ["setVariables", writing((to, [values]) => each(values, (name, value) => to.variable(name, value)))],
  ["setVariablesLocal", writing((to, [values]) => each(values, (name, value) => to.local(name, value)))],
  ["removeVariable", writing((to, [name]) => to.variable(asText(name ?? null), null))],
  ["removeVariableLocal", writing((to, [name]) => to.local(asText(name ?? null), null))],
];

function each(values: Json | undefined, put: (name: string, value: Json) => void): void {
  if (typeof values !== "object" || values === null || Array.isArray(values)) return;
  for (const [name, value] of Object.entries(values)) put(name, value ?? null);
}

const taskWriters: readonly (readonly [string, Member])[] = [
  ["setName", setting("name")],
  ["setAssignee", setting("assignee")],
  ["setPriority", setting("priority")],
  ["setFormKey", setting("formKey")],
  ["setDueDate", setting("dueDate")],
  ["setFollowUpDate", setting("followUpDate")],
  ["addCandidateUser", adding("candidateUsers")],
  ["addCandidateUsers", adding("candidateUsers")],
  ["addCandidateGroup", adding("candidateGroups")],
  ["addCandidateGroups", adding("candidateGroups")],
];

const readers = {
  execution: withProperties([...ofAny, ...ofExecution]),
  task: withProperties([...ofAny, ...ofTask]),
};
const writersOf = { execution: new Map(writers), task: new Map([...writers, ...taskWriters]) };

function withProperties(members: readonly (readonly [string, Member])[]): ReadonlyMap<string, Member> {
  const all = new Map(members);
  for (const [name, member] of members) {
    const bare = name.replace(/^get/, "");
    if (bare !== name) all.set(bare.charAt(0).toLowerCase() + bare.slice(1), member);
  }
  return all;
}

/** The objects that stand for the place of an expression. */
export type PlaceName = keyof typeof readers;

/** Whether a name is one of theirs. */
export function isPlaceName(name: string): name is PlaceName {
  return Object.hasOwn(readers, name);
}

/** A property or method that tells something; `undefined` when there is none of that name. */
export function readingMember(of: PlaceName, name: string): Member | undefined {
  return readers[of].get(name);
}

/** A method that writes; `undefined` when there is none of that name. */
export function writingMember(of: PlaceName, name: string): Member | undefined {
  return writersOf[of].get(name);
}
