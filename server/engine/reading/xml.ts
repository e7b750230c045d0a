import type { BpmnModdle } from "bpmn-moddle";
import { Refusal } from "../../base/refusal.ts";
import { guardXml } from "../../base/xml/guard.ts";

import { idOf, isElement } from "./element.ts";
import type { Element } from "./element.ts";
import { settleExecutable } from "./executable.ts";
import { isCamundaModel } from "./extensions.ts";
import { bpmnModdle } from "./moddle.ts";

/** What moddle complains about. */
export interface Warning {
  readonly message: string;
  readonly elementId: string;
  /** Of a reference that leads nowhere: `bpmn:sourceRef` and so on. */
  readonly property: string;
  /** The type of the element that holds it. */
  readonly type: string;
}

/** A file read: its root, and what the reader complained about. */
export interface Reading {
  readonly definitions: Element;
  readonly warnings: readonly Warning[];
  /** How many loop markers the text has. */
  readonly loopTags: number;
  /** Whether there may be scripts in it that want their sandbox. */
  readonly hasScripts: boolean;
}

/**
 * Reads BPMN 2.0 XML. Document types and entities are refused before anything is parsed, as are files that are too large
 * or too deep.
 *
 * @throws {Refusal} `bpmn.size`, `bpmn.doctype`, `bpmn.xml`
 */
export async function readXml(xml: string): Promise<Reading> {
  const { rootElement, warnings, references, elementsById } = await parse(guardXml(xml));
  if (!isElement(rootElement) || rootElement.$type !== "bpmn:Definitions") {
    throw new Refusal("invalid", "bpmn.xml", "Expected a definitions element of BPMN 2.0, but the file has none.");
  }
  refuseMalformed(warnings);
  settleExecutable(rootElement);
  const resolved = resolveQualified(rootElement, references, elementsById);
  const left = warnings.map((warning) => readWarning(warning)).filter(({ message }) => !resolved.has(message));
  const loopTags = xml
    .replace(/<!--[\s\S]*?-->/g, "")
    .match(/<(?:[\w.-]+:)?(?:standard|multiInstance)LoopCharacteristics\b/g);
  const hasScripts = /javascript|ecmascript|"js"|'js'|<[\w.-]+:script\b|Script(?:Execution|Task)Listener/i.test(xml);
  return { definitions: rootElement, warnings: left, loopTags: loopTags?.length ?? 0, hasScripts };
}

async function parse(xml: string): Promise<Parsed> {
  try {
    return await bpmnModdle.fromXML(xml);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Refusal("invalid", "bpmn.xml", `Expected well-formed BPMN 2.0 XML, but ${reason}.`);
  }
}

/** moddle reads on where XML says to stop: an attribute given twice, a second root. */
function refuseMalformed(warnings: readonly unknown[]): void {
  const broken = warnings.map((warning) => readWarning(warning).message).find((message) => isBroken(message));
  if (broken !== undefined)
    throw new Refusal("invalid", "bpmn.xml", `Expected well-formed BPMN 2.0 XML, but ${broken}.`);
}

function isBroken(message: string): boolean {
  if (message.includes("already defined")) return true;
  return /unparsable content <(?:[\w.-]+:)?definitions>/.test(message) && !message.includes("illegal ID");
}

type Parsed = Awaited<ReturnType<BpmnModdle["fromXML"]>>;

/**
 * References are QNames (8.4.1): `tns:order` names the element `order` of this file when `tns` is its target namespace;
 * moddle looks for the text as it stands. Returns the complaints that are settled.
 */
function resolveQualified(
  definitions: Element,
  references: Parsed["references"],
  elementsById: Parsed["elementsById"],
): ReadonlySet<string> {
  const settled = new Set<string>();
  const prefixes = new Set(ownPrefixes(definitions));
  for (const { element, property, id } of references) {
    const [prefix = "", local] = id.split(":");
    const name = property.split(":").at(-1) ?? property;
    if (!isElement(element) || elementsById[id] !== undefined) continue;
    const qualified = local !== undefined && prefixes.has(prefix) ? elementsById[local] : undefined;
    const target = qualified ?? coded(name, id) ?? listed(element, name, id);
    if (!isElement(target)) continue;
    attach(element, name, target);
    settled.add(`unresolved reference <${id}>`);
  }
  return settled;
}

/** Some engines take the reference itself for the code, without an error or escalation element. */
function coded(property: string, id: string): Element | undefined {
  if (property === "errorRef") return { $type: "bpmn:Error", id };
  return property === "escalationRef" ? { $type: "bpmn:Escalation", id } : undefined;
}

/** Engines of the Camunda 7 family take the text of `loopDataInputRef` for the name of a variable. */
function listed(element: Element, property: string, name: string): Element | undefined {
  return property === "loopDataInputRef" && isCamundaModel(element) ? { $type: "bpmn:DataInput", name } : undefined;
}

function ownPrefixes(definitions: Element): readonly string[] {
  const own = definitions["targetNamespace"];
  return Object.entries(definitions.$attrs ?? {}).flatMap(([name, uri]) =>
    uri === own && name.startsWith("xmlns:") ? [name.slice("xmlns:".length)] : [],
  );
}

function attach(element: Element, property: string, target: Element): void {
  const present = element[property];
  if (Array.isArray(present)) present.push(target);
  else Reflect.set(element, property, isList(property) ? [target] : target);
}

/** References that may be several. */
function isList(property: string): boolean {
  return [
    "eventDefinitionRef",
    "flowNodeRef",
    "incoming",
    "outgoing",
    "sourceRef[]",
    "dataInputRefs",
    "dataOutputRefs",
  ].includes(property);
}

function readWarning(warning: unknown): Warning {
  const message = Reflect.get(Object(warning), "message");
  const element = Reflect.get(Object(warning), "element");
  const property = Reflect.get(Object(warning), "property");
  return {
    message: String(message).replace(/\s+/g, " ").slice(0, 300),
    elementId: isElement(element) ? idOf(element) : "",
    property: typeof property === "string" ? property : "",
    type: isElement(element) ? element.$type : "",
  };
}
