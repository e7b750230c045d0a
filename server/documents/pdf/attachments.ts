import { inflateSync } from "node:zlib";
import { Refusal } from "../../base/refusal.ts";

/** A file that lies within a PDF. */
export interface EmbeddedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** How it belongs to the document (`AFRelationship`): Alternative, Data, Source. */
  readonly relationship: string;
}

/** More than any invoice has; beyond it, a file was made to be large. */
const MOST_BYTES = 50_000_000;

interface PdfObject {
  readonly dictionary: string;
  /** The raw stream, if it has one. */
  readonly stream: Uint8Array | null;
}

/**
 * The files within a PDF (ISO 32000-1, 7.11.4), found by their objects rather than by its table, so that files of all
 * writers are understood. Streams are bare or packed by Flate; encrypted files have none.
 *
 * @throws {Refusal} `document.kind` when it is no PDF, `document.size`
 */
export function embeddedFiles(bytes: Uint8Array): EmbeddedFile[] {
  const text = Buffer.from(bytes).toString("latin1");
  if (!text.slice(0, 1024).includes("%PDF-"))
    throw new Refusal("unsupported", "document.kind", "Expected a PDF, but it is none");
  const objects = objectsOf(text, bytes);
  const found: EmbeddedFile[] = [];
  for (const { dictionary } of objects.values()) {
    const reference = /\/EF\s*<<[^>]*?\/(?:UF|F)\s+(\d+)\s+\d+\s+R/.exec(dictionary)?.[1];
    const file = objects.get(Number(reference));
    if (file === undefined || file.stream === null) continue;
    found.push({
      name: stringAt(dictionary, "UF") ?? stringAt(dictionary, "F") ?? "",
      bytes: unpacked(file),
      relationship: /\/AFRelationship\s*\/(\w+)/.exec(dictionary)?.[1] ?? "",
    });
  }
  return found;
}

/** The XMP metadata of a PDF, which says what it claims to be; empty when there is none. */
export function metadataOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("latin1");
  for (const object of objectsOf(text, bytes).values()) {
    if (/\/Type\s*\/Metadata/.test(object.dictionary) && object.stream !== null)
      return new TextDecoder().decode(unpacked(object));
  }
  return "";
}

function objectsOf(text: string, bytes: Uint8Array): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>();
  for (const match of text.matchAll(/(?:^|[\s>])(\d+)\s+\d+\s+obj\b/g)) {
    const start = match.index + match[0].length;
    const end = text.indexOf("endobj", start);
    const object = objectAt(text, bytes, start, end < 0 ? text.length : end);
    objects.set(Number(match[1]), object);
    if (/\/Type\s*\/ObjStm/.test(object.dictionary))
      for (const [no, inner] of withinStream(object)) objects.set(no, inner);
  }
  return objects;
}

function objectAt(text: string, bytes: Uint8Array, start: number, end: number): PdfObject {
  const begin = text.slice(start, end).search(/\bstream\r?\n/);
  if (begin < 0) return { dictionary: text.slice(start, end), stream: null };
  const dictionary = text.slice(start, start + begin);
  const from = start + begin + (text.startsWith("stream\r\n", start + begin) ? 8 : 7);
  const length = Number(/\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1] ?? "0");
  const to = length > 0 ? from + length : text.indexOf("endstream", from);
  return { dictionary, stream: bytes.subarray(from, to < 0 ? end : to) };
}

/** Objects that are packed together: their numbers and offsets stand in front (7.5.7). */
function withinStream(object: PdfObject): (readonly [number, PdfObject])[] {
  const text = Buffer.from(unpacked(object)).toString("latin1");
  const first = Number(/\/First\s+(\d+)/.exec(object.dictionary)?.[1] ?? "0");
  const numbers = (text.slice(0, first).match(/\d+/g) ?? []).map(Number);
  return numbers.flatMap((no, index) => {
    if (index % 2 === 1) return [];
    const from = first + (numbers[index + 1] ?? 0);
    const next = numbers[index + 3];
    const dictionary = text.slice(from, next === undefined ? undefined : first + next);
    return [[no, { dictionary, stream: null }] as const];
  });
}

function unpacked({ dictionary, stream }: PdfObject): Uint8Array {
  if (stream === null) return new Uint8Array();
  if (!/\/FlateDecode/.test(dictionary)) return stream;
  try {
    return inflateSync(stream, { maxOutputLength: MOST_BYTES });
  } catch {
    throw new Refusal(
      "tooLarge",
      "document.size",
      "Expected a stream that can be unpacked to less than 50 MB, but it cannot",
    );
  }
}

function stringAt(dictionary: string, key: string): string | undefined {
  const literal = new RegExp(`/${key}\\s*\\(((?:\\\\.|[^\\\\)])*)\\)`).exec(dictionary)?.[1];
  if (literal !== undefined) return wide(Buffer.from(literal.replaceAll(/\\(.)/gs, "$1"), "latin1"));
  const hex = new RegExp(`/${key}\\s*<([0-9A-Fa-f\\s]+)>`).exec(dictionary)?.[1];
  return hex === undefined ? undefined : wide(Buffer.from(hex.replaceAll(/\s/g, ""), "hex"));
}

/** Strings are UTF-16 when they say so in front. */
function wide(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(bytes.subarray(2)).swap16().toString("utf16le");
  return bytes.toString("latin1");
}
