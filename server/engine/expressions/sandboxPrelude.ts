import type { Variables } from "../model.ts";

/**
 * What a script finds when it begins, as JavaScript: variables as globals, the clock of the command, no chance, no promises, and a way
 * to tell what has changed. Scripts of Camunda 7 and Flowable ask `execution`, those of bpmn-engine `environment`, and
 * tell through `next(error, result)`; what they print goes nowhere.
 */
export function prelude(variables: Variables): string {
  const { now, businessKey = null, elementId = null, place } = variables;
  const given = JSON.stringify(variables.all());
  const stands = { ...place?.(), businessKey, elementId };
  const parts = [given, now.getTime(), stands].map((part) => JSON.stringify(part));
  return `(${stage})(${parts.join(", ")})`;
}

/** Runs inside; `given` are the variables as JSON. */
const stage = `function (given, now, at) {
  const before = JSON.parse(given);
  for (const name of Object.keys(before)) {
    if (name !== "__proto__" && !(name in globalThis)) globalThis[name] = before[name];
  }
  const inEnvironment = { ...before };
  let told;
  const silent = () => {};
  const tools = {
    environment: { variables: before, output: {}, settings: {} },
    next: (error, result) => { if (error) throw error; told = { result }; },
    print: silent,
    println: silent,
    console: { log: silent, info: silent, warn: silent, error: silent, debug: silent },
  };
  for (const name of Object.keys(tools)) if (!(name in globalThis)) globalThis[name] = tools[name];
  const known = new Map(Object.keys(globalThis).map((name) => [name, JSON.stringify(globalThis[name])]));
  const stringify = JSON.stringify;
  const Real = Date;
  globalThis.Date = class Date extends Real {
    constructor(...parts) { if (parts.length === 0) super(now); else super(...parts); }
    static now() { return now; }
  };
  delete Math.random;
  delete globalThis.Promise; // nothing comes later: what a promise would do is never done
  const set = {};
  const own = {};
  const tasks = {};
  const assign = (values) => { for (const name of Object.keys(values)) set[name] = values[name]; };
  const get = (name) => (name in own ? own[name] : name in set ? set[name] : globalThis[name] ?? before[name]);
  const put = (name, value) => { set[name] = value; };
  const putLocal = (name, value) => { own[name] = value; };
  const telling = (told) => {
    const members = {};
    for (const [name, read] of Object.entries(told)) {
      members["get" + name.charAt(0).toUpperCase() + name.slice(1)] = read;
      Object.defineProperty(members, name, { get: read, enumerable: false });
    }
    return members;
  };
  const any = {
    processInstanceId: () => at.instanceId,
    eventName: () => at.event,
    variables: () => ({ ...before, ...set, ...own }),
    variablesLocal: () => ({ ...at.local, ...own }),
    variableNames: () => Object.keys({ ...before, ...set, ...own }),
  };
  const writing = {
    getVariable: get,
    getVariableLocal: (name) => (name in own ? own[name] : (at.local ?? {})[name]),
    setVariable: put,
    setVariableLocal: putLocal,
    setVariables: assign,
    setVariablesLocal: (values) => { for (const name of Object.keys(values)) putLocal(name, values[name]); },
    removeVariable: (name) => put(name, null),
    removeVariableLocal: (name) => putLocal(name, null),
    hasVariable: (name) => name in own || name in set || name in before,
    hasVariableLocal: (name) => name in own || name in (at.local ?? {}),
  };
  const execution = Object.assign(telling({
    ...any,
    id: () => at.executionId,
    businessKey: () => at.businessKey,
    processBusinessKey: () => at.businessKey,
    processInstanceBusinessKey: () => at.businessKey,
    processDefinitionKey: () => at.processId,
    currentActivityId: () => at.elementId,
    currentActivityName: () => at.elementName,
    parentActivityId: () => at.scopeId,
  }), writing);
  Object.defineProperty(globalThis, "execution", { value: execution, enumerable: false });
  if (at.task && !("task" in globalThis)) {
    const field = (name) => () => (name in tasks ? tasks[name] : at.task[name]);
    const setting = (name) => (value) => { tasks[name] = value instanceof Real ? value.getTime() : value; };
    const adding = (name) => (value) => { tasks[name] = [...(field(name)() ?? []), ...(Array.isArray(value) ? value : [value])]; };
    const task = Object.assign(telling({
      ...any,
      id: field("id"),
      name: field("name"),
      assignee: field("assignee"),
      priority: field("priority"),
      formKey: field("formKey"),
      dueDate: field("dueDate"),
      followUpDate: field("followUpDate"),
      taskDefinitionKey: () => at.elementId,
      executionId: () => at.executionId,
    }), writing, {
      getExecution: () => execution,
      setName: setting("name"),
      setAssignee: setting("assignee"),
      setPriority: setting("priority"),
      setFormKey: setting("formKey"),
      setDueDate: setting("dueDate"),
      setFollowUpDate: setting("followUpDate"),
      addCandidateUser: adding("candidateUsers"),
      addCandidateUsers: adding("candidateUsers"),
      addCandidateGroup: adding("candidateGroups"),
      addCandidateGroups: adding("candidateGroups"),
    });
    Object.defineProperty(globalThis, "task", { value: task, enumerable: false });
  }
  Object.defineProperty(globalThis, "__ablauf", { enumerable: false, value: (result) => {
    const assigned = {};
    const { variables, output } = tools.environment;
    for (const name of Object.keys(variables)) if (variables[name] !== inEnvironment[name]) assigned[name] = variables[name];
    Object.assign(assigned, output, set);
    for (const name of Object.keys(globalThis)) {
      if (name in tools && globalThis[name] === tools[name]) continue;
      let text;
      try { text = stringify(globalThis[name]); } catch { continue; }
      if (text === undefined || known.get(name) === text) continue;
      assigned[name] = JSON.parse(text);
    }
    return stringify({ result: told ? told.result : result === null ? undefined : JSON.parse(result), assigned, local: own, task: tasks });
  } });
}`;
