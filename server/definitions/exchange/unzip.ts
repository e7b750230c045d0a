import { crc32, inflateRawSync } from "node:zlib";
import { Refusal } from "../../base/refusal.ts";
import type { ArchiveFile } from "./zip.ts";

/** What an archive may come to when it is unpacked. */
export interface ArchiveLimits {
  readonly files: number;
  /** Bytes of one file. */
  readonly file: number;
  /** Bytes of all files together. */
  readonly total: number;
}

/** The standard catalogue with its pictures has some 200 files and 40 MB. */
export const usualArchive: ArchiveLimits = { files: 2000, file: 20 * 1024 * 1024, total: 200 * 1024 * 1024 };

const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const endSignature = 0x06054b50;

/** An entry of the directory (APPNOTE.TXT 4.3.12). */
interface Entry {
  readonly path: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  /** The upper half of the external attributes: on Unix the file's mode. */
  readonly mode: number;
}

/** Whether bytes begin like a ZIP archive. */
export function isArchive(bytes: Buffer): boolean {
  return bytes.length >= 22 && (bytes.readUInt32LE(0) === localSignature || bytes.readUInt32LE(0) === endSignature);
}

/**
 * Unpacks an archive from outside. Only its directory counts. Nothing is unpacked beyond the limits, whatever sizes it
 * declares; names must lie within the archive and be told once.
 *
 * @throws {Refusal} `archive.broken`, `archive.tooLarge`, `archive.path`, `archive.duplicate`, `archive.encrypted`, `archive.link`
 */
export function unzip(bytes: Buffer, limits: ArchiveLimits = usualArchive): ArchiveFile[] {
  const entries = directoryOf(bytes, limits);
  const seen = new Set<string>();
  let total = 0;
  return entries.flatMap((entry) => {
    refusePath(entry, seen);
    if (entry.path.endsWith("/")) return [];
    const unpacked = unpack(bytes, entry, Math.min(limits.file, limits.total - total));
    total += unpacked.length;
    return [{ path: entry.path, bytes: unpacked }];
  });
}

function directoryOf(bytes: Buffer, limits: ArchiveLimits): Entry[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > limits.files)
    throw new Refusal("tooLarge", "archive.tooLarge", `Expected at most ${limits.files} files, but there are ${count}`);
  let at = bytes.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    if (at + 46 > end || bytes.readUInt32LE(at) !== centralSignature) throw broken("its directory is damaged");
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]; // three offsets
    if (at + 46 + name > end) throw broken("its directory is damaged");
    const entry: Entry = {
      path: nameIn(bytes.subarray(at + 46, at + 46 + name)),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      checksum: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      mode: bytes.readUInt16LE(at + 40),
      offset: bytes.readUInt32LE(at + 42),
    };
    at += 46 + name + extra + comment;
    return entry;
  });
}

/** The record at the end, behind which only a comment of at most 65,535 bytes may stand (4.3.16). */
function endOf(bytes: Buffer): number {
  const from = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= from; at--)
    if (bytes.readUInt32LE(at) === endSignature && at + 22 + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  throw broken("it has no directory");
}

function nameIn(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\\", "/");
  } catch {
    // Old archivers wrote names in the code page of their system.
    return new TextDecoder("windows-1252").decode(bytes).replaceAll("\\", "/");
  }
}

const link = 0o120000;

function refusePath({ path, flags, mode }: Entry, seen: Set<string>): void {
  const parts = path.split("/");
  const isOutside =
    path.startsWith("/") ||
    /^[a-z]:/i.test(path) ||
    parts.includes("..") ||
    Array.from(path).some((character) => character < " ");
  if (path === "" || isOutside)
    throw new Refusal(
      "unprocessable",
      "archive.path",
      `Expected names within the archive, but one is ${JSON.stringify(path)}`,
    );
  const folded = path.normalize("NFC").toLowerCase();
  if (seen.has(folded))
    throw new Refusal(
      "unprocessable",
      "archive.duplicate",
      `Expected each name once, but ${JSON.stringify(path)} comes twice`,
    );
  seen.add(folded);
  if ((flags & 1) !== 0)
    throw new Refusal(
      "unprocessable",
      "archive.encrypted",
      `Expected files without a password, but ${JSON.stringify(path)} has one`,
    );
  if ((mode & 0o170000) === link)
    throw new Refusal("unprocessable", "archive.link", `Expected files, but ${JSON.stringify(path)} is a link`);
}

function unpack(bytes: Buffer, entry: Entry, limit: number): Buffer {
  const { offset, packed, method, path } = entry;
  if (entry.size > limit) throw tooLarge(path);
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== localSignature)
    throw broken(`${path} is not where it should be`);
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + packed > bytes.length) throw broken(`${path} is cut off`);
  const unpacked = inflate(bytes.subarray(start, start + packed), method, { limit, path });
  if (crc32(unpacked) !== entry.checksum) throw broken(`${path} is damaged`);
  return unpacked;
}

function inflate(
  packed: Buffer,
  method: number,
  { limit, path }: { readonly limit: number; readonly path: string },
): Buffer {
  if (method === 0) {
    if (packed.length > limit) throw tooLarge(path);
    return packed;
  }
  if (method !== 8) throw broken(`${path} is packed by method ${method}`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(limit, 1) });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(path);
    throw broken(`${path} is damaged`);
  }
}

function tooLarge(path: string): Refusal {
  return new Refusal(
    "tooLarge",
    "archive.tooLarge",
    `Expected files of a reasonable size, but ${JSON.stringify(path)} is too large`,
  );
}

function broken(reason: string): Refusal {
  return new Refusal("invalid", "archive.broken", `Expected a ZIP archive, but ${reason}`);
}
