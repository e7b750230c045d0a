import type { Branch, RawFact } from "../branch.ts";
import { derived, nameOf } from "../branch.ts";
import type { Descriptor, Element, Property } from "../moddle.ts";
import type { Scalar } from "../model.ts";
import type { Schema } from "./schema.ts";
import { Unusual } from "./tags.ts";

/** What is read of an element until it closes. */
export interface Growing {
  readonly branch: Branch;
  /** `undefined` for elements of foreign namespaces. */
  readonly schema: Schema | undefined;
  readonly facts: Map<string, RawFact>;
  readonly children: Branch[];
  readonly values: Map<string, Scalar | Scalar[]>;
  readonly order: Map<string, readonly Element[]>;
  /** Few elements have any of these. */
  attributes?: Map<string, string>;
  references?: Map<string, string[]>;
  geometry?: Map<string, number[]>;
  text: string;
}

/** Begins an element. */
export function begin(type: string, descriptor: Descriptor, property: string, parent: Growing | undefined): Growing {
  const [facts, children] = [new Map<string, RawFact>(), new Array<Branch>()];
  const order = new Map<string, readonly Element[]>();
  const element: Element = { $type: type, $descriptor: descriptor };
  const branch: Branch = { element, type, id: undefined, property, parent: parent?.branch, children, facts, order };
  return {
    branch,
    schema: undefined,
    facts,
    children,
    values: new Map(),
    order,
    text: "",
  };
}

/** A text as the value that its property holds. */
export function coerce(type: string, text: string): Scalar {
  if (type === "Boolean") return text === "true";
  if (type === "Integer") return Number.parseInt(text, 10);
  return type === "Real" ? Number.parseFloat(text) : text;
}

/** Turns what was read into facts, in the order of the standard's properties. `byId` finds what is referred to. */
export function finish(growing: Growing, byId: ReadonlyMap<string, Branch>): void {
  const { schema, facts, children, attributes } = growing;
  if (!schema) return;
  const { values, references, geometry } = growing;
  const names = [...values.keys(), ...(references?.keys() ?? []), ...(geometry?.keys() ?? [])];
  const place = (name: string) => schema.place.get(name) ?? schema.place.size;
  for (const name of names.toSorted((one, other) => place(one) - place(other))) {
    const property = schema.descriptor.properties?.[place(name)];
    if (property) finishProperty(growing, property, byId);
  }
  if (attributes) finishAttributes(facts, attributes);
  if (children.length > 1) children.sort((one, other) => place(one.property) - place(other.property));
}

/** The reader that moddle uses puts declarations first. */
function finishAttributes(facts: Map<string, RawFact>, attributes: ReadonlyMap<string, string>): void {
  const [declared, rest] = [true, false].map((is) =>
    [...attributes].filter(([name]) => name.startsWith("xmlns") === is),
  );
  for (const [name, value] of [...(declared ?? []), ...(rest ?? [])]) facts.set(`@${name}`, { kind: "value", value });
}

function finishProperty(growing: Growing, property: Property, byId: ReadonlyMap<string, Branch>): void {
  const { facts, values, geometry, references } = growing;
  const name = nameOf(property);
  const value = values.get(property.name);
  if (value !== undefined && isSaid(value, property)) facts.set(name, { kind: "value", value });
  const numbers = geometry?.get(property.name);
  if (numbers) facts.set(name, { kind: "geometry", numbers });
  const ids = references?.get(property.name);
  if (ids)
    finishReference(
      growing,
      property,
      ids.map((id) => found(byId, id)),
    );
}

function finishReference({ branch, facts, order }: Growing, property: Property, to: readonly Element[]): void {
  const [first, second] = to;
  const name = nameOf(property);
  if (derived.has(property.name)) order.set(property.name, to);
  else if (property.isMany === true) facts.set(name, { kind: "references", to });
  else if (first && !second) facts.set(name, { kind: "reference", to: first });
  else throw new Unusual("two references");
  if (property.name === "bpmnElement" && first) Reflect.set(branch.element, "bpmnElement", first);
}

/** Notes one more of what a property names or where it leads. */
export function add<Item>(map: Map<string, Item[]> | undefined, name: string, ...items: Item[]): Map<string, Item[]> {
  const lists = map ?? new Map<string, Item[]>();
  const list = lists.get(name);
  if (list) list.push(...items);
  else lists.set(name, items);
  return lists;
}

function isSaid(value: Scalar | Scalar[], property: Property): boolean {
  return value !== property.default && value !== "" && !Number.isNaN(value);
}

function found(byId: ReadonlyMap<string, Branch>, id: string): Element {
  const branch = byId.get(id);
  if (!branch) throw new Unusual("reference that leads nowhere");
  return branch.element;
}
