import type { Json, JsonObject } from "../../base/json.ts";
import { compileListener } from "../expressions/expression.ts";
import { isJavaScript } from "../expressions/javascript.ts";
import { runScript } from "../expressions/sandbox.ts";
import { SyntaxFault } from "../expressions/syntax.ts";
import type { Listener, ListenerEvent, Listeners, Moment, TaskField } from "../listener.ts";
import type { Spec, Trigger, Variables } from "../model.ts";
import type { Element } from "./element.ts";
import { attribute, camundaAttribute } from "./extensions.ts";
import type { Findings } from "./findings.ts";
import { givenListeners, scriptOf } from "./listenerSources.ts";
import type { GivenListener, ListenerScript } from "./listenerSources.ts";
import { lookAtScript } from "./tasks.ts";

/** What decides when the listeners of a node are called. */
interface Kind {
  readonly spec: Spec;
  readonly triggers: readonly Trigger[];
  /** An activity, or the process. */
  readonly isActivity: boolean;
}

/** The listeners of a node that run here, by when they are called; the others are refused by a rule. */
export function readListeners(element: Element, kind: Kind, findings: Findings): Listeners | undefined {
  const found = grouped(element, findings, (event) => momentsOf(event, kind));
  const name = kind.spec.kind === "task" ? camundaAttribute(element, "taskIdVariableName") : undefined;
  if (name === undefined) return found;
  const telling: Listener = { event: "create", run: ({ place, writing }) => writing?.variable(name, idOf(place)) };
  return { ...found, create: [telling, ...(found?.create ?? [])] };
}

/** `flowable:taskIdVariableName` */
function idOf(place: Variables["place"]): Json {
  return place?.().task?.id ?? null;
}

/** The listeners of a sequence flow. */
export function readFlowListeners(element: Element, findings: Findings): Listeners | undefined {
  return grouped(element, findings, (event) => (event === "take" ? ["take"] : []));
}

function grouped(
  element: Element,
  findings: Findings,
  moments: (event: ListenerEvent) => readonly Moment[],
): Listeners | undefined {
  const given = givenListeners(element);
  if (given.length === 0) return undefined;
  const listeners: Partial<Record<Moment, Listener[]>> = {};
  for (const each of given.toSorted((one, other) => orderOf(one) - orderOf(other))) {
    const run = runOf(element, each, findings);
    if (!run) continue;
    for (const event of eventsOf(each))
      for (const moment of moments(event)) (listeners[moment] ??= []).push({ event, run });
  }
  return Object.keys(listeners).length > 0 ? listeners : undefined;
}

/** As an activity ends its task has been completed; where both are called at once the beginning comes first. */
function orderOf({ isTask, event }: GivenListener): number {
  return isTask ? 0 : event === "end" ? 2 : 1;
}

/** In Camunda 7 the end is called for what is cancelled as well, in Flowable for what completes. */
function eventsOf({ event, endsWhenCancelled }: GivenListener): readonly ListenerEvent[] {
  if (event === "end") return endsWhenCancelled ? ["end", "cancel"] : ["end"];
  const known = ["start", "take", "create", "complete", "delete"] as const;
  return known.filter((each) => each === event);
}

const gateways = new Set(["exclusive", "parallel", "inclusive", "complex"]);

function momentsOf(event: ListenerEvent, kind: Kind): readonly Moment[] {
  const known = kind.isActivity ? ofActivity[event] : undefined;
  if (known) return known;
  if (event === "start") return [kind.spec.kind === "boundary" ? "leave" : "arrive"];
  return event === "end" ? [endOf(kind)] : [];
}

const ofActivity: Readonly<Partial<Record<ListenerEvent, readonly Moment[]>>> = {
  start: ["begin"],
  create: ["create"],
  complete: ["finish"],
  end: ["finish"],
  cancel: ["cancel"],
  delete: ["cancel"],
};

function endOf({ spec, triggers }: Kind): Moment {
  if (gateways.has(spec.kind)) return "depart";
  return spec.kind === "eventBased" || isWayOut(spec, triggers) ? "arrive" : "leave";
}

/** What is thrown takes the token away, so that nothing is called afterwards; a link leads elsewhere. */
function isWayOut({ kind }: Spec, triggers: readonly Trigger[]): boolean {
  const away: readonly Trigger["kind"][] = ["error", "cancel", "terminate", "link"];
  return (kind === "end" || kind === "throw") && triggers.some((trigger) => away.includes(trigger.kind));
}

function runOf(element: Element, given: GivenListener, findings: Findings): Listener["run"] | undefined {
  const script = scriptOf(given.source);
  if (script) return scripted(element, script, findings);
  const expression = attribute(given.source, "expression");
  if (expression === undefined) return undefined;
  try {
    const compiled = compileListener(expression);
    return (variables) => void compiled.evaluate(variables);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    findings.error(element, "bpmn.expression", error.message, "8.2.3");
    return undefined;
  }
}

function scripted(element: Element, { source, format, name }: ListenerScript, findings: Findings) {
  if (isJavaScript(format)) {
    lookAtScript(element, source, findings);
    return (variables: Variables): void => tell(variables, runScript(source, variables), name);
  }
  if (!format.includes("feel")) return undefined;
  const feel = findings.expression(element, `=${source}`, "feel");
  return (variables: Variables): void =>
    tell(variables, { result: feel.evaluate(variables), assigned: {}, local: {}, task: {} }, name);
}

function tell({ writing }: Variables, outcome: ReturnType<typeof runScript>, name: string | undefined): void {
  const { result = null, assigned, local, task } = outcome;
  passOn(assigned, (variable, value) => writing?.variable(variable, value));
  passOn(local, (variable, value) => writing?.local(variable, value));
  // the names of fields are those that the script is given
  passOn(task, (field, value) => writing?.task(field as TaskField, value));
  if (name !== undefined) writing?.variable(name, result);
}

function passOn(values: JsonObject, put: (name: string, value: Json) => void): void {
  for (const [name, value] of Object.entries(values)) put(name, value ?? null);
}
