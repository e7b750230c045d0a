import { computed, literal, variable } from "../expressions/expression.ts";
import type { Assignment, Expression, Mapping } from "../model.ts";
import { body, isA, many, one, text } from "./element.ts";
import type { Element } from "./element.ts";
import { attribute, camundaExtensions, children, extension, isJbpmModel, localName } from "./extensions.ts";
import type { Findings } from "./findings.ts";

/** An element that maps nothing. */
export const noMapping: Mapping = { inputs: [], outputs: [], inputsOnly: false, outputsOnly: false };

/** What goes in and comes out of an element, in whatever dialect it says so. */
export function readMapping(element: Element, findings: Findings): Mapping {
  const zeebe = extension(element, "zeebe", "ioMapping");
  if (zeebe) {
    return {
      inputs: children(zeebe, "input").flatMap((entry) => assignment(element, entry, findings)),
      outputs: children(zeebe, "output").flatMap((entry) => assignment(element, entry, findings)),
      inputsOnly: children(zeebe, "input").length > 0,
      outputsOnly: true,
    };
  }
  // what a connector is given is what its worker is given
  const [connector] = camundaExtensions(element, "connector");
  const [own] = camundaExtensions(element, "inputOutput");
  const [inner] = children(connector, "inputOutput");
  const read = (holder: Element | undefined, name: string): readonly Assignment[] =>
    children(holder, name).flatMap((entry) => parameter(element, entry, findings));
  const inputs = [...read(own, "inputParameter"), ...read(inner, "inputParameter")];
  const outputs = [...read(inner, "outputParameter"), ...read(own, "outputParameter")];
  const data = associations(element, findings);
  const mapping = {
    inputs: [...inputs, ...data.inputs],
    outputs: [...outputs, ...data.outputs],
    inputsOnly: inputs.length > 0,
    outputsOnly: false,
  };
  return mapping.inputs.length + mapping.outputs.length === 0 ? noMapping : mapping;
}

function assignment(owner: Element, entry: Element, findings: Findings): readonly Assignment[] {
  const target = attribute(entry, "target");
  const source = attribute(entry, "source");
  if (target === undefined) return [];
  return [{ source: source === undefined ? literal("") : findings.expression(owner, source, "text"), target }];
}

function parameter(owner: Element, entry: Element, findings: Findings): readonly Assignment[] {
  const target = attribute(entry, "name");
  if (target === undefined) return [];
  return [{ source: valueOf(owner, entry, findings), target }];
}

/** A parameter of Camunda 7: a text, a list, a map or a script. */
function valueOf(owner: Element, entry: Element, findings: Findings): Expression {
  const [structure] = entry.$children ?? [];
  if (!structure) return findings.expression(owner, entry.$body?.trim() ?? "", "text");
  const parts = structure.$children ?? [];
  switch (localName(structure)) {
    case "list": {
      const values = parts.map((part) => valueOf(owner, part, findings));
      return computed("list", (variables) => values.map((value) => value.evaluate(variables)));
    }
    case "map": {
      const entries = parts.map((part) => [attribute(part, "key") ?? "", valueOf(owner, part, findings)] as const);
      return computed("map", (variables) =>
        Object.fromEntries(entries.map(([key, value]) => [key, value.evaluate(variables)])),
      );
    }
    case "script":
      return findings.expression(owner, structure.$body ?? "", "text", attribute(structure, "scriptFormat"));
    default:
      findings.warn(
        owner,
        "dialect.parameter",
        `Expected a text, list, map or script, but ${structure.$type} is read as nothing.`,
      );
      return literal("");
  }
}

/** Data associations (10.4.2): a variable, or an expression, under the name of its target. */
function associations(element: Element, findings: Findings): { inputs: Assignment[]; outputs: Assignment[] } {
  const inputs = many(element, "dataInputAssociations").flatMap((each) => association(each, findings));
  const outputs = many(element, "dataOutputAssociations").flatMap((each) => association(each, findings));
  return { inputs, outputs };
}

function association(element: Element, findings: Findings): readonly Assignment[] {
  const assigned = many(element, "assignment").flatMap((each) => {
    const to = body(one(each, "to"));
    // in jBPM what is assigned is a text, with `#{…}` in it where it is not
    const source = findings.expressionIn(element, one(each, "from"), isJbpmModel(element) ? "text" : "feel");
    return to !== undefined && source ? [{ source, target: nameIn(to) }] : [];
  });
  if (assigned.length > 0) return assigned;
  const target = one(element, "targetRef");
  const [source] = many(element, "sourceRef");
  const transformation = findings.expressionIn(element, one(element, "transformation"), "feel");
  const read = transformation ?? (source && variable(dataName(source)));
  if (!target || !read) return [];
  const needs = !transformation && source && isA(element, "bpmn:DataOutputAssociation") ? dataName(source) : undefined;
  return [{ source: read, target: dataName(target), ...(needs === undefined ? {} : { needs }) }];
}

/** `${name}` and `=name` as a target mean the variable itself. */
function nameIn(text_: string): string {
  return text_.replace(/^(?:[$#]\{(.*)\}|=\s*(.*))$/, "$1$2").trim();
}

/** The variable behind a data object, property, data input or output: its name, else its id. A reference stands for its object. */
export function dataName(element: Element): string {
  const behind = one(element, "dataObjectRef") ?? one(element, "dataStoreRef");
  if (behind && text(element, "name") === undefined) return dataName(behind);
  return text(element, "name") ?? text(element, "id") ?? "";
}
