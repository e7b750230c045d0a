import type { Variables } from "../model.ts";

/**
 * What a script finds when it begins, as JavaScript: variables as globals, the clock of the command, no chance, no promises, and a way
 * to tell what has changed. Scripts of Camunda 7 and Flowable ask `execution`, those of bpmn-engine `environment`, and
 * tell through `next(error, result)`; what they print goes nowhere.
 */
export function prelude(variables: Variables): string {
  const { now, businessKey = null, elementId = null } = variables;
  const given = JSON.stringify(variables.all());
  const parts = [given, now.getTime(), businessKey, elementId].map((part) => JSON.stringify(part));
  return `(${stage})(${parts.join(", ")})`;
}

/** Runs inside; `given` are the variables as JSON. */
const stage = `function (given, now, key, at) {
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
  const assign = (values) => { for (const name of Object.keys(values)) set[name] = values[name]; };
  const get = (name) => (name in set ? set[name] : globalThis[name] ?? before[name]);
  const put = (name, value) => { set[name] = value; };
  const execution = {
    businessKey: key,
    processBusinessKey: key,
    currentActivityId: at,
    getBusinessKey: () => key,
    getProcessBusinessKey: () => key,
    getProcessInstanceBusinessKey: () => key,
    getCurrentActivityId: () => at,
    getVariable: get,
    getVariableLocal: get,
    getVariables: () => ({ ...before, ...set }),
    setVariable: put,
    setVariableLocal: put,
    setVariables: assign,
    removeVariable: (name) => put(name, null),
    hasVariable: (name) => name in set || name in before,
  };
  Object.defineProperty(globalThis, "execution", { value: execution, enumerable: false });
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
    return stringify({ result: told ? told.result : result === null ? undefined : JSON.parse(result), assigned });
  } });
}`;
