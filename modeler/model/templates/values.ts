import type { TemplateBody, TemplateProperty } from "../../../server/http/wireElementTemplates.ts";
import type { Moddle } from "../island/moddle.ts";
import { textOf } from "../island/moddle.ts";
import { isSame, valueAt, type Binding } from "./bound.ts";

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

/**
 * What an element gets that goes to another version of its template: the values of people stay, those that the old version had
 * set follow the new one. What the new one does not know goes, unless somebody had changed it.
 */
export function updatedValues(owner: Moddle, before: TemplateBody, { properties }: TemplateBody): Written {
  const next = properties.map((property) => {
    const old = before.properties.find(({ binding }) => isSame(binding, property.binding));
    const own = valueAt(owner, property.binding);
    const isUntouched = old !== undefined && own === defaultOf(old);
    return [property.binding, !isUntouched && keeps(property, own) ? own : defaultOf(property)] as const;
  });
  const gone = before.properties
    .filter((old) => !properties.some(({ binding }) => isSame(binding, old.binding)))
    .filter((old) => old.type === "Hidden" || valueAt(owner, old.binding) === defaultOf(old))
    .filter(({ binding }) => !isWords(binding));
  return [...next, ...gone.map(({ binding }) => [binding, undefined] as const)];
}

/** Whether what an element has already stays. Its names are always those of whoever draws. */
function keeps({ type, binding, choices }: TemplateProperty, own: string | undefined): boolean {
  if (own === undefined) return false;
  if (isWords(binding)) return true;
  if (type === "Hidden") return false;
  return type !== "Dropdown" || (choices ?? []).some(({ value }) => value === own);
}

function isWords({ type }: Binding): boolean {
  return type === "property" || type === "ablauf:text";
}

/** What is wrong with what stands in a field. */
export type Fault =
  | { readonly kind: "empty" | "unlike" }
  | { readonly kind: "short" | "long"; readonly length: number }
  | { readonly kind: "said"; readonly message: string };

/** Checks what stands in a field against what the template asks; an expression is known only when it runs. */
export function faultOf({ constraints = {} }: TemplateProperty, value: string): Fault | null {
  const { notEmpty, pattern } = constraints;
  if (value === "") return notEmpty === true ? { kind: "empty" } : null;
  if (value.startsWith("=")) return null;
  return lengthFault(constraints, value) ?? (pattern === undefined ? null : patternFault(pattern, value));
}

type Constraints = NonNullable<TemplateProperty["constraints"]>;

function lengthFault(
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Constraints,
  value: string,
): Fault | null {
  if (value.length < minLength) return { kind: "short", length: minLength };
  return value.length > maxLength ? { kind: "long", length: maxLength } : null;
}

function patternFault(pattern: NonNullable<Constraints["pattern"]>, value: string): Fault | null {
  const { value: source, message = "" } = typeof pattern === "string" ? { value: pattern } : pattern;
  if (new RegExp(source, "u").test(value)) return null;
  return message === "" ? { kind: "unlike" } : { kind: "said", message };
}
