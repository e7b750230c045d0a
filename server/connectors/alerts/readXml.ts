import { misshapen } from "./shape.ts";

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const mostElements = 500;

/**
 * Reads a flat XML document (one root, elements with text in it) into texts by element name. Nothing else is XML here: no
 * DOCTYPE and so no entities but the five that XML itself has, no processing instructions, no nesting.
 *
 * @throws {Refusal} `alert.shape` with the line of the mistake
 */
export function readFlatXml(document: string): ReadonlyMap<string, string> {
  const text = document.replaceAll(/\r\n?/g, "\n");
  const reader = { text, at: 0 };
  take(reader, /<\?xml[^<>]*\?>/y);
  skipSpace(reader);
  const [, root = ""] = take(reader, /<([\w.-]+)(?:\s[^<>]*)?>/y) ?? refuse(reader, "one root element");
  const found = new Map<string, string>();
  for (skipSpace(reader); take(reader, /<\/([\w.-]+)\s*>/y)?.[1] !== root; skipSpace(reader)) {
    const [name, value] = element(reader);
    if (!found.has(name)) found.set(name, value);
    if (found.size > mostElements) refuse(reader, `at most ${mostElements} elements`);
  }
  skipSpace(reader);
  if (reader.at < text.length) refuse(reader, "nothing after the root element");
  return found;
}

interface Reader {
  readonly text: string;
  at: number;
}

/** Matches at the place reached, and moves on if it does. */
function take(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text);
  if (match !== null) reader.at = pattern.lastIndex;
  return match;
}

function skipSpace(reader: Reader): void {
  while (take(reader, /\s+/y) !== null || comment(reader));
}

function comment(reader: Reader): boolean {
  if (take(reader, /<!--/y) === null) return false;
  reader.at = endOf(reader, "-->");
  return true;
}

function element(reader: Reader): readonly [string, string] {
  const [, name = "", end] = take(reader, /<([\w.-]+)(?:\s[^<>]*?)?(\/?)>/y) ?? refuse(reader, "an element");
  if (end === "/") return [name, ""];
  const pieces: string[] = [];
  for (;;) {
    const closing = take(reader, /<\/([\w.-]+)\s*>/y);
    if (closing?.[1] === name) return [name, pieces.join("")];
    if (closing !== null) refuse(reader, `</${name}>`);
    pieces.push(piece(reader));
  }
}

function piece(reader: Reader): string {
  const plain = take(reader, /[^<&]+/y);
  if (plain !== null) return plain[0];
  const reference = take(reader, /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,4});/iy);
  if (reference !== null) return character(reader, reference[1] ?? "");
  if (take(reader, /<!\[CDATA\[/y) !== null) {
    const begin = reader.at;
    reader.at = endOf(reader, "]]>");
    return reader.text.slice(begin, reader.at - 3);
  }
  return comment(reader) ? "" : refuse(reader, "text without elements or references of its own");
}

function character(reader: Reader, reference: string): string {
  if (!reference.startsWith("#")) return entities[reference] ?? refuse(reader, "one of the five entities of XML");
  const isHex = reference[1] === "x" || reference[1] === "X";
  const code = Number.parseInt(reference.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : refuse(reader, "a character of Unicode");
}

function endOf(reader: Reader, mark: string): number {
  const at = reader.text.indexOf(mark, reader.at);
  return at === -1 ? refuse(reader, mark) : at + mark.length;
}

function refuse({ text, at }: Reader, expectation: string): never {
  const found =
    at >= text.length ? "the document ends" : `it reads ${JSON.stringify(text.slice(at, at + 20).toWellFormed())}`;
  throw misshapen(`line ${text.slice(0, at).split("\n").length}`, `Expected ${expectation}, but ${found}`);
}
