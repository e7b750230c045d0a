import type { BpmnModdle } from "bpmn-moddle";
import { isElement } from "./moddle.ts";
import type { Element } from "./moddle.ts";
import { ROOT, listKey, target, targets } from "./model.ts";
import type { Entry, Fact, Model } from "./model.ts";
import { nameElements } from "./naming.ts";
import { writeSwiftly } from "./swift/write.ts";

interface Writing {
  readonly moddle: BpmnModdle;
  readonly model: Model;
  readonly elements: Map<string, Element>;
  readonly ids: ReadonlyMap<string, string>;
  /** What comes in and goes out of a node, and who is in a lane, as the other end tells it. */
  readonly derived: ReadonlyMap<string, readonly string[]>;
  /** What is contained where: properties of a record with their members. */
  readonly contents: ReadonlyMap<string, readonly Content[]>;
}

interface Content {
  readonly property: string;
  readonly members: readonly string[];
}

/**
 * Writes a model as BPMN 2.0 XML. What is derived is rebuilt: incoming and outgoing flows from the flows, the members of
 * lanes from the nodes. The same model gives the same text.
 */
export async function writeModel(model: Model, moddle: BpmnModdle): Promise<string> {
  const writing: Writing = {
    moddle,
    model,
    elements: new Map(),
    ids: nameElements(model),
    derived: derive(model),
    contents: contentsOf(model),
  };
  for (const entry of model.records.values()) writing.elements.set(entry.key, make(writing, entry));
  for (const entry of model.records.values()) fill(writing, entry);
  const root = writing.elements.get(ROOT);
  return (root && writeSwiftly(root)) ?? (await moddle.toXML(root, { format: true })).xml;
}

function make({ moddle }: Writing, entry: Entry): Element {
  const made =
    entry.uri === undefined && !isForeign(entry)
      ? moddle.create(entry.type)
      : moddle.createAny(entry.type, entry.uri ?? "");
  if (!isElement(made)) throw new Error(`moddle made no element of ${entry.type}`);
  return made;
}

/** A foreign element of no namespace has no prefix. */
function isForeign({ type }: Entry): boolean {
  return !type.includes(":");
}

function fill(writing: Writing, entry: Entry): void {
  const element = writing.elements.get(entry.key);
  if (!element) return;
  for (const [name, fact] of entry.facts) {
    if (name !== "lanes" && name !== "id") setFact(writing, element, name, fact);
  }
  const id = writing.ids.get(entry.key);
  if (id !== undefined) set(element, "id", id);
  contain(writing, entry.key, element);
  for (const name of ["incoming", "outgoing", "flowNodeRef"]) {
    const keys = writing.derived.get(listKey(entry.key, name)) ?? [];
    if (keys.length > 0) set(element, name, found(writing, keys));
  }
}

function contain({ contents, elements }: Writing, key: string, element: Element): void {
  for (const { property, members } of contents.get(key) ?? []) {
    if (!isContaining(element, property)) continue;
    const children = members.map((each) => elements.get(each)).filter((each) => each !== undefined);
    if (children.length === 0) continue;
    for (const child of children) Reflect.set(child, "$parent", element);
    const many = property === "$children" || element.$descriptor.propertiesByName?.[property]?.isMany === true;
    set(element, property, many ? children : children[0]);
  }
}

function isContaining({ $descriptor: { isGeneric, propertiesByName } }: Element, name: string): boolean {
  if (isGeneric === true) return name === "$children";
  const property = propertiesByName?.[name];
  return property !== undefined && property.isReference !== true && property.isVirtual !== true;
}

/** The lists of a model by the record that they belong to. */
function contentsOf({ lists }: Model): ReadonlyMap<string, readonly Content[]> {
  const contents = new Map<string, Content[]>();
  for (const [place, members] of lists) {
    const end = place.lastIndexOf("|");
    const key = place.slice(0, end);
    const content = { property: place.slice(end + 1), members };
    const known = contents.get(key);
    if (known) known.push(content);
    else contents.set(key, [content]);
  }
  return contents;
}

function setFact(writing: Writing, element: Element, name: string, fact: Fact): void {
  const isKnown = element.$descriptor.propertiesByName?.[name] !== undefined;
  if (name.startsWith("@")) {
    Reflect.set(element.$attrs ?? {}, name.slice(1), fact.kind === "value" ? fact.value : "");
  } else if (element.$descriptor.isGeneric === true || isKnown) {
    set(element, name, valueOf(writing, element, name, fact));
  }
}

function valueOf(writing: Writing, element: Element, name: string, fact: Fact): unknown {
  switch (fact.kind) {
    case "value":
      return fact.value;
    case "reference":
      return found(writing, [fact.to])[0];
    case "references":
      return found(writing, fact.to);
    case "geometry":
      return shape(writing.moddle, element, name, fact.numbers);
  }
}

/** The elements that are meant; what lies outside the file stands for itself by name. */
function found({ elements }: Writing, keys: readonly string[]): readonly unknown[] {
  return keys
    .map((key) => (key.startsWith("?") ? { id: key.slice(1) } : elements.get(key)))
    .filter((each) => each !== undefined);
}

function shape(moddle: BpmnModdle, element: Element, name: string, numbers: readonly number[]): unknown {
  const [x, y, width, height] = numbers;
  if (element.$descriptor.propertiesByName?.[name]?.type === "dc:Bounds") {
    return moddle.create("dc:Bounds", { x, y, width, height });
  }
  const points: unknown[] = [];
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    points.push(moddle.create("dc:Point", { x: numbers[index], y: numbers[index + 1] }));
  }
  return points;
}

function set(element: Element, name: string, value: unknown): void {
  const setter = element["set"];
  if (element.$descriptor.isGeneric === true || typeof setter !== "function") Reflect.set(element, name, value);
  else setter.call(element, name, value);
}

/** Flows tell where they start and end, nodes tell their lanes; the order is the one that the lists keep. */
function derive(model: Model): ReadonlyMap<string, readonly string[]> {
  const derived = new Map<string, string[]>();
  const put = (key: string, member: string): void => {
    const known = derived.get(key);
    if (known) known.push(member);
    else derived.set(key, [member]);
  };
  for (const entry of model.records.values()) {
    if (entry.type === "bpmn:SequenceFlow") {
      put(listKey(target(entry, "sourceRef") ?? "", "outgoing"), entry.key);
      put(listKey(target(entry, "targetRef") ?? "", "incoming"), entry.key);
    }
    for (const lane of targets(entry.facts.get("lanes"))) put(listKey(lane, "flowNodeRef"), entry.key);
  }
  return new Map([...derived].map(([key, members]) => [key, inOrder(members, model.lists.get(key) ?? [])]));
}

function inOrder(members: readonly string[], order: readonly string[]): readonly string[] {
  const place = new Map(order.map((key, index) => [key, index]));
  return members.toSorted((one, other) => (place.get(one) ?? Infinity) - (place.get(other) ?? Infinity) || 0);
}
