import { isElement } from "../moddle.ts";
import type { Descriptor, Element, Property } from "../moddle.ts";
import { isKnown, prefixOf } from "./names.ts";
import { Unusual } from "./tags.ts";

/** How a property of a type is written. */
interface Part {
  readonly name: string;
  readonly property: Property;
  readonly kind: "attribute" | "body" | "value" | "reference" | "element";
  /** The name in the file, as an attribute or as the element around it. */
  readonly tag: string;
  readonly serialize: "element" | "property" | "xsi:type";
}

interface Plan {
  readonly tag: string;
  readonly prefix: string;
  readonly attributes: readonly Part[];
  readonly contents: readonly Part[];
}

interface Writing {
  /** Prefixes that the root declares. */
  readonly declared: ReadonlySet<string>;
  readonly used: Set<string>;
  readonly out: string[];
}

/** What stands inside an element: text, or something that is written at a depth. */
type Content = string | ((depth: number) => void);

const simple = new Set(["String", "Boolean", "Integer", "Real"]);
const plans = new WeakMap<Descriptor, Plan>();

/**
 * Writes a tree of moddle's elements to the same text as `BpmnModdle.toXML` with `format`, in a quarter of its time, if
 * it is written as usual: all namespaces are declared at the root, by the names that moddle knows them by.
 *
 * @returns `undefined` when it is not, and moddle has to write it
 */
export function writeSwiftly(root: Element): string | undefined {
  try {
    const namespaces = declaredBy(root);
    const writing: Writing = { declared: new Set(namespaces.keys()), used: new Set(), out: [] };
    writeElement(writing, root, 0);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${withNamespaces(writing, namespaces)}`;
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

function declaredBy(root: Element): ReadonlyMap<string, string> {
  const namespaces = new Map<string, string>();
  for (const [name, uri] of Object.entries(root.$attrs ?? {})) {
    if (name !== "xmlns" && !name.startsWith("xmlns:")) continue;
    const prefix = name.slice("xmlns:".length);
    const usual = prefixOf(String(uri));
    if (prefix === "" || (usual === undefined ? isKnown(prefix) || prefix === "xsi" : usual !== prefix))
      throw new Unusual("prefix");
    namespaces.set(prefix, String(uri));
  }
  return namespaces;
}

/** As moddle does: first what it knows and the file uses, then what others declared. */
function withNamespaces({ out, used }: Writing, namespaces: ReadonlyMap<string, string>): string {
  const all = [...namespaces];
  const known = all.filter(([prefix, uri]) => prefixOf(uri) !== undefined && (used.has(prefix) || prefix === "xsi"));
  const others = all.filter(([, uri]) => prefixOf(uri) === undefined);
  const [start = "", ...rest] = out;
  const declarations = [...known, ...others].map(([prefix, uri]) => ` xmlns:${prefix}="${attributeText(uri)}"`);
  return `${start}${declarations.join("")}${rest.join("")}`;
}

function writeElement(writing: Writing, element: Element, depth: number, around?: Part): void {
  const { out } = writing;
  const shape = shapeOf(element, around);
  use(writing, shape.own);
  out.push(`${"  ".repeat(depth)}<${shape.tag}`);
  if (around?.serialize === "xsi:type") writeType(writing, element, around);
  for (const part of shape.plan?.attributes ?? []) writeAttribute(writing, part, element);
  writeOthers(writing, element, shape);
  const { plan } = shape;
  const contents = plan === undefined ? foreignContents(writing, element) : contentsOf(writing, element, plan);
  writeContents(writing, contents, shape.tag, depth);
}

/** What an element looks like from outside. */
interface Shape {
  readonly tag: string;
  /** The prefix of its tag; attributes of the same namespace have none. */
  readonly own: string;
  /** None for foreign elements. */
  readonly plan: Plan | undefined;
  readonly serialize: Part["serialize"] | undefined;
}

function shapeOf(element: Element, around: Part | undefined): Shape {
  const plan = element.$descriptor.isGeneric === true ? undefined : planOf(element.$descriptor);
  const inside = plan?.tag ?? foreignTag(element);
  const tag = around !== undefined && plan !== undefined ? around.tag : inside;
  return { tag, own: tag.slice(0, Math.max(0, tag.indexOf(":"))), plan, serialize: around?.serialize };
}

function writeContents({ out }: Writing, contents: readonly Content[], tag: string, depth: number): void {
  const [first] = contents;
  if (first === undefined) {
    out.push(" />\n");
    return;
  }
  const isInline = typeof first === "string";
  out.push(isInline ? ">" : ">\n");
  for (const content of contents) {
    if (typeof content === "string") out.push(content);
    else content(isInline ? depth : depth + 1);
  }
  out.push(isInline ? `</${tag}>\n` : `${"  ".repeat(depth)}</${tag}>\n`);
}

function use({ declared, used }: Writing, prefix: string): void {
  if (prefix === "" || used.has(prefix)) return;
  if (!declared.has(prefix)) throw new Unusual("prefix");
  used.add(prefix);
}

function writeType(writing: Writing, { $descriptor }: Element, { property }: Part): void {
  const { name, $pkg } = $descriptor;
  if (name === property.type) return;
  use(writing, "xsi");
  const { prefix = "", localName = "" } = $descriptor.ns;
  use(writing, prefix);
  writing.out.push(` xsi:type="${prefix}:${$pkg?.xml?.typePrefix ?? ""}${localName}"`);
}

function writeAttribute(writing: Writing, { name, property, tag }: Part, element: Element): void {
  const value = valueOf(element, name, property);
  if (value === undefined) return;
  const colon = tag.indexOf(":");
  if (colon !== -1) use(writing, tag.slice(0, colon));
  const said = property.isReference === true ? listed(value).map(idOf).join(" ") : value;
  writing.out.push(` ${tag}="${attributeText(told(said))}"`);
}

/** Attributes that BPMN does not know, and all those of foreign elements. */
function writeOthers(writing: Writing, element: Element, { own, plan, serialize }: Shape): void {
  const others = Object.entries(plan === undefined ? element : (element.$attrs ?? {}));
  for (const [name, value] of others) {
    if (name.startsWith("$") || name === serialize || isDeclaration(name, element)) continue;
    if (name.startsWith("xsi:") || plan?.attributes.some(({ tag }) => tag === name) === true) throw new Unusual(name);
    const colon = name.indexOf(":");
    const prefix = name.slice(0, Math.max(0, colon));
    use(writing, prefix);
    const shown = prefix !== "" && prefix === own ? name.slice(colon + 1) : name;
    writing.out.push(` ${shown}="${attributeText(told(value))}"`);
  }
}

/** Of a namespace, which only the root may declare: it has written them already. */
function isDeclaration(name: string, element: Element): boolean {
  if (name !== "xmlns" && !name.startsWith("xmlns:")) return false;
  if (!isRoot(element)) throw new Unusual("namespace");
  return true;
}

function isRoot(element: Element): boolean {
  return element.$type === "bpmn:Definitions";
}

function contentsOf(writing: Writing, element: Element, { contents }: Plan): Content[] {
  const found: Content[] = [];
  for (const part of contents) {
    const value = valueOf(element, part.name, part.property);
    if (value === undefined) continue;
    for (const each of part.property.isMany === true ? listed(value) : [value])
      found.push(contentOf(writing, part, each));
  }
  return found;
}

function contentOf(writing: Writing, part: Part, value: unknown): Content {
  const { out } = writing;
  switch (part.kind) {
    case "body":
      return text(part, value);
    case "value":
    case "reference":
      return (depth) => {
        use(writing, part.tag.slice(0, part.tag.indexOf(":")));
        const inner = part.kind === "value" ? text(part, value) : bodyText(idOf(value));
        out.push(`${"  ".repeat(depth)}<${part.tag}>${inner}</${part.tag}>\n`);
      };
    default:
      if (!isElement(value)) throw new Unusual(part.name);
      return (depth) => writeElement(writing, value, depth, part.serialize === "element" ? undefined : part);
  }
}

function text({ property }: Part, value: unknown): string {
  return property.type === "String" ? bodyText(told(value)) : told(value);
}

function foreignTag({ $descriptor: { ns } }: Element): string {
  const { prefix, localName = "" } = ns;
  return prefix === undefined || prefix === "" ? localName : `${prefix}:${localName}`;
}

function foreignContents(writing: Writing, { $body, $children = [] }: Element): Content[] {
  const inner: Content[] = $children.map((child) => (depth) => writeElement(writing, child, depth));
  return $body === undefined || $body === "" ? inner : [bodyText($body), ...inner];
}

/** As moddle chooses what is written: own values other than the default, and no empty lists. */
function valueOf(element: Element, name: string, property: Property): unknown {
  if (!Object.hasOwn(element, name)) return undefined;
  const value = element[name];
  if (value === property.default || value === null) return undefined;
  return property.isMany === true && listed(value).length === 0 ? undefined : value;
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function idOf(value: unknown): string {
  return told(Reflect.get(Object(value), "id"));
}

/** What moddle would put between the quotes. */
function told(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return `${value}`;
  throw new Unusual("value");
}

function planOf(descriptor: Descriptor): Plan {
  const known = plans.get(descriptor);
  if (known) return known;
  const { prefix = "", localName = "" } = descriptor.ns;
  const isLower = descriptor.$pkg?.xml?.tagAlias === "lowerCase";
  const name = isLower ? `${localName.charAt(0).toLowerCase()}${localName.slice(1)}` : localName;
  const parts = (descriptor.properties ?? [])
    .filter(({ isVirtual }) => isVirtual !== true)
    .map((property) => partOf(property, prefix));
  const plan: Plan = {
    tag: `${prefix}:${name}`,
    prefix,
    attributes: parts.filter(({ kind }) => kind === "attribute"),
    contents: parts.filter(({ kind }) => kind !== "attribute"),
  };
  plans.set(descriptor, plan);
  return plan;
}

function partOf(property: Property, own: string): Part {
  const { prefix, localName } = property.ns;
  const kind = kindOf(property);
  const isBare = kind === "attribute" && (property.inherited === true || prefix === own);
  const asked = property.xml?.serialize;
  return {
    name: property.name,
    property,
    kind,
    tag: isBare ? localName : `${prefix}:${localName}`,
    serialize: asked === "property" || asked === "xsi:type" ? asked : "element",
  };
}

function kindOf({ isAttr, isBody, isReference, type }: Property): Part["kind"] {
  if (isAttr === true) return "attribute";
  if (isBody === true) return "body";
  if (simple.has(type)) return "value";
  return isReference === true ? "reference" : "element";
}

const inAttribute: Readonly<Record<string, string>> = { "\n": "#10", "\n\r": "#10", '"': "#34", "'": "#39", "<": "#60", ">": "#62", "&": "#38" }; // prettier-ignore
const inBody: Readonly<Record<string, string>> = { "<": "lt", ">": "gt", "&": "amp" };

function attributeText(value: string): string {
  if (!/[<>'"&\n]/.test(value)) return value; // nearly always, and to look is cheaper than to replace
  return value.replaceAll(/<|>|'|"|&|\n\r|\n/g, (found) => `&${inAttribute[found]};`);
}

function bodyText(value: string): string {
  return value.replaceAll(/[<>&]/g, (found) => `&${inBody[found]};`);
}
