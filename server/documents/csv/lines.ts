import type { Breach } from "../breach.ts";
import { fromCp1252, isEmpty } from "./cp1252.ts";

/** A cell of a file for machines, as it stands there. */
export interface RawCell {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** A line of such a file, counted from 1. */
export interface RawLine {
  readonly no: number;
  readonly cells: readonly RawCell[];
}

/** A file for machines, taken apart, and what is wrong with how it is written. */
export interface RawFile {
  readonly lines: readonly RawLine[];
  readonly breaches: readonly Breach[];
}

/**
 * Takes a semicolon-separated file in Windows-1252 apart, a line at a time, so that one open quote spoils one line only.
 * Tells of wrong encodings, line ends and quotes under rules that begin with `prefix`.
 */
export function readLines(bytes: Uint8Array, prefix: string): RawFile {
  const breaches = encodingBreaches(bytes, prefix);
  const hasUtf8 = breaches.some(({ rule }) => rule === `${prefix}.utf8`);
  const text = hasUtf8 ? new TextDecoder().decode(bytes) : fromCp1252(bytes);
  const lines: RawLine[] = [];
  for (const [index, { line, end }] of physicalLines(text).entries()) {
    const no = index + 1;
    if (end !== "\r\n") breaches.push(lineEnd(prefix, no, end));
    const read = readCells(line);
    if (read.mistake !== undefined) breaches.push(quotes(prefix, no, read.mistake, line));
    lines.push({ no, cells: read.cells });
  }
  return { lines, breaches };
}

function encodingBreaches(bytes: Uint8Array, prefix: string): Breach[] {
  const rule = (name: string, value: string): Breach => ({
    severity: "error",
    rule: `${prefix}.${name}`,
    place: {},
    value,
    expected: { de: "Text in Windows-1252 (ANSI)", en: "text in Windows-1252 (ANSI)" },
  });
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return [rule("encoding", "UTF-16")];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return [rule("encoding", "UTF-16")];
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (hasMark || isUtf8(bytes)) return [rule("utf8", hasMark ? "UTF-8 (BOM)" : "UTF-8")];
  const at = bytes.findIndex(isEmpty);
  return at < 0 ? [] : [rule("encoding", `0x${(bytes[at] ?? 0).toString(16)} @ ${at}`)];
}

/** Whether bytes beyond ASCII are all UTF-8: by chance that happens to no German text in Windows-1252. */
function isUtf8(bytes: Uint8Array): boolean {
  if (bytes.every((byte) => byte < 0x80)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

interface Physical {
  readonly line: string;
  readonly end: string;
}

function physicalLines(text: string): Physical[] {
  return [...text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)]
    .map((match) => ({ line: match[1] ?? "", end: match[2] ?? "" }))
    .filter(({ line, end }) => line !== "" || end !== "");
}

function lineEnd(prefix: string, no: number, end: string): Breach {
  const found = end === "\n" ? "LF" : end === "\r" ? "CR" : "";
  return {
    // the last line needs none for a reader to understand it
    severity: end === "" ? "warning" : "error",
    rule: `${prefix}.lineEnd`,
    place: { line: no },
    value: found,
    expected: { de: "Zeilenende CRLF", en: "a line end of CRLF" },
  };
}

function quotes(prefix: string, no: number, column: number, line: string): Breach {
  return {
    severity: "error",
    rule: `${prefix}.quotes`,
    place: { line: no, column },
    value: line.slice(0, 200),
    expected: {
      de: "paarige Anführungszeichen, innere verdoppelt, keine Zeilenumbrüche im Text",
      en: "quotes in pairs, inner ones doubled, no line breaks within text",
    },
  };
}

/** The cells of one line; `mistake` is the first column whose quotes do not pair. */
function readCells(line: string): { readonly cells: RawCell[]; readonly mistake?: number } {
  const cells: RawCell[] = [];
  let mistake: number | undefined;
  let at = 0;
  do {
    const { text, isQuoted, end, isBroken } = line.charAt(at) === '"' ? quotedCell(line, at) : bareCell(line, at);
    cells.push({ text, isQuoted });
    if (isBroken) mistake ??= cells.length;
    at = end + 1;
  } while (at <= line.length);
  return mistake === undefined ? { cells } : { cells, mistake };
}

interface ReadCell extends RawCell {
  readonly end: number;
  readonly isBroken: boolean;
}

function bareCell(line: string, from: number): ReadCell {
  const next = line.indexOf(";", from);
  const end = next < 0 ? line.length : next;
  const text = line.slice(from, end);
  return { text, isQuoted: false, end, isBroken: text.includes('"') };
}

function quotedCell(line: string, from: number): ReadCell {
  let at = from + 1;
  while (at < line.length) {
    const quote = line.indexOf('"', at);
    if (quote < 0) break;
    if (line.charAt(quote + 1) === '"') {
      at = quote + 2;
      continue;
    }
    const text = line.slice(from + 1, quote).replaceAll('""', '"');
    const next = line.indexOf(";", quote);
    const end = next < 0 ? line.length : next;
    return { text, isQuoted: true, end, isBroken: end !== quote + 1 };
  }
  // never closed: it ends where the next cell seems to begin, so that the rest of the line can still be judged
  const next = line.indexOf(";", from);
  const end = next < 0 ? line.length : next;
  return { text: line.slice(from + 1, end), isQuoted: true, end, isBroken: true };
}
