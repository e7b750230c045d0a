import { crc32, deflateRawSync } from "node:zlib";

/** A file in an archive: its name with forward slashes, and what it holds. */
export interface ArchiveFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The signatures and sizes of APPNOTE.TXT 6.3.10, 4.3. */
const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
/** Names are UTF-8 (4.4.4, bit 11). */
const utf8Flag = 0x0800;
const deflated = 8;
const versionNeeded = 20;

/** Packs files into a ZIP archive, in their order, all of one time: the same files give the same archive. */
export function zip(files: readonly ArchiveFile[], at: Date): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { path, bytes } of files) {
    const name = Buffer.from(path, "utf8");
    const packed = deflateRawSync(bytes);
    const facts = factsOf(bytes, packed, name.length, at);
    const local = Buffer.concat([numbers([[4, localSignature]]), facts, name, packed]);
    centrals.push(
      numbers([
        [4, centralSignature],
        [2, versionNeeded],
      ]),
      facts,
      numbers([
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, offset],
      ]),
      name,
    );
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = numbers([
    [4, endSignature],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, directory.length],
    [4, offset],
    [2, 0],
  ]);
  return Buffer.concat([...locals, directory, end]);
}

/** What the entry before a file and the one in the directory both say (4.3.7). */
function factsOf(bytes: Uint8Array, packed: Uint8Array, nameLength: number, at: Date): Buffer {
  const [date, time] = dosTime(at);
  return numbers([
    [2, versionNeeded],
    [2, utf8Flag],
    [2, deflated],
    [2, time],
    [2, date],
    [4, crc32(bytes)],
    [4, packed.length],
    [4, bytes.length],
    [2, nameLength],
    [2, 0],
  ]);
}

/** Date and time in UTC as MS-DOS had them, in steps of two seconds from 1980 on (4.4.6). */
function dosTime(at: Date): readonly [number, number] {
  const year = Math.max(at.getUTCFullYear() - 1980, 0);
  const date = (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return [date, time];
}

/** Numbers one after the other, each with its size in bytes, the lowest byte first. */
function numbers(list: readonly (readonly [2 | 4, number])[]): Buffer {
  const buffer = Buffer.alloc(list.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of list) at = buffer.writeUIntLE(value, at, size);
  return buffer;
}
