import { createHash, randomBytes } from "node:crypto";

/**
 * A UUID of version 7 (RFC 9562, clause 5.7): sorts by the time given, so that index pages fill from one end.
 * The clock comes from the caller.
 */
export function newId(now: Date): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  return written(bytes, 7);
}

/** The id of what has a name already, the same every time: a UUID of version 8 (RFC 9562, clause 5.8) from the SHA-256 of the name. */
export function idOf(name: string): string {
  return written(createHash("sha256").update(name).digest().subarray(0, 16), 8);
}

function written(bytes: Buffer, version: number): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Whether a text has the form of a UUID, as every id that comes in by URL must. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}
