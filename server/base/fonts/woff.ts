import { inflateSync } from "node:zlib";

const headerSize = 44;
const entrySize = 20;

/**
 * Unpacks a font in the Web Open Font Format (W3C WOFF 1.0): its tables, each packed by zlib, become the TrueType file
 * they were made of. Rasterisers and PDF read TrueType.
 *
 * @throws {RangeError} when the file is no WOFF file
 */
export function fromWoff(woff: Uint8Array): Uint8Array {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  if (view.getUint32(0) !== 0x774f4646) throw new RangeError("Expected a WOFF file, but it has another signature.");
  const count = view.getUint16(12);
  const tables = Array.from({ length: count }, (_, index) => tableAt(woff, view, headerSize + index * entrySize));
  return assembled(view.getUint32(4), tables);
}

interface Table {
  readonly tag: number;
  readonly checksum: number;
  readonly bytes: Uint8Array;
}

function tableAt(woff: Uint8Array, view: DataView, at: number): Table {
  const [offset, packed, size] = [view.getUint32(at + 4), view.getUint32(at + 8), view.getUint32(at + 12)];
  const bytes = woff.subarray(offset, offset + packed);
  return {
    tag: view.getUint32(at),
    checksum: view.getUint32(at + 16),
    bytes: packed < size ? inflateSync(bytes, { maxOutputLength: size }) : bytes,
  };
}

/** The tables behind their directory (OpenType, "Organization of an OpenType Font"), each on a multiple of four. */
function assembled(flavour: number, tables: readonly Table[]): Uint8Array {
  const start = 12 + tables.length * 16;
  const total = tables.reduce((sum, { bytes }) => sum + padded(bytes.length), start);
  const font = new Uint8Array(total);
  const view = new DataView(font.buffer);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  view.setUint32(0, flavour);
  view.setUint16(4, tables.length);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, (tables.length - power) * 16);
  let offset = start;
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const at = 12 + index * 16;
    view.setUint32(at, tag);
    view.setUint32(at + 4, checksum);
    view.setUint32(at + 8, offset);
    view.setUint32(at + 12, bytes.length);
    font.set(bytes, offset);
    offset += padded(bytes.length);
  }
  return font;
}

function padded(size: number): number {
  return Math.ceil(size / 4) * 4;
}
