import type { TemplateBody, TemplateProperty } from "../../../server/http/wireElementTemplates.ts";
import type { Moddle } from "../island/moddle.ts";
import { textOf } from "../island/moddle.ts";
import { valueAt, type Binding } from "./bound.ts";

/** What is written where. No value takes away what stands there. */
export type Written = readonly (readonly [Binding, string | undefined])[];

/** Elements that can be kept as a template. */
export const templatable: readonly string[] = [
  "bpmn:ServiceTask",
  "bpmn:SendTask",
  "bpmn:UserTask",
  "bpmn:BusinessRuleTask",
  "bpmn:ScriptTask",
  "bpmn:CallActivity",
];

/** The template that an element says it was made from. */
export function originOf(owner: Moddle): { readonly key: string; readonly version: number | null } | null {
  const key = textOf(owner, "modelerTemplate");
  const version = owner["modelerTemplateVersion"];
  return key === "" ? null : { key, version: typeof version === "number" ? version : null };
}

/** What elements made from a template are. */
export function targetOf({ elementType, appliesTo }: TemplateBody): string {
  return elementType?.value ?? appliesTo[0] ?? "bpmn:Task";
}

/** What a field writes before anybody has said anything. */
export function defaultOf({ value, type, feel }: TemplateProperty): string | undefined {
  if (type === "Boolean") return value === undefined ? undefined : flagText(value === true, feel);
  return value === undefined || value === "" ? undefined : String(value);
}

/** Yes and no as they stand in the model: as a text, or as a value of FEEL. */
export function flagText(isOn: boolean, feel: TemplateProperty["feel"]): string {
  return `${feel === "static" || feel === "required" ? "=" : ""}${String(isOn)}`;
}

/** What a new element of a template has. */
export function freshValues({ properties }: TemplateBody): Written {
  return properties.map((property) => [property.binding, defaultOf(property)] as const);
}

/**
 * What an element gets that is made one of a template: fixed values are the template's, what somebody has filled in already
 * stays where the field takes it.
 */
export function appliedValues(owner: Moddle, { properties }: TemplateBody): Written {
  return properties.map((property) => {
    const own = valueAt(owner, property.binding);
    return [property.binding, keeps(property, own) ? own : defaultOf(property)] as const;
  });
}

/** Whether what an element has already stays. Its names are always those of whoever draws. */
export function keeps({ type, binding, choices }: TemplateProperty, own: string | undefined): boolean {
  if (own === undefined) return false;
  if (isWords(binding)) return true;
  if (type === "Hidden") return false;
  return type !== "Dropdown" || (choices ?? []).some(({ value }) => value === own);
}

/** Whether a binding names or explains the element. */
export function isWords({ type }: Binding): boolean {
  return type === "property" || type === "ablauf:text";
}
