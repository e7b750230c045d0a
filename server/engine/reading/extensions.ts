import { camundaLike, namespaces } from "../dialect.ts";
import type { Dialect } from "../dialect.ts";
import { isElement, many, one } from "./element.ts";
import type { Element } from "./element.ts";

/** The name of a generic element and its namespace. */
function belongs(element: Element, dialect: Dialect, name: string): boolean {
  const ns = element.$descriptor?.ns;
  return ns?.localName === name && ns.uri === namespaces[dialect];
}

/** The first extension element of this name in a dialect. */
export function extension(element: Element, dialect: Dialect, name: string): Element | undefined {
  return extensions(element, dialect, name)[0];
}

/** All extension elements of this name in a dialect. */
export function extensions(element: Element, dialect: Dialect, name: string): readonly Element[] {
  const holder = one(element, "extensionElements");
  if (!holder) return [];
  return many(holder, "values").filter((value) => belongs(value, dialect, name));
}

/** The same in any dialect of the Camunda 7 family. */
export function camundaExtensions(element: Element, name: string): readonly Element[] {
  return camundaLike.flatMap((dialect) => extensions(element, dialect, name));
}

/** Children of an extension element by local name. */
export function children(element: Element | undefined, name: string): readonly Element[] {
  return (element?.$children ?? []).filter((child) => isElement(child) && localName(child) === name);
}

/** `zeebe:input` is `input`. */
export function localName(element: Element): string {
  return element.$descriptor?.ns?.localName ?? element.$type.split(":").at(-1) ?? "";
}

/** An attribute of an extension element. */
export function attribute(element: Element | undefined, name: string): string | undefined {
  const value = element?.[name] ?? element?.$attrs?.[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** An attribute in a foreign namespace on an element of BPMN. */
export function foreignAttribute(element: Element, dialect: Dialect, name: string): string | undefined {
  const { $attrs } = element;
  if (!$attrs) return undefined;
  // asked for many names, of elements that may carry thousands of attributes
  const end = `:${name}`;
  for (const qualified of Object.keys($attrs)) {
    if (!qualified.endsWith(end)) continue;
    const prefix = qualified.slice(0, -end.length);
    if (namespaceOf(element, prefix) === namespaces[dialect]) return String($attrs[qualified]);
  }
  return undefined;
}

/** The same in any dialect of the Camunda 7 family. */
export function camundaAttribute(element: Element, name: string): string | undefined {
  for (const dialect of camundaLike) {
    const value = foreignAttribute(element, dialect, name);
    if (value !== undefined && value !== "") return value;
  }
  return undefined;
}

/** Namespaces are declared on the element or above it. */
function namespaceOf(element: Element, prefix: string): string | undefined {
  let at: Element | undefined = element;
  while (at) {
    const uri = at.$attrs?.[`xmlns:${prefix}`];
    if (typeof uri === "string") return uri;
    at = at.$parent;
  }
  return undefined;
}

/** The name in a QName whose prefix is declared: `tns:order` is `order`. Other texts with a colon are left as they are. */
export function localPart(element: Element, name: string): string {
  const [, prefix, local] = /^([A-Za-z_][\w.-]*):([A-Za-z_][\w.-]*)$/.exec(name) ?? [];
  return prefix !== undefined && local !== undefined && namespaceOf(element, prefix) !== undefined ? local : name;
}

/** Whether the whole model was written for jBPM, whose extensions stand in the namespace of Drools. */
export function isJbpmModel(element: Element): boolean {
  let at: Element | undefined = element;
  while (at) {
    if (Object.values(at.$attrs ?? {}).includes("http://www.jboss.org/drools")) return true;
    at = at.$parent;
  }
  return false;
}

/** Whether the whole model was written for an engine of the Camunda 7 family. */
export function isCamundaModel(element: Element): boolean {
  const uris = new Set<unknown>(camundaLike.map((dialect) => namespaces[dialect]));
  let at: Element | undefined = element;
  while (at) {
    if (uris.has(at["targetNamespace"]) || Object.values(at.$attrs ?? {}).some((value) => uris.has(value))) return true;
    at = at.$parent;
  }
  return false;
}
