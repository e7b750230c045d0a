import { body, isA, languageOf, many, one, text } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import { definitionsOf } from "../reading/events.ts";
import { eventTypes, isExecutable, nameOf } from "./rule.ts";
import type { Rule } from "./rule.ts";

/** Data inputs and outputs, sets and associations (10.4), expressions and messages (8.4). */
export const dataRules: readonly Rule[] = [
  {
    code: "ext.084",
    reference: "10.4.2",
    on: ["bpmn:InputOutputSpecification"],
    check(io) {
      const inputs = many(io, "inputSets").flatMap((set) => many(set, "dataInputRefs"));
      const outputs = many(io, "outputSets").flatMap((set) => many(set, "dataOutputRefs"));
      const loose =
        many(io, "dataInputs").find((each) => !inputs.includes(each)) ??
        many(io, "dataOutputs").find((each) => !outputs.includes(each));
      return loose && `Expected ${nameOf(loose)} in a set of its specification, but it is in none.`;
    },
  },
  {
    code: "ext.085",
    reference: "10.4.2",
    on: ["bpmn:InputSet", "bpmn:OutputSet"],
    check(set) {
      const direction = isA(set, "bpmn:InputSet") ? "Input" : "Output";
      const listed = many(set, `data${direction}Refs`);
      const special = [...many(set, `optional${direction}Refs`), ...many(set, `whileExecuting${direction}Refs`)];
      const loose = special.find((each) => !listed.includes(each));
      return loose && `Expected ${nameOf(loose)} among the references of its set, but it is not.`;
    },
  },
  {
    code: "ext.077",
    reference: "10.4.1",
    on: ["bpmn:DataInputAssociation", "bpmn:DataOutputAssociation"],
    check: typeProblem,
  },
  {
    code: "ext.080",
    reference: "10.4.2",
    on: ["bpmn:DataOutputAssociation"],
    check(association) {
      const target = one(association, "targetRef");
      return isA(target, "bpmn:DataInput")
        ? `Expected a data output or object as target, but ${nameOf(association)} leads to a data input.`
        : undefined;
    },
  },
  {
    code: "ext.082",
    isStrict: true,
    reference: "10.4.1",
    on: ["bpmn:DataInputAssociation"],
    check(association) {
      const wrong = many(association, "sourceRef").find((source) => isA(source, "bpmn:DataOutput"));
      return wrong && `Expected a data input or object as source, but ${nameOf(wrong)} is a data output.`;
    },
  },
  {
    code: "ext.092",
    isStrict: true,
    reference: "10.4.2",
    on: ["bpmn:DataInputAssociation", "bpmn:DataOutputAssociation"],
    check(association) {
      if (one(association, "transformation") || many(association, "sourceRef").length < 2) return undefined;
      if (many(association, "assignment").length > 0) return undefined;
      return `Expected one source of ${nameOf(association)}, since it transforms nothing, but there are more.`;
    },
  },
  { code: "ext.087", isStrict: true, reference: "10.4.2", on: ["bpmn:InputSet", "bpmn:OutputSet"], check: unanswered },
  {
    code: "ext.076",
    isStrict: true,
    reference: "10.4.1",
    on: ["bpmn:DataObjectReference"],
    check(reference) {
      const state = one(reference, "dataState");
      const object = one(reference, "dataObjectRef");
      const name = text(reference, "name");
      if (!state || !object || name === undefined) return undefined;
      const wanted = `${text(object, "name") ?? ""} [${text(state, "name") ?? ""}]`;
      return name === wanted ? undefined : `Expected the name "${wanted}", but ${nameOf(reference)} has another one.`;
    },
  },
  {
    code: "ext.013",
    reference: "8.4.7",
    on: ["bpmn:FormalExpression"],
    check(expression) {
      if (body(expression) !== undefined || !isExecutable(expression)) return undefined;
      return `Expected an expression at ${nameOf(expression.$parent ?? expression)}, but it is empty.`;
    },
  },
  {
    code: "ext.014",
    reference: "8.4.7",
    on: ["bpmn:FormalExpression"],
    check(expression) {
      const language = text(expression, "language");
      if (language === undefined || /^[A-Za-z][\w+.-]*(?::[\w./?#@!$&'()*+,;=:~-]*)?$/.test(language)) return undefined;
      return `Expected a URI as expression language, but "${language.slice(0, 80)}" is none.`;
    },
  },
  {
    code: "ext.012",
    isStrict: true,
    reference: "8.4.6",
    on: ["bpmn:Expression"],
    check(expression) {
      if (
        isFormal(expression) ||
        !isExecutable(expression) ||
        isA(expression.$parent, "bpmn:ResourceAssignmentExpression")
      )
        return undefined;
      return `Expected a formal expression at ${nameOf(expression.$parent ?? expression)}, but it is in natural language.`;
    },
  },
  {
    code: "ext.093",
    reference: "10.5.1",
    on: eventTypes,
    check(event) {
      const data = many(
        event,
        isA(event, "bpmn:EndEvent", "bpmn:IntermediateThrowEvent") ? "dataInputs" : "dataOutputs",
      );
      const triggers = definitionsOf(event).length;
      if (data.length === 0 || triggers === 0 || data.length >= triggers) return undefined;
      return `Expected data for each of the ${triggers} event definitions of ${nameOf(event)}, but there is only ${data.length}.`;
    },
  },
  {
    code: "ext.010",
    reference: "8.4.1",
    on: ["bpmn:TextAnnotation", "bpmn:Documentation"],
    check(annotation) {
      const format = text(annotation, "textFormat");
      if (format === undefined || /^[\w.+-]+\/[\w.+-]+/.test(format)) return undefined;
      return `Expected a MIME type as text format, but "${format.slice(0, 80)}" is none.`;
    },
  },
  {
    code: "ext.040",
    reference: "10.3.1",
    on: ["bpmn:ResourceRole", "bpmn:Performer", "bpmn:HumanPerformer", "bpmn:PotentialOwner"],
    check(role) {
      const hasExpression = one(role, "resourceAssignmentExpression") !== undefined;
      const isReferring = one(role, "resourceRef") !== undefined || many(role, "resourceParameterBindings").length > 0;
      return hasExpression && isReferring
        ? `Expected a resource or an expression at ${nameOf(role)}, but it has both.`
        : undefined;
    },
  },
];

/** Typed as formal, or plainly meant so: it says its language, or compares. */
function isFormal(expression: Element): boolean {
  if (isA(expression, "bpmn:FormalExpression") || languageOf(expression) !== undefined) return true;
  return /^\s*=|[$#]\{|[<>=]/.test(body(expression) ?? "");
}

/** A set that names sets of the other direction is named by them too. */
function unanswered(set: Element): string | undefined {
  const isInput = isA(set, "bpmn:InputSet");
  const [theirs, ours] = isInput ? ["outputSetRefs", "inputSetRefs"] : ["inputSetRefs", "outputSetRefs"];
  const silent = many(set, theirs).find((other) => !many(other, ours).includes(set));
  return silent && `Expected ${nameOf(silent)} to name ${nameOf(set)} as well, since that names it, but it does not.`;
}

/** What flows has to be of the type of where it flows to. */
function typeProblem(association: Element): string | undefined {
  if (one(association, "transformation") || many(association, "assignment").some((each) => !one(each, "from")))
    return undefined;
  const target = typeOf(one(association, "targetRef"));
  for (const source of many(association, "sourceRef")) {
    const from = typeOf(source);
    if (!from || !target) continue;
    if (from.isCollection !== target.isCollection)
      return `Expected ${nameOf(association)} to join a list with a list, but one end is single.`;
  }
  return undefined;
}

function typeOf(element: Element | undefined): { isCollection: boolean } | undefined {
  const behind = element && (one(element, "dataObjectRef") ?? element);
  if (!behind || !isA(behind, "bpmn:DataObject", "bpmn:DataInput", "bpmn:DataOutput")) return undefined;
  return { isCollection: behind["isCollection"] === true };
}
