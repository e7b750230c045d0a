import { isTag, markup } from "../../../base/xml/markup.ts";
import { naming } from "../../../base/xml/normalise.ts";

/** What follows in the text: a tag that opens, one that closes, or characters. */
export type Token =
  | { readonly kind: "open"; readonly name: string; readonly attributes: Attributes; readonly isEmpty: boolean }
  | { readonly kind: "close"; readonly name: string }
  | { readonly kind: "text"; readonly text: string };

/** Attributes by name, in the order of the text. */
export type Attributes = ReadonlyMap<string, string>;

/** Thrown, and caught in this folder, when the text is not as plain as this reader wants it. */
export class Unusual extends Error {}

/** Cuts XML that was inspected into tokens. Comments and instructions are passed over. */
export function* tokensOf(xml: string): Generator<Token> {
  let end = 0;
  for (const { 0: stretch, index } of xml.matchAll(markup)) {
    const between = index > end ? xml.slice(end, index) : "";
    if (between.trim() !== "") yield { kind: "text", text: decode(between) };
    end = index + stretch.length;
    if (isTag(stretch)) yield tagOf(stretch);
    else if (stretch.startsWith("<![CDATA[")) yield { kind: "text", text: stretch.slice(9, -3) };
    else if (/^<\?xml\s/i.test(stretch) && /encoding=["'](?!utf-8)/i.test(stretch)) throw new Unusual("encoding");
  }
  if (xml.slice(end).trim() !== "") throw new Unusual("text after the root");
}

function tagOf(tag: string): Token {
  if (tag.startsWith("</")) return { kind: "close", name: tag.slice(2, -1).trim() };
  const isEmpty = tag.endsWith("/>");
  const end = tag.length - (isEmpty ? 2 : 1);
  const name = /^<([^\s/>]+)/.exec(tag)?.[1] ?? "";
  const attributes = new Map<string, string>();
  const attribute = /\s+([^\s=/<>"']+)=("[^"]*"|'[^']*')/y;
  let at = name.length + 1;
  for (;;) {
    attribute.lastIndex = at;
    const found = attribute.exec(tag);
    if (found === null) break;
    const [, key = "", quoted = ""] = found;
    if (attributes.has(key)) throw new Unusual("attributes");
    attributes.set(key, valueOf(key, quoted.slice(1, -1)));
    at = attribute.lastIndex;
  }
  if (at !== end && tag.slice(at, end).trim() !== "") throw new Unusual("attributes");
  return { kind: "open", name, attributes, isEmpty };
}

/** Names may stand between spaces, which mean nothing (see `normalise`); it is rare enough to be left to moddle. */
function valueOf(key: string, value: string): string {
  if (value.length !== value.trim().length && naming.test(key)) throw new Unusual("space around a name");
  return decode(value);
}

const entities: Readonly<Record<string, string>> = { amp: "&", apos: "'", gt: ">", lt: "<", quot: '"' };

function decode(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&([^;&\s]*);?/g, (whole, name: string) => {
    const known = entities[name];
    if (known !== undefined && whole.endsWith(";")) return known;
    const code = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name);
    if (!code || !whole.endsWith(";")) throw new Unusual("entity");
    return String.fromCodePoint(code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16));
  });
}
