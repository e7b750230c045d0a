import { Refusal } from "../base/refusal.ts";

/** A BPMN file may have this many bytes. */
export const xmlLimit = 5 * 1024 * 1024;

/** Content types that a BPMN file may come with. */
export const xmlTypes = ["application/xml", "text/xml", "application/bpmn+xml"] as const;

/**
 * The text of an XML file. A byte order mark or the file's own declaration says how it is encoded (XML 1.0, 4.3.3 and
 * appendix F); the text we keep and give back is UTF-8, and its declaration then says so.
 *
 * @throws {Refusal} `bpmn.encoding` unknown encoding, or bytes that are none of it and no windows-1252 either; `bpmn.xml` a character that XML forbids
 */
export function decodeXml(bytes: Buffer): string {
  const text = decode(bytes, encodingOf(bytes)).replace(declaration, "$1UTF-8$2");
  if (text.includes("\u0000")) {
    throw new Refusal(
      "invalid",
      "bpmn.xml",
      "Expected XML without the character U+0000 (XML 1.0, 2.2), but it holds one",
    );
  }
  return text;
}

function decode(bytes: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // some exporters say UTF-8 and write the bytes of their system
    if (/^utf-8$/i.test(encoding)) return new TextDecoder("windows-1252").decode(bytes);
    throw new Refusal("invalid", "bpmn.encoding", `Expected XML in its declared encoding ${encoding}, but it is not`);
  }
}

const declaration = /^(<\?xml[^>]*?encoding\s*=\s*["'])[\w.-]+(["'])/;

function encodingOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  const declared = /^[^>]*?encoding\s*=\s*["']([\w.-]+)["']/.exec(bytes.subarray(0, 200).toString("latin1"))?.[1];
  return declared ?? "utf-8";
}
