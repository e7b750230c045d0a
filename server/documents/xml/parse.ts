import { Refusal } from "../../base/refusal.ts";
import { isTag, markup } from "../../base/xml/markup.ts";

/** An element of a business document. Its name is prefixed as its standard does, whatever prefix the file uses. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly within, without space around it. */
  readonly text: string;
  /** The line that its tag begins on, counted from 1. */
  readonly line: number;
}

/** The prefixes that the standards write, by namespace. */
const prefixes: Readonly<Record<string, string>> = {
  "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2": "ubl:",
  "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2": "cn:",
  "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2": "cac:",
  "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2": "cbc:",
  "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2": "ext:",
  "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100": "rsm:",
  "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100": "ram:",
  "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100": "udt:",
  "urn:un:unece:uncefact:data:standard:QualifiedDataType:100": "qdt:",
  "http://www.ebinterface.at/schema/6p1/": "eb:",
};

const MOST_BYTES = 20_000_000;
const DEEPEST = 100;

interface Open {
  readonly qualified: string;
  readonly scope: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  readonly line: number;
  text: string;
}

/**
 * Reads a business document as a tree. It comes from outside: document types and entities are refused, and so is what is
 * not well-formed, too large or too deep.
 *
 * @throws {Refusal} `document.xml`, `document.size`
 */
export function parseXml(bytes: Uint8Array): XmlElement {
  if (bytes.length > MOST_BYTES)
    throw refuse("document.size", `Expected at most ${MOST_BYTES} bytes`, `${bytes.length}`);
  const text = decode(bytes);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw refuse("document.xml", "Expected XML without document type", "one");
  const top: Open = { qualified: "", scope: {}, attributes: {}, children: [], line: 0, text: "" };
  const open: Open[] = [top];
  let [end, line] = [0, 1];
  for (const match of text.matchAll(markup)) {
    const between = text.slice(end, match.index);
    addText(open, between, line);
    line += newLines(between);
    take(open, match[0], line);
    line += newLines(match[0]);
    end = match.index + match[0].length;
  }
  addText(open, text.slice(end), line);
  const [root] = top.children;
  if (open.length > 1) throw refuse("document.xml", `Expected </${open.at(-1)?.qualified}>`, "the end of the file");
  if (root === undefined || top.children.length > 1)
    throw refuse("document.xml", "Expected one root element", "another number");
  return root;
}

function decode(bytes: Uint8Array): string {
  const declared = /encoding=["']([\w-]+)["']/.exec(new TextDecoder("latin1").decode(bytes.subarray(0, 200)))?.[1];
  try {
    return new TextDecoder(declared ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse("document.xml", `Expected text in ${declared ?? "UTF-8"}`, "other bytes");
  }
}

function take(open: Open[], stretch: string, line: number): void {
  const into = open.at(-1) as Open; // the document itself is never closed
  if (stretch.startsWith("<![CDATA[")) into.text += stretch.slice(9, -3);
  if (!isTag(stretch)) return;
  if (stretch.startsWith("</")) {
    const name = stretch.slice(2, -1).trim();
    if (open.length < 2 || into.qualified !== name)
      throw refuse("document.xml", `Expected </${into.qualified}> in line ${line}`, `</${name}>`);
    open.pop();
    close(into, open);
    return;
  }
  if (open.length > DEEPEST) throw refuse("document.size", `Expected at most ${DEEPEST} levels`, "more");
  const element = begin(stretch, into.scope, line);
  if (stretch.endsWith("/>")) close(element, open);
  else open.push(element);
}

const attributePattern = /([^\s=/<>"']+)\s*=\s*("[^"]*"|'[^']*')/g;

function begin(tag: string, outer: Open["scope"], line: number): Open {
  const qualified = /^<([^\s/>]+)/.exec(tag)?.[1] ?? "";
  const pairs = [...tag.slice(qualified.length + 1).matchAll(attributePattern)].map(
    (match) => [match[1] ?? "", resolve((match[2] ?? "").slice(1, -1), line)] as const,
  );
  const spaces = pairs
    .filter(([name]) => name === "xmlns" || name.startsWith("xmlns:"))
    .map(([name, uri]) => [name === "xmlns" ? "" : name.slice(6), uri] as const);
  const attributes = Object.fromEntries(pairs.filter(([name]) => !name.startsWith("xmlns")));
  const scope = spaces.length === 0 ? outer : { ...outer, ...Object.fromEntries(spaces) };
  return { qualified, scope, attributes, children: [], line, text: "" };
}

function close({ qualified, scope, attributes, children, line, text }: Open, open: readonly Open[]): void {
  const [prefix, local] = qualified.includes(":") ? qualified.split(":", 2) : ["", qualified];
  const uri = scope[prefix ?? ""] ?? "";
  if (prefix !== "" && uri === "")
    throw refuse("document.xml", `Expected a namespace for ${qualified} in line ${line}`, "none");
  const name = `${prefixes[uri] ?? (uri === "" ? "" : `{${uri}}`)}${local}`;
  open.at(-1)?.children.push({ name, attributes, children, line, text: text.trim() });
}

function addText(open: readonly Open[], stretch: string, line: number): void {
  if (stretch.includes("<"))
    throw refuse("document.xml", `Expected a tag in line ${line}`, stretch.trim().slice(0, 40));
  const into = open.at(-1);
  if (into === undefined || stretch === "") return;
  if (open.length === 1 && stretch.replace("\uFEFF", "").trim() !== "")
    throw refuse("document.xml", "Expected nothing outside of the root element", stretch.trim().slice(0, 40));
  into.text += resolve(stretch, line);
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function resolve(text: string, line: number): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(/&([^;\s]{0,40});?/g, (whole, name: string) => {
    const code = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name);
    const point = Number.parseInt(code?.[1] ?? code?.[2] ?? "", code?.[1] === undefined ? 10 : 16);
    const found = code === null ? entities[name] : point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
    if (found === undefined || !whole.endsWith(";"))
      throw refuse("document.xml", `Expected a character that XML knows in line ${line}`, whole);
    return found;
  });
}

function newLines(text: string): number {
  return text.split("\n").length - 1;
}

function refuse(code: string, expected: string, found: string): Refusal {
  return new Refusal(code === "document.size" ? "tooLarge" : "invalid", code, `${expected}, but found ${found}`);
}
