import { computed, literal } from "../expressions/expression.ts";
import type { Assignment, Flow, Node } from "../model.ts";
import { flag, integer, isA, many, one, text } from "./element.ts";
import type { Element } from "./element.ts";
import { hasDefinition } from "./events.ts";
import { camundaAttribute, camundaExtensions, extensions } from "./extensions.ts";
import type { Findings } from "./findings.ts";
import { readFlowListeners, readListeners } from "./listeners.ts";
import { readLoop } from "./loops.ts";
import { dataName, noMapping, readMapping } from "./mappings.ts";
import { readSpec, triggersOf } from "./specs.ts";

const activities = new Set(["task", "job", "decision", "script", "receive", "send", "call", "scope", "adHoc", "pass"]);

/** Reads one flow node. What it is connected to is added later. `undefined`: no flow node, or one that does not run. */
export function readNode(element: Element, parent: Node | undefined, findings: Findings): Node | undefined {
  const spec = readSpec(element, findings);
  if (!spec || element.id === undefined) return undefined;
  const isActivity = activities.has(spec.kind);
  const loop = isActivity ? readLoop(element, findings) : undefined;
  const skip = isActivity ? findings.optional(element, camundaAttribute(element, "skipExpression"), "text") : undefined;
  const triggers = triggersOf(element, findings);
  const listeners = readListeners(element, { spec, triggers, isActivity }, findings);
  const isThrow = spec.kind === "throw" || spec.kind === "end";
  return {
    id: element.id,
    type: element.$type,
    name: text(element, "name") ?? "",
    ...(parent ? { parent } : {}),
    children: [],
    incoming: [],
    outgoing: [],
    boundaries: [],
    triggers,
    throwsSignal: isThrow && triggers.some((trigger) => trigger.kind === "signal"),
    mapping: readMapping(element, findings),
    initial: readInitial(element, findings),
    ...(loop ? { loop } : {}),
    ...(skip ? { skip } : {}),
    ...(listeners ? { listeners } : {}),
    spec,
    isActivity,
    ...readFlags(element),
  };
}

type Flags =
  | "isInterrupting"
  | "isParallelMultiple"
  | "isEventSubProcess"
  | "isForCompensation"
  | "isTransaction"
  | "instantiates"
  | "startQuantity"
  | "completionQuantity";

function readFlags(element: Element): Pick<Node, Flags> {
  return {
    isInterrupting:
      flag(element, isA(element, "bpmn:BoundaryEvent") ? "cancelActivity" : "isInterrupting", true) ||
      (isA(element, "bpmn:BoundaryEvent", "bpmn:StartEvent") && hasDefinition(element, "bpmn:ErrorEventDefinition")),
    isParallelMultiple: flag(element, "parallelMultiple", false),
    isEventSubProcess: flag(element, "triggeredByEvent", false),
    isForCompensation: flag(element, "isForCompensation", false),
    isTransaction: isA(element, "bpmn:Transaction"),
    instantiates: flag(element, "instantiate", false),
    startQuantity: integer(element, "startQuantity") ?? 1,
    completionQuantity: integer(element, "completionQuantity") ?? 1,
  };
}

/** The node that stands for the process itself. */
export function processNode(process: Element, findings: Findings): Node {
  const listeners = readListeners(process, { spec: { kind: "scope" }, triggers: [], isActivity: true }, findings);
  return {
    id: process.id ?? "",
    type: process.$type,
    name: text(process, "name") ?? "",
    children: [],
    incoming: [],
    outgoing: [],
    boundaries: [],
    triggers: [],
    throwsSignal: false,
    mapping: noMapping,
    initial: readInitial(process, findings),
    spec: { kind: "scope" },
    ...(listeners ? { listeners } : {}),
    isActivity: false,
    ...readFlags(process),
  };
}

/**
 * Properties and data objects that begin with a value (`<flowable:value>`); the others are simply not there yet. Who
 * started the instance (`camunda:initiator`) is nobody unless the starter says so.
 */
function readInitial(scope: Element, findings: Findings): readonly Assignment[] {
  const initiators = many(scope, "flowElements").flatMap((each) => camundaAttribute(each, "initiator") ?? []);
  const unknown = initiators.map((target) => ({ source: computed("null", () => null), target }));
  const holders = [
    ...many(scope, "properties"),
    ...many(scope, "flowElements").filter((each) => isA(each, "bpmn:DataObject")),
  ];
  const known = holders.flatMap((holder) => {
    const value = initialValue(holder);
    if (value === undefined) return [];
    const subject = one(holder, "itemSubjectRef");
    return [
      { source: typed(holder, value, text(subject ?? holder, "structureRef"), findings), target: dataName(holder) },
    ];
  });
  return [...unknown, ...known];
}

function initialValue(holder: Element): string | undefined {
  const values = camundaExtensions(holder, "value");
  const ours = extensions(holder, "ablauf", "value");
  return (
    [...values, ...ours].map((each) => each.$body?.trim()).find((value) => value !== undefined) ??
    camundaAttribute(holder, "value")
  );
}

/** A value of an XML schema type: numbers and booleans as such, expressions as expressions, everything else as text. */
function typed(holder: Element, value: string, type: string | undefined, findings: Findings) {
  const name = (type ?? "").split(":").at(-1)?.toLowerCase() ?? "";
  const isNumber =
    ["int", "integer", "long", "double", "float", "decimal", "short"].includes(name) && !Number.isNaN(Number(value));
  if (isNumber || name === "boolean") {
    const constant = isNumber ? Number(value) : value === "true";
    return { text: value, isConstant: false, evaluate: () => constant };
  }
  return /^=|[$#]\{/.test(value) ? findings.expression(holder, value, "text") : literal(value);
}

/** A sequence flow whose both ends are known. */
export function readFlow(element: Element, nodes: ReadonlyMap<string, Node>, findings: Findings): Flow | undefined {
  const source = nodes.get(one(element, "sourceRef")?.id ?? "");
  const target = nodes.get(one(element, "targetRef")?.id ?? "");
  if (!source || !target || element.id === undefined) return undefined;
  const condition = findings.expressionIn(element, one(element, "conditionExpression"), "feel");
  const listeners = readFlowListeners(element, findings);
  return {
    id: element.id,
    source,
    target,
    ...(condition ? { condition } : {}),
    ...(listeners ? { listeners } : {}),
  };
}
