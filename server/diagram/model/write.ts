import type { BpmnModdle } from "bpmn-moddle";
import { isElement } from "./moddle.ts";
import type { Descriptor, Element } from "./moddle.ts";
import { ROOT, listKey, target, targets } from "./model.ts";
import type { Entry, Fact, Model } from "./model.ts";
import { nameElements } from "./naming.ts";
import type { Schemas } from "./swift/schema.ts";
import { Unusual } from "./swift/tags.ts";
import { writeSwiftly } from "./swift/write.ts";

/** What elements are made of. */
interface Maker {
  readonly typed: (type: string) => Element;
  readonly foreign: (type: string, uri: string) => Element;
}

interface Writing {
  readonly maker: Maker;
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
export async function writeModel(model: Model, types: Schemas): Promise<string> {
  const swift = writePlainly(model, types);
  if (swift !== undefined) return swift;
  const { xml } = await types.moddle.toXML(treeOf(model, moddleMaker(types.moddle)), { format: true });
  return xml;
}

function writePlainly(model: Model, types: Schemas): string | undefined {
  try {
    const root = treeOf(model, plainMaker(types));
    return root && writeSwiftly(root);
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

function treeOf(model: Model, maker: Maker): Element | undefined {
  const writing: Writing = {
    maker,
    model,
    elements: new Map(),
    ids: nameElements(model),
    derived: derive(model),
    contents: contentsOf(model),
  };
  for (const entry of model.records.values()) writing.elements.set(entry.key, make(writing, entry));
  for (const entry of model.records.values()) fill(writing, entry);
  return writing.elements.get(ROOT);
}

/** Elements as moddle makes them, with properties that cannot be listed: a third of the time of writing. */
function moddleMaker(moddle: BpmnModdle): Maker {
  return { typed: (type) => made(moddle.create(type)), foreign: (type, uri) => made(moddle.createAny(type, uri)) };
}

function made(value: unknown): Element {
  if (!isElement(value)) throw new Error("moddle made no element");
  return value;
}

/** Elements that say as much to whoever only reads them. */
function plainMaker(types: Schemas): Maker {
  return {
    typed: (type) => plain(type, types.of(type).descriptor),
    foreign: (type, uri) => {
      const [prefix = "", localName = ""] = type.split(":");
      return plain(type, { isGeneric: true, ns: { prefix, localName, uri } });
    },
  };
}

function plain($type: string, $descriptor: Descriptor): Element {
  return { $type, $descriptor, $attrs: {} };
}

function make({ maker }: Writing, entry: Entry): Element {
  return entry.uri === undefined && !isForeign(entry)
    ? maker.typed(entry.type)
    : maker.foreign(entry.type, entry.uri ?? "");
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
      return shape(writing.maker, element, name, fact.numbers);
  }
}

/** The elements that are meant; what lies outside the file stands for itself by name. */
function found({ elements }: Writing, keys: readonly string[]): readonly unknown[] {
  return keys
    .map((key) => (key.startsWith("?") ? { id: key.slice(1) } : elements.get(key)))
    .filter((each) => each !== undefined);
}

function shape(maker: Maker, element: Element, name: string, numbers: readonly number[]): unknown {
  const [x, y, width, height] = numbers;
  if (element.$descriptor.propertiesByName?.[name]?.type === "dc:Bounds") {
    return withNumbers(maker.typed("dc:Bounds"), { x, y, width, height });
  }
  const points: unknown[] = [];
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    points.push(withNumbers(maker.typed("dc:Point"), { x: numbers[index], y: numbers[index + 1] }));
  }
  return points;
}

function withNumbers(element: Element, numbers: Readonly<Record<string, number | undefined>>): Element {
  for (const [name, value] of Object.entries(numbers)) set(element, name, value);
  return element;
}

function set(element: Element, name: string, value: unknown): void {
  const { isGeneric, propertiesByName } = element.$descriptor;
  const setter = element["set"];
  if (isGeneric === true) Reflect.set(element, name, value);
  else if (typeof setter === "function") setter.call(element, name, value);
  else if (value !== undefined) Reflect.set(element, propertiesByName?.[name]?.name ?? name, value);
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
