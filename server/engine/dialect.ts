/**
 * What the attributes of each dialect mean to us: one row each, so that nobody has to look through code. The modeler
 * writes `zeebe:` and `ablauf:`; `camunda:` (Camunda 7, Operaton) and `flowable:` (Activiti) are read.
 */
export const namespaces = {
  bpmn: "http://www.omg.org/spec/BPMN/20100524/MODEL",
  zeebe: "http://camunda.org/schema/zeebe/1.0",
  camunda: "http://camunda.org/schema/1.0/bpmn",
  operaton: "http://operaton.org/schema/1.0/bpmn",
  flowable: "http://flowable.org/bpmn",
  activiti: "http://activiti.org/bpmn",
  ablauf: "http://ablauf.example/schema/bpmn",
} as const;

export type Dialect = keyof typeof namespaces;

/** Dialects that share the vocabulary of Camunda 7. */
export const camundaLike: readonly Dialect[] = ["camunda", "operaton", "flowable", "activiti"];

/** One row of the table: where something stands, and what it becomes here. */
export interface Meaning {
  readonly dialect: "zeebe" | "camunda" | "ablauf";
  readonly name: string;
  readonly on: string;
  readonly meaning: string;
}

export const meanings: readonly Meaning[] = [
  {
    dialect: "zeebe",
    name: "taskDefinition/@type, @retries",
    on: "service, send, script, business rule task; message throw and end event",
    meaning: "a job of this type, tried so often",
  },
  { dialect: "zeebe", name: "taskHeaders/header", on: "jobs", meaning: "headers of the job" },
  {
    dialect: "zeebe",
    name: "ioMapping/input, output",
    on: "activities and events",
    meaning: "local variables before, assignments after; with outputs only these are written",
  },
  { dialect: "zeebe", name: "assignmentDefinition", on: "user task", meaning: "assignee, candidate users and groups" },
  { dialect: "zeebe", name: "formDefinition/@formId, @formKey", on: "user task", meaning: "the form" },
  {
    dialect: "zeebe",
    name: "taskSchedule",
    on: "user task",
    meaning: "due and follow-up date: a date, or a duration from the start of the task",
  },
  { dialect: "zeebe", name: "priorityDefinition", on: "user task", meaning: "priority" },
  {
    dialect: "zeebe",
    name: "calledDecision",
    on: "business rule task",
    meaning: "rule set, where the verdict goes, which version",
  },
  {
    dialect: "zeebe",
    name: "calledElement",
    on: "call activity",
    meaning: "process, which version, which variables go in and come out",
  },
  { dialect: "zeebe", name: "subscription/@correlationKey", on: "message", meaning: "the key that a catch waits with" },
  {
    dialect: "zeebe",
    name: "loopCharacteristics",
    on: "multi-instance",
    meaning: "collections and elements in and out",
  },
  { dialect: "zeebe", name: "script/@expression, @resultVariable", on: "script task", meaning: "a FEEL script" },
  {
    dialect: "zeebe",
    name: "adHoc/@activeElementsCollection",
    on: "ad-hoc sub-process",
    meaning: "what starts at once",
  },
  {
    dialect: "zeebe",
    name: "executionListeners, taskListeners",
    on: "everywhere",
    meaning: "refused: a listener is a job there, and workers are called for tasks",
  },
  {
    dialect: "zeebe",
    name: "properties/property, userTask, versionTag",
    on: "everywhere",
    meaning: "read by other rooms, not by the engine",
  },
  {
    dialect: "ablauf",
    name: "text/@lang, @name, @documentation",
    on: "everywhere",
    meaning: "names and documentation in other languages",
  },
  {
    dialect: "ablauf",
    name: "subject/@businessKey, @title, @customer, @priority",
    on: "process",
    meaning: "what an instance is about, for lists and search",
  },
  {
    dialect: "ablauf",
    name: "publish/@correlationKey",
    on: "message throw and end event, send task",
    meaning: "the key that the message is published under",
  },
  {
    dialect: "ablauf",
    name: "serviceTime/@calendar",
    on: "timer event, user task",
    meaning: "the duration of the timer, or until the task is due, counts in service time of this calendar",
  },
  {
    dialect: "ablauf",
    name: "clock/@pausedWhile",
    on: "timer event",
    meaning: "while this is true the timer stands; afterwards it has as long to go as before",
  },
  {
    dialect: "camunda",
    name: "assignee, candidateUsers, candidateGroups, formKey, formRef, dueDate, followUpDate, priority",
    on: "user task",
    meaning: "as their zeebe counterparts",
  },
  {
    dialect: "camunda",
    name: "type=external with topic",
    on: "service-like tasks and message throw events",
    meaning: "a job, its type is the topic",
  },
  {
    dialect: "camunda",
    name: "class, expression, delegateExpression, type",
    on: "service-like tasks",
    meaning: "a job, its type is what stands there",
  },
  {
    dialect: "camunda",
    name: "resultVariable, resultVariableName",
    on: "service, script, business rule task",
    meaning: "where the result goes",
  },
  {
    dialect: "camunda",
    name: "decisionRef, decisionRefBinding, decisionRefVersion (mapDecisionResult means nothing)",
    on: "business rule task",
    meaning: "rule set and version",
  },
  {
    dialect: "camunda",
    name: "inputOutput/inputParameter, outputParameter",
    on: "activities and events",
    meaning: "local variables before, assignments after; the result is written as well",
  },
  {
    dialect: "camunda",
    name: "collection (also as an element), elementVariable, elementIndexVariable, variableAggregation",
    on: "multi-instance",
    meaning:
      "the list and the names of its element and position; counting begins at 0; what is gathered of each instance",
  },
  {
    dialect: "camunda",
    name: "endDate",
    on: "timeCycle",
    meaning: "the cycle does not occur after it; weekdays in cron count as in Quartz, from Sunday as 1",
  },
  {
    dialect: "camunda",
    name: "calledElementBinding, calledElementVersion, sameDeployment; inheritBusinessKey",
    on: "call activity",
    meaning: "which version is called; it goes by the key of its caller",
  },
  {
    dialect: "camunda",
    name: "in, out (source, sourceExpression, target, variables, businessKey)",
    on: "call activity, signal throw and end event (in)",
    meaning: "what goes in and comes out, nothing by default; the business key of what is begun",
  },
  {
    dialect: "camunda",
    name: "inheritVariables",
    on: "call activity",
    meaning: "all variables go in",
  },
  {
    dialect: "camunda",
    name: "scope",
    on: "signal",
    meaning: "processInstance: nobody outside the instance hears it",
  },
  {
    dialect: "camunda",
    name: "errorCodeVariable, errorMessageVariable, escalationCodeVariable",
    on: "error and escalation catch",
    meaning: "where code and message go",
  },
  {
    dialect: "camunda",
    name: "terminateAll, terminateMultiInstance",
    on: "terminate end event",
    meaning: "the whole instance ends, or the loop around, not the scope alone",
  },
  {
    dialect: "camunda",
    name: "variableName, variableEvents; variableListenerEventDefinition",
    on: "conditional event; event",
    meaning: "waits for this variable to be written",
  },
  {
    dialect: "camunda",
    name: "taskIdVariableName, taskCompleterVariableName",
    on: "user task",
    meaning: "variables that take the id of the task, and who completed it",
  },
  {
    dialect: "camunda",
    name: "resource, variableMappingClass, errorEventDefinition, eventType, businessCalendarName; bound to a versionTag",
    on: "activities, events",
    meaning: "refused: they would change what happens, and nothing here does",
  },
  {
    dialect: "camunda",
    name: "skipExpression",
    on: "activities",
    meaning: "passed over while it is true and the variable _FLOWABLE_SKIP_EXPRESSION_ENABLED is",
  },
  {
    dialect: "camunda",
    name: "asyncBefore, asyncAfter, exclusive, jobPriority, failedJobRetryTimeCycle",
    on: "everywhere",
    meaning: "nothing: every command is one transaction already",
  },
  {
    dialect: "camunda",
    name: "executionListener (start, end, take), taskListener (create, complete, delete)",
    on: "process, flow nodes, sequence flows; user task",
    meaning:
      "expressions and scripts in JavaScript or FEEL run; what is foreign code or cannot be told here is refused. In camunda the end is called for what is cancelled, too",
  },
  {
    dialect: "camunda",
    name: "connector, field",
    on: "service-like tasks",
    meaning: "a job, its type is the connector; its parameters are those of the task, fields are headers",
  },
  {
    dialect: "camunda",
    name: "execution, task in ${…} and scripts",
    on: "everywhere; user task",
    meaning: "ids, keys, names and variables of the place are told; listeners may write. Other names are refused",
  },
];
