import type { Breach } from "../breach.ts";
import type { XmlElement } from "./parse.ts";

/** What a document says, by business terms: texts, and groups of them. */
export interface Terms {
  [name: string]: string | Terms | Terms[] | undefined;
}

/** An attribute: a term, or a text that always stands there. A path that begins with `^` starts at the document. */
type Attribute = string | { readonly fixed: string };

/**
 * How one standard writes a business document, read in both directions: from terms to XML and back. A leaf is a term, a
 * fixed leaf tells groups of one name apart, a group has parts in their order, `many` repeats for a list of terms.
 */
export type Rule =
  | {
      readonly kind: "leaf";
      readonly name: string;
      readonly path: string;
      readonly attributes: Readonly<Record<string, Attribute>>;
      readonly codec: Codec;
    }
  | { readonly kind: "fixed"; readonly name: string; readonly text: string; readonly reads: RegExp }
  | { readonly kind: "group"; readonly name: string; readonly parts: readonly Rule[]; readonly isAlways: boolean }
  | { readonly kind: "many"; readonly path: string; readonly rule: Rule };

/** How a term stands in the file. */
export interface Codec {
  readonly write: (term: string) => string;
  readonly read: (text: string) => string;
}

const plain: Codec = { write: (term) => term, read: (text) => text };

/** A term as the text of an element. Within `many`, the empty path is the item itself. */
export function leaf(
  name: string,
  path: string,
  attributes: Readonly<Record<string, Attribute>> = {},
  codec: Codec = plain,
): Rule {
  return { kind: "leaf", name, path, attributes, codec };
}

/** A text that tells groups apart; files may write it otherwise, as `reads` says. */
export function fixed(name: string, text: string, reads = new RegExp(`^${text}$`)): Rule {
  return { kind: "fixed", name, text, reads };
}

/** An element with parts; it is written when one of its terms is there. */
export function group(name: string, ...parts: readonly Rule[]): Rule {
  return { kind: "group", name, parts, isAlways: false };
}

/** An element that is written even when it is empty. */
export function always(name: string, ...parts: readonly Rule[]): Rule {
  return { kind: "group", name, parts, isAlways: true };
}

/** An element for each item of a list. */
export function many(path: string, rule: Rule): Rule {
  return { kind: "many", path, rule };
}

/** Writes terms as the inside of an element. */
export function writeRules(rules: readonly Rule[], terms: Terms, document: Terms = terms): string {
  return rules.map((rule) => write(rule, terms, document).xml).join("");
}

interface Written {
  readonly xml: string;
  readonly says: boolean;
}

function write(rule: Rule, terms: Terms, document: Terms): Written {
  switch (rule.kind) {
    case "fixed":
      return { xml: `<${rule.name}>${escaped(rule.text)}</${rule.name}>`, says: false };
    case "many": {
      const items = (valueAt(terms, rule.path) ?? []) as readonly Terms[]; // what `many` names is a list
      const xml = items.map((item) => write(rule.rule, item, document).xml).join("");
      return { xml, says: xml !== "" };
    }
    case "leaf": {
      const value = termAt(rule.path, terms, document);
      if (value === undefined) return { xml: "", says: false };
      const text = escaped(rule.codec.write(value));
      return {
        xml: `<${rule.name}${attributesOf(rule.attributes, terms, document)}>${text}</${rule.name}>`,
        says: true,
      };
    }
    case "group": {
      const parts = rule.parts.map((part) => write(part, terms, document));
      const says = parts.some((part) => part.says);
      if (!says && !rule.isAlways && !isConstant(rule)) return { xml: "", says: false };
      return { xml: `<${rule.name}>${parts.map(({ xml }) => xml).join("")}</${rule.name}>`, says };
    }
  }
}

function isConstant(rule: Rule): boolean {
  return rule.kind === "fixed" || (rule.kind === "group" && rule.parts.length > 0 && rule.parts.every(isConstant));
}

function attributesOf(attributes: Readonly<Record<string, Attribute>>, terms: Terms, document: Terms): string {
  return Object.entries(attributes)
    .map(([name, from]) => [name, typeof from === "string" ? termAt(from, terms, document) : from.fixed] as const)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${escaped(value)}"`))
    .join("");
}

function termAt(path: string, terms: Terms, document: Terms): string | undefined {
  const value = path.startsWith("^") ? valueAt(document, path.slice(1)) : valueAt(terms, path);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function valueAt(terms: Terms, path: string): Terms[string] {
  let at: Terms[string] = terms;
  for (const step of path.split(".")) {
    if (typeof at !== "object" || Array.isArray(at)) return undefined;
    at = at[step];
  }
  return at;
}

/** Text as XML writes it, without the control characters that it cannot write. */
export function escaped(text: string): string {
  return text
    .replaceAll(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Reads the inside of an element as terms. */
export function readRules(rules: readonly Rule[], element: XmlElement): Terms {
  const terms: Terms = {};
  for (const rule of rules) read(rule, element, terms, terms);
  return terms;
}

function read(rule: Rule, within: XmlElement, terms: Terms, document: Terms): void {
  switch (rule.kind) {
    case "fixed":
      return;
    case "many": {
      const items = within.children
        .filter((child) => fits(rule.rule, child))
        .map((child) => itemOf(rule.rule, child, document));
      if (items.length > 0) put(terms, rule.path, [...((valueAt(terms, rule.path) ?? []) as Terms[]), ...items]);
      return;
    }
    case "leaf":
    case "group": {
      const child = within.children.find((each) => fits(rule, each));
      if (child !== undefined) readInto(rule, child, terms, document);
    }
  }
}

function itemOf(rule: Rule, child: XmlElement, document: Terms): Terms {
  const item: Terms = {};
  readInto(rule, child, item, document);
  return item;
}

function readInto(rule: Rule, child: XmlElement, terms: Terms, document: Terms): void {
  if (rule.kind === "group") for (const part of rule.parts) read(part, child, terms, document);
  if (rule.kind !== "leaf") return;
  const [into, path] = rule.path.startsWith("^") ? [document, rule.path.slice(1)] : [terms, rule.path];
  if (child.text !== "") put(into, path, rule.codec.read(child.text));
  for (const [name, from] of Object.entries(rule.attributes)) {
    const value = child.attributes[name];
    if (typeof from === "string" && !from.startsWith("^") && value !== undefined) put(terms, from, value);
  }
}

/** Whether an element is what a rule means: by its name, and by what is fixed within and about it. */
function fits(rule: Rule, element: XmlElement): boolean {
  switch (rule.kind) {
    case "many":
      return false;
    case "fixed":
      return element.name === rule.name && rule.reads.test(element.text);
    case "leaf":
      return (
        element.name === rule.name &&
        Object.entries(rule.attributes).every(([name, from]) => agrees(element, name, from))
      );
    case "group":
      return (
        element.name === rule.name &&
        rule.parts.every((part) => !tellsApart(part, rule.parts) || element.children.some((child) => fits(part, child)))
      );
  }
}

/** What is fixed tells groups of one name apart, and so does the only leaf of a group by its attributes. */
function tellsApart(part: Rule, parts: readonly Rule[]): boolean {
  const isOnly = parts.length === 1 && part.kind === "leaf";
  return isConstant(part) || (isOnly && Object.values(part.attributes).some((from) => typeof from !== "string"));
}

function agrees(element: XmlElement, name: string, from: Attribute): boolean {
  // an attribute that is left out has its usual value
  return typeof from === "string" || (element.attributes[name] ?? from.fixed) === from.fixed;
}

function put(terms: Terms, path: string, value: Terms[string]): void {
  const steps = path.split(".");
  let at = terms;
  for (const step of steps.slice(0, -1)) {
    const next = at[step];
    const inner = typeof next === "object" && !Array.isArray(next) ? next : {};
    at[step] = inner;
    at = inner;
  }
  at[steps.at(-1) ?? ""] = value;
}

/** Elements that stand in another order than the standard's sequence, which its schema declines. */
export function orderBreaches(rules: readonly Rule[], element: XmlElement): Breach[] {
  const order = rules.map(nameOf);
  const found: Breach[] = [];
  let last = -1;
  for (const child of element.children) {
    const first = order.indexOf(child.name);
    if (first < 0) continue;
    if (order.lastIndexOf(child.name) < last) {
      const before = order[last] ?? "";
      found.push({
        severity: "error",
        rule: "xsd.order",
        place: { line: child.line, name: child.name },
        value: child.name,
        expected: { de: `${child.name} vor ${before}`, en: `${child.name} before ${before}` },
      });
    } else last = Math.max(last, first);
    const inner = rules.filter((rule) => nameOf(rule) === child.name).find((rule) => fits(unwrapped(rule), child));
    if (inner !== undefined) found.push(...orderBreaches(partsOf(unwrapped(inner)), child));
  }
  return found;
}

function unwrapped(rule: Rule): Rule {
  return rule.kind === "many" ? rule.rule : rule;
}

function partsOf(rule: Rule): readonly Rule[] {
  return rule.kind === "group" ? rule.parts : [];
}

function nameOf(rule: Rule): string {
  return rule.kind === "many" ? nameOf(rule.rule) : rule.name;
}
