import type { TemplateBody, TemplateProperty } from "../../../server/http/wireElementTemplates.ts";
import { pairsOf } from "../facts/mapping.ts";
import { extension, many, textOf } from "../island/moddle.ts";
import type { Moddle } from "../island/moddle.ts";
import { isSame, valueAt, type Binding } from "./bound.ts";
import type { Said } from "./TemplateForm.tsx";

/** Attributes that are kept, in the order in which people look at them. */
const attributes: readonly Binding[] = [
  ...["type", "retries"].map((property) => ({ type: "zeebe:taskDefinition", property })),
  ...["decisionId", "resultVariable", "bindingType"].map((property) => ({ type: "zeebe:calledDecision", property })),
  ...["processId", "bindingType"].map((property) => ({ type: "zeebe:calledElement", property })),
  ...["expression", "resultVariable"].map((property) => ({ type: "zeebe:script", property })),
  { type: "zeebe:formDefinition", property: "formId" },
  ...["candidateGroups", "candidateUsers", "assignee"].map((property) => ({
    type: "zeebe:assignmentDefinition",
    property,
  })),
  { type: "zeebe:priorityDefinition", property: "priority" },
  ...["dueDate", "followUpDate"].map((property) => ({ type: "zeebe:taskSchedule", property })),
  { type: "ablauf:serviceTime", property: "calendar" },
  { type: "property", name: "name" },
  ...["name", "documentation"].map((property) => ({ type: "ablauf:text", property })),
];

/** What an element is set to, as the fields of a template: what it takes in is to be filled in, all else is fixed. */
export function capturedProperties(owner: Moddle, labelOf: (binding: Binding) => string): TemplateProperty[] {
  const inputs = pairsOf(owner, "input").map(({ target }) => ({ type: "zeebe:input", name: target }));
  const outputs = pairsOf(owner, "output").map(({ source }) => ({ type: "zeebe:output", source }));
  const headers = many(extension(owner, "zeebe:TaskHeaders"), "values").map((each) => ({
    type: "zeebe:taskHeader",
    key: textOf(each, "key"),
  }));
  const properties = many(extension(owner, "zeebe:Properties"), "properties").map((each) => ({
    type: "zeebe:property",
    name: textOf(each, "name"),
  }));
  const bindings: readonly Binding[] = [...attributes, ...inputs, ...headers, ...outputs, ...properties];
  // rows without a name are not done yet, and of two for the same only the first one can be said
  const distinct = bindings.filter(
    (each, at) => !isNameless(each) && bindings.findIndex((other) => isSame(other, each)) === at,
  );
  return distinct.flatMap((binding): TemplateProperty[] => {
    const value = valueAt(owner, binding);
    if (value === undefined) return [];
    const said = { label: labelOf(binding), value, binding };
    if (binding.type === "zeebe:input") return [{ ...said, type: "String", feel: "optional" }];
    return [{ ...said, type: "Hidden" }];
  });
}

function isNameless({ name, source, key, property }: Binding): boolean {
  return [name, source, key, property].every((each) => each === undefined || each === "");
}

/** A template of an element. */
export function capturedTemplate(
  owner: Moddle,
  { id, name, description, properties }: Said & { readonly id: string },
): TemplateBody {
  return {
    id,
    name: name.trim(),
    ...(description.trim() === "" ? {} : { description: description.trim() }),
    appliesTo: ["bpmn:Task", ...(owner.$type === "bpmn:CallActivity" ? [owner.$type] : [])],
    elementType: { value: owner.$type },
    properties: [...properties],
  };
}
