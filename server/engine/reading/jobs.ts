import { literal } from "../expressions/expression.ts";
import type { JobSpec } from "../model.ts";
import type { Element } from "./element.ts";
import { idOf, many, text } from "./element.ts";
import { attribute, camundaAttribute, camundaExtensions, children, extension, extensions } from "./extensions.ts";
import type { Findings } from "./findings.ts";

/** The job that an element hands out, if it says so in any dialect. */
export function readJob(element: Element, findings: Findings): JobSpec | undefined {
  const type = jobType(element) ?? definitionType(element);
  if (type === undefined) return undefined;
  const definition = extension(element, "zeebe", "taskDefinition");
  const resultVariable = camundaAttribute(element, "resultVariable") ?? camundaAttribute(element, "resultVariableName");
  return {
    // what stands in `camunda:expression` is a name for the worker here, nothing is evaluated
    type: definition ? findings.expression(element, type, "text") : literal(type),
    retries: findings.expression(element, attribute(definition, "retries") ?? "3", "text"),
    headers: readHeaders(element),
    ...(resultVariable === undefined ? {} : { resultVariable }),
  };
}

/** In Camunda 7 the implementation of a message event stands on its event definition. */
function definitionType(element: Element): string | undefined {
  const definitions = element["eventDefinitions"];
  if (!Array.isArray(definitions)) return undefined;
  for (const definition of definitions as Element[]) {
    const type = definition.$type === "bpmn:MessageEventDefinition" ? camundaType(definition) : undefined;
    if (type !== undefined) return type;
  }
  return undefined;
}

function jobType(element: Element): string | undefined {
  return attribute(extension(element, "zeebe", "taskDefinition"), "type") ?? camundaType(element);
}

function camundaType(element: Element): string | undefined {
  const type = camundaAttribute(element, "type");
  if (type === "external") return camundaAttribute(element, "topic") ?? idOf(element);
  const connector = camundaExtensions(element, "connector")[0];
  const connectorId = children(connector, "connectorId")[0]?.$body;
  const names = ["class", "delegateExpression", "expression"].map((name) => camundaAttribute(element, name));
  return names.find((name) => name !== undefined) ?? connectorId ?? type;
}

function readHeaders(element: Element): Readonly<Record<string, string>> {
  const headers = children(extension(element, "zeebe", "taskHeaders"), "header");
  const fields = camundaExtensions(element, "field");
  const pairs = [
    ...headers.map((header) => [attribute(header, "key"), attribute(header, "value") ?? ""] as const),
    ...fields.map((field) => [attribute(field, "name"), attribute(field, "stringValue") ?? ""] as const),
  ];
  return Object.fromEntries(
    pairs.flatMap(([key, value]) => (key === undefined || key === "__proto__" ? [] : [[key, value]])),
  );
}

/** A service task that does not say who serves it: its job goes by the id of the element. */
export function unnamedJob(element: Element, findings: Findings): JobSpec {
  findings.warn(
    element,
    "bpmn.implementation",
    `Expected ${idOf(element)} to say which worker serves it, but it does not; its job type is its id.`,
    "10.3.3",
  );
  return { type: literal(idOf(element)), retries: literal("3"), headers: readHeaders(element) };
}

/** Names in other languages, by language tag. */
export function readNames(element: Element): Readonly<Record<string, string>> {
  const pairs = extensions(element, "ablauf", "text").map(
    (each) => [attribute(each, "lang"), attribute(each, "name")] as const,
  );
  return Object.fromEntries(
    pairs.flatMap(([lang, name]) => (lang === undefined || name === undefined ? [] : [[lang, name]])),
  );
}

/** Documentation by language: that of the standard in the language of the model, German, and those of `ablauf:text`. */
export function readDocumentation(element: Element): Readonly<Record<string, string>> | undefined {
  const own = many(element, "documentation").flatMap((each) => text(each, "text")?.trim() ?? []);
  const pairs = extensions(element, "ablauf", "text").map(
    (each) => [attribute(each, "lang"), attribute(each, "documentation")] as const,
  );
  const others = pairs.flatMap(([lang, words]) =>
    lang === undefined || words === undefined ? [] : [[lang, words] as const],
  );
  const all = [...(own.length > 0 ? [["de", own.join("\n\n")] as const] : []), ...others];
  return all.length === 0 ? undefined : Object.fromEntries(all);
}

/** The implementation attribute of the standard: a name like any other. */
export function standardImplementation(element: Element): string | undefined {
  const implementation = text(element, "implementation");
  return implementation === undefined || implementation.startsWith("##") ? undefined : implementation;
}
