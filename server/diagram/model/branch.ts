import { isElement } from "./moddle.ts";
import type { Element, Property } from "./moddle.ts";
import type { Scalar } from "./model.ts";

/** A fact before keys are given: references are elements, or the name of something outside the file. */
export type RawFact =
  | { readonly kind: "value"; readonly value: Scalar | readonly Scalar[] }
  | { readonly kind: "reference"; readonly to: Element | string }
  | { readonly kind: "references"; readonly to: readonly (Element | string)[] }
  | { readonly kind: "geometry"; readonly numbers: readonly number[] };

/** An element in its tree, read but not yet named. */
export interface Branch {
  readonly element: Element;
  readonly type: string;
  readonly id: string | undefined;
  readonly property: string;
  readonly parent: Branch | undefined;
  readonly children: readonly Branch[];
  readonly facts: ReadonlyMap<string, RawFact>;
  /** References whose order matters or is kept, but which are derived or told elsewhere. */
  readonly order: ReadonlyMap<string, readonly Element[]>;
}

/** References that lead nowhere in the file, by element and property. */
export type Outside = ReadonlyMap<unknown, ReadonlyMap<string, readonly string[]>>;

/** References that are told by the other end: flows tell incoming and outgoing, nodes tell their lanes. */
export const derived = new Set(["incoming", "outgoing", "flowNodeRef"]);

/** Makes the tree of an element and all that it contains. */
export function branchOf(element: Element, property: string, parent: Branch | undefined, outside: Outside): Branch {
  const facts = new Map<string, RawFact>();
  const children: Branch[] = [];
  const order = new Map<string, readonly Element[]>();
  const id = element["id"];
  const branch: Branch = {
    element,
    type: element.$type,
    id: typeof id === "string" && id !== "" ? id : undefined,
    property,
    parent,
    children,
    facts,
    order,
  };
  const growth: Growth = { branch, facts, children, order, outside };
  if (element.$descriptor.isGeneric === true) growForeign(growth);
  else growTyped(growth);
  return branch;
}

interface Growth {
  readonly branch: Branch;
  readonly facts: Map<string, RawFact>;
  readonly children: Branch[];
  readonly order: Map<string, readonly Element[]>;
  readonly outside: Outside;
}

function growForeign({ branch, facts, children, outside }: Growth): void {
  const own = `${branch.element.$descriptor.ns.prefix ?? ""}:`;
  for (const [name, value] of Object.entries(branch.element)) {
    if (name.startsWith("$") || typeof value !== "string") continue;
    facts.set(name.startsWith(own) ? name.slice(own.length) : name, { kind: "value", value });
  }
  const { $body, $children } = branch.element;
  if ($body !== undefined) facts.set("$body", { kind: "value", value: $body });
  for (const child of $children ?? []) children.push(branchOf(child, "$children", branch, outside));
}

function growTyped(growth: Growth): void {
  const { element } = growth.branch;
  for (const property of element.$descriptor.properties ?? []) {
    if (property.isVirtual === true) continue;
    if (Object.hasOwn(element, property.name)) growProperty(growth, property, element[property.name]);
    else growOutside(growth, property);
  }
  for (const [name, value] of Object.entries(element.$attrs ?? {})) {
    if (typeof value === "string" && isWritable(element, name)) growth.facts.set(`@${name}`, { kind: "value", value });
  }
}

/** moddle renames a prefix that it uses itself and forgets its namespace; such an attribute cannot be written again. */
function isWritable(element: Element, name: string): boolean {
  const prefix = /^(ns\d+):/.exec(name)?.[1];
  if (prefix === undefined) return true;
  for (let at: unknown = element; isElement(at); at = at["$parent"]) {
    if (at.$attrs?.[`xmlns:${prefix}`] !== undefined) return true;
  }
  return false;
}

function growProperty(growth: Growth, property: Property, value: unknown): void {
  const name = nameOf(property);
  if (derived.has(property.name)) growth.order.set(property.name, elementsIn(value));
  else if (property.isReference === true) growReference(growth, property, value);
  else if (property.type === "dc:Bounds") growGeometry(growth, name, boundsOf(value));
  else if (property.type === "dc:Point") growGeometry(growth, name, elementsIn(value).flatMap(pointOf));
  else if (isContained(value)) {
    for (const child of elementsIn(value)) {
      growth.children.push(branchOf(child, name, growth.branch, growth.outside));
    }
  } else if (isScalars(value) && value !== property.default && value !== "")
    growth.facts.set(name, { kind: "value", value });
}

function growReference(growth: Growth, property: Property, value: unknown): void {
  const outside = growth.outside.get(growth.branch.element)?.get(property.name) ?? [];
  const found = [...elementsIn(value), ...outside];
  const [first] = found;
  if (first === undefined) return;
  const many = property.isMany === true;
  growth.facts.set(nameOf(property), many ? { kind: "references", to: found } : { kind: "reference", to: first });
}

function growOutside(growth: Growth, property: Property): void {
  if (property.isReference === true && !derived.has(property.name)) growReference(growth, property, undefined);
}

function growGeometry({ facts }: Growth, name: string, numbers: readonly number[]): void {
  if (numbers.length > 0) facts.set(name, { kind: "geometry", numbers });
}

function boundsOf(value: unknown): readonly number[] {
  if (!isElement(value)) return [];
  return [value["x"], value["y"], value["width"], value["height"]].map(finite);
}

/** Tools have been seen to write NaN. */
function finite(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

function pointOf(point: Element): readonly number[] {
  return [point["x"], point["y"]].map(finite);
}

/** Properties of BPMN and its picture go by their bare name, those of other namespaces by the qualified one. */
export function nameOf(property: Property): string {
  return ["bpmn", "bpmndi", "di", "dc"].includes(property.ns.prefix) ? property.name : property.ns.name;
}

function isContained(value: unknown): boolean {
  return isElement(value) || (Array.isArray(value) && value.some((each) => isElement(each)));
}

function elementsIn(value: unknown): readonly Element[] {
  return (Array.isArray(value) ? value : [value]).filter((each) => isElement(each));
}

function isScalars(value: unknown): value is Scalar | readonly Scalar[] {
  return Array.isArray(value) ? value.length > 0 && value.every((each) => isScalar(each)) : isScalar(value);
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && !Number.isNaN(value));
}
