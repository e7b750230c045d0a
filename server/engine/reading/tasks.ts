import { isJavaScript } from "../expressions/javascript.ts";
import { checkScript, runScript } from "../expressions/sandbox.ts";
import { SyntaxFault } from "../expressions/syntax.ts";
import { literal } from "../expressions/expression.ts";
import type { JobSpec, ScriptSpec, Spec, TaskSpec, Variables } from "../model.ts";
import type { Binding } from "../types.ts";
import { body, idOf, many, one, text } from "./element.ts";
import type { Element } from "./element.ts";
import { attribute, camundaAttribute, extension } from "./extensions.ts";
import type { Findings } from "./findings.ts";
import { readJob } from "./jobs.ts";

/** The people, form and dates of a user task. */
export function readTask(element: Element, findings: Findings): TaskSpec {
  const assignment = extension(element, "zeebe", "assignmentDefinition");
  const schedule = extension(element, "zeebe", "taskSchedule");
  const priority = extension(element, "zeebe", "priorityDefinition");
  const sources: Record<Exclude<keyof TaskSpec, "service" | "completer">, string | undefined> = {
    name: expressionName(element),
    assignee:
      attribute(assignment, "assignee") ?? camundaAttribute(element, "assignee") ?? resource(element, "humanPerformer"),
    candidateUsers: attribute(assignment, "candidateUsers") ?? camundaAttribute(element, "candidateUsers"),
    candidateGroups: attribute(assignment, "candidateGroups") ?? camundaAttribute(element, "candidateGroups"),
    formKey: formOf(element),
    priority: attribute(priority, "priority") ?? camundaAttribute(element, "priority"),
    dueDate: attribute(schedule, "dueDate") ?? camundaAttribute(element, "dueDate"),
    followUpDate: attribute(schedule, "followUpDate") ?? camundaAttribute(element, "followUpDate"),
  };
  const potential = potentialOwners(element);
  const service = extension(element, "ablauf", "serviceTime");
  const completer = camundaAttribute(element, "taskCompleterVariableName");
  const calendar = findings.optional(element, attribute(service, "calendar"), "text");
  return {
    ...Object.fromEntries(
      Object.entries({ ...sources, ...merge(sources, potential) }).flatMap(([name, source]) =>
        source === undefined ? [] : [[name, findings.expression(element, source, "text")]],
      ),
    ),
    ...(completer === undefined ? {} : { completer }),
    ...(service ? { service: calendar ? { calendar } : {} } : {}),
  };
}

/** A name with an expression in it; a plain one is read off the node. */
function expressionName(element: Element): string | undefined {
  const name = text(element, "name");
  return name !== undefined && /^=|[$#]\{/.test(name) ? name : undefined;
}

function formOf(element: Element): string | undefined {
  const form = extension(element, "zeebe", "formDefinition");
  const own = attribute(form, "formId") ?? attribute(form, "formKey");
  return own ?? camundaAttribute(element, "formKey") ?? camundaAttribute(element, "formRef");
}

/** Which version of its form a user task is bound to, when it says so. */
export function readFormBinding(element: Element): Binding | undefined {
  const form = extension(element, "zeebe", "formDefinition");
  const type = attribute(form, "bindingType") ?? camundaAttribute(element, "formRefBinding");
  return type === undefined ? undefined : readBinding(type, camundaAttribute(element, "formRefVersion"));
}

function join(given: string | undefined, more: string | undefined): string | undefined {
  return given === undefined || more === undefined ? (given ?? more) : `${given},${more}`;
}

type People = { candidateUsers?: string; candidateGroups?: string };

function merge(sources: Readonly<Record<string, string | undefined>>, people: People): People {
  const users = join(sources["candidateUsers"], people.candidateUsers);
  const groups = join(sources["candidateGroups"], people.candidateGroups);
  return {
    ...(users === undefined ? {} : { candidateUsers: users }),
    ...(groups === undefined ? {} : { candidateGroups: groups }),
  };
}

function resource(element: Element, kind: string): string | undefined {
  return resources(element, kind)[0];
}

function resources(element: Element, kind: string): readonly string[] {
  const list = element["resources"];
  if (!Array.isArray(list)) return [];
  return (list as Element[])
    .filter((each) => each.$type.toLowerCase() === `bpmn:${kind.toLowerCase()}`)
    .flatMap((each) => body(one(one(each, "resourceAssignmentExpression") ?? each, "expression")) ?? []);
}

/** `user(ana), group(desk), sales`: as Activiti and its children write potential owners (10.3.4). */
function potentialOwners(element: Element): People {
  const users: string[] = [];
  const groups: string[] = [];
  for (const entry of resources(element, "potentialOwner").flatMap((each) => each.split(","))) {
    const match = /^\s*(user|group)\(([^)]*)\)\s*$/.exec(entry);
    const name = (match?.[2] ?? entry).trim();
    if (name === "") continue;
    (match?.[1] === "user" ? users : groups).push(name);
  }
  groups.push(...resourceNames(element));
  return {
    ...(users.length > 0 ? { candidateUsers: users.join(",") } : {}),
    ...(groups.length > 0 ? { candidateGroups: groups.join(",") } : {}),
  };
}

/** Potential owners given as a resource of the model: its name is the group. */
function resourceNames(element: Element): readonly string[] {
  return many(element, "resources")
    .filter((each) => each.$type === "bpmn:PotentialOwner")
    .flatMap((each) => {
      const owner = one(each, "resourceRef");
      const name = owner && (text(owner, "name") ?? owner.id);
      return name === undefined ? [] : [name];
    });
}

/** Which version a call or decision is bound to, in either dialect's words. */
export function readBinding(type: string | undefined, version: string | undefined): Binding {
  if (type === "deployment") return { kind: "release" };
  const number = Number(version);
  if (type === "version" && Number.isInteger(number)) return { kind: "version", version: number };
  return { kind: "latest" };
}

/** A business rule task: a rule set, or a job if it says so. */
export function readDecision(element: Element, findings: Findings): Spec {
  const called = extension(element, "zeebe", "calledDecision");
  const ruleSet = attribute(called, "decisionId") ?? camundaAttribute(element, "decisionRef");
  const job = ruleSet === undefined ? readJob(element, findings) : undefined;
  if (job) return { kind: "job", job };
  const resultVariable = attribute(called, "resultVariable") ?? camundaAttribute(element, "resultVariable");
  const type = attribute(called, "bindingType") ?? camundaAttribute(element, "decisionRefBinding");
  return {
    kind: "decision",
    ruleSet: findings.expression(element, ruleSet ?? idOf(element), "text"),
    binding: readBinding(type, camundaAttribute(element, "decisionRefVersion")),
    ...(resultVariable === undefined ? {} : { resultVariable }),
  };
}

/**
 * A script task: FEEL or JavaScript here and now; a worker runs any other language (`scriptFormat` is a MIME type of
 * whatever kind). Without a script it is a task like any other (table 10.10).
 */
export function readScript(element: Element, findings: Findings): Spec {
  const zeebe = extension(element, "zeebe", "script");
  const expression = attribute(zeebe, "expression");
  if (expression !== undefined) {
    const name = attribute(zeebe, "resultVariable");
    return { kind: "script", script: feelScript(element, expression.replace(/^\s*=/, ""), name, findings) };
  }
  const job = readJob(element, findings);
  if (job) return { kind: "job", job };
  const format = formatOf(element);
  const source = text(element, "script") ?? "";
  if (source.trim() === "") return { kind: "pass" };
  const resultVariable = camundaAttribute(element, "resultVariable");
  if (isJavaScript(format)) return { kind: "script", script: javaScript(element, source, resultVariable, findings) };
  if (format.includes("feel")) return { kind: "script", script: feelScript(element, source, resultVariable, findings) };
  return { kind: "job", job: scriptJob(element, source, resultVariable, findings) };
}

/** Of a script task, or of a global one. */
function formatOf(element: Element): string {
  return (text(element, "scriptFormat") ?? text(element, "scriptLanguage") ?? "").toLowerCase();
}

/** `script:text/x-groovy` and the like, with the script as header `script`. */
function scriptJob(element: Element, source: string, name: string | undefined, findings: Findings): JobSpec {
  const format = formatOf(element);
  const type = format === "" ? "script" : `script:${format}`;
  findings.warn(
    element,
    "coverage.script",
    `Expected a script in FEEL or JavaScript at ${idOf(element)}, but its format is ${format || "not given"}: a worker for the job type ${type} has to run it.`,
    "10.3.3",
  );
  const resultVariable = name === undefined ? {} : { resultVariable: name };
  return { type: literal(type), retries: literal("3"), headers: { script: source }, ...resultVariable };
}

function feelScript(element: Element, source: string, name: string | undefined, findings: Findings): ScriptSpec {
  const evaluate = findings.expression(element, `=${source}`, "feel");
  const run = (variables: Variables) => ({ result: evaluate.evaluate(variables), assigned: {}, local: {} });
  return name === undefined ? { run } : { run, resultVariable: name };
}

function javaScript(element: Element, source: string, name: string | undefined, findings: Findings): ScriptSpec {
  lookAtScript(element, source, findings);
  const run = (variables: Variables) => runScript(source, variables);
  return name === undefined ? { run } : { run, resultVariable: name };
}

/** A script that cannot be read is a problem of its element. */
export function lookAtScript(element: Element, source: string, findings: Findings): void {
  try {
    checkScript(source);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    findings.error(element, "bpmn.script", error.message, "10.3.3");
  }
}
