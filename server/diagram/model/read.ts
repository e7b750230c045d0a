import { BpmnModdle } from "bpmn-moddle";
import { Refusal } from "../../base/refusal.ts";
import { inspectXml } from "../../base/xml/guard.ts";
import { normalise } from "../../base/xml/normalise.ts";
import { branchOf } from "./branch.ts";
import type { Branch } from "./branch.ts";
import { isElement } from "./moddle.ts";
import type { Element } from "./moddle.ts";
import { readSwiftly } from "./swift/read.ts";
import { schemas } from "./swift/schema.ts";
import type { Schemas } from "./swift/schema.ts";

/** A file as it was read. */
export interface Tree {
  readonly root: Branch;
  readonly warnings: readonly string[];
}

type Parsed = Awaited<ReturnType<BpmnModdle["fromXML"]>>;

/**
 * Reads BPMN 2.0 XML into a tree of elements with facts. References that lead out of the file are kept by name; those
 * that name an element of the file by a prefix of its own namespace are resolved (8.4.1).
 *
 * @throws {Refusal} `bpmn.size`, `bpmn.doctype`, `bpmn.xml`
 */
export async function readTree(xml: string, types: Schemas = schemas()): Promise<Tree> {
  inspectXml(xml);
  return readSwiftly(xml, types) ?? (await readWithModdle(normalise(xml)));
}

/** Reads XML that was guarded, whatever is wrong with it. @throws {Refusal} `bpmn.xml` */
export async function readWithModdle(guarded: string): Promise<Tree> {
  const parsed = await parse(guarded);
  const root = parsed.rootElement;
  if (!isElement(root) || root.$type !== "bpmn:Definitions") {
    throw new Refusal("invalid", "bpmn.xml", "Expected a definitions element of BPMN 2.0, but the file has none.");
  }
  const complaints = parsed.warnings.map((warning) => complaint(warning));
  const broken = complaints.find(({ message }) => isBroken(message));
  if (broken) throw new Refusal("invalid", "bpmn.xml", `Expected well-formed BPMN 2.0 XML, but ${broken.message}.`);
  const outside = new Map<unknown, Map<string, string[]>>();
  for (const { element, property, value } of complaints) {
    if (!isElement(element) || property === "" || value === "" || settle(parsed, root, { element, property, value }))
      continue;
    const of = outside.get(element) ?? new Map<string, string[]>();
    outside.set(element, of.set(property, [...(of.get(property) ?? []), `?${value}`]));
  }
  return { root: branchOf(root, "", undefined, outside), warnings: complaints.map(({ message }) => message) };
}

async function parse(xml: string): Promise<Parsed> {
  try {
    return await new BpmnModdle().fromXML(xml);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Refusal("invalid", "bpmn.xml", `Expected well-formed BPMN 2.0 XML, but ${reason}.`);
  }
}

/** moddle reads on where XML says to stop: an attribute given twice, a second root. */
function isBroken(message: string): boolean {
  if (message.includes("already defined")) return true;
  return /unparsable content <(?:[\w.-]+:)?definitions>/.test(message) && !message.includes("illegal ID");
}

interface Loose {
  readonly element: Element;
  readonly property: string;
  readonly value: string;
}

/** Whether a reference names an element of this file after all; then it is set. */
function settle(parsed: Parsed, root: Element, { element, property, value }: Loose): boolean {
  const [prefix = "", local = ""] = value.split(":");
  if (root.$attrs?.[`xmlns:${prefix}`] !== root["targetNamespace"]) return false;
  const found = parsed.elementsById[local];
  if (!isElement(found)) return false;
  const name = property.split(":").at(-1) ?? property;
  const present = element[name];
  if (Array.isArray(present)) present.push(found);
  else Reflect.set(element, name, isList(element, name) ? [found] : found);
  return true;
}

function isList(element: Element, name: string): boolean {
  return element.$descriptor.propertiesByName?.[name]?.isMany === true;
}

function complaint(warning: unknown): { message: string; element: unknown; property: string; value: string } {
  const text = (name: string) => {
    const value: unknown = Reflect.get(Object(warning), name);
    return typeof value === "string" ? value : "";
  };
  return {
    message: text("message").replace(/\s+/g, " ").slice(0, 300),
    element: Reflect.get(Object(warning), "element"),
    property: text("property").split(":").at(-1) ?? "",
    value: text("value"),
  };
}
