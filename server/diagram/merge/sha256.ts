/**
 * SHA-256 (FIPS 180-4) of a text in UTF-8, hexadecimal. Here so that a merge is one pure function on the server and in
 * the browser: `node:crypto` is not there, and `crypto.subtle` is not everywhere.
 */
export function sha256(text: string): string {
  const hash = Int32Array.from(starts);
  const blocks = pad(new TextEncoder().encode(text));
  const schedule = new Int32Array(64);
  for (let offset = 0; offset < blocks.byteLength; offset += 64) round(hash, schedule, blocks, offset);
  return [...hash].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** The first n primes, from which the standard takes its constants. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime !== 0)) found.push(number);
  }
  return found;
}

/** The first 32 bits of the fraction of a root. */
function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
}

/** The words of a hash. */
type Eight = readonly [number, number, number, number, number, number, number, number];

const starts = primes(8).map((prime) => fraction(Math.sqrt(prime)));
const constants = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));

function pad(bytes: Uint8Array): DataView {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor((bytes.length * 8) / 2 ** 32));
  view.setUint32(padded.length - 4, (bytes.length * 8) >>> 0);
  return view;
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** A word of an array that has it: the loops below never leave their arrays. */
function at(words: Int32Array, index: number): number {
  return words[index] as number; // within bounds, see above
}

function expand(schedule: Int32Array, blocks: DataView, offset: number): void {
  for (let index = 0; index < 16; index += 1) schedule[index] = blocks.getInt32(offset + index * 4);
  for (let index = 16; index < 64; index += 1) {
    const early = at(schedule, index - 15);
    const late = at(schedule, index - 2);
    const low = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const high = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    schedule[index] = (at(schedule, index - 16) + low + at(schedule, index - 7) + high) | 0;
  }
}

function round(hash: Int32Array, schedule: Int32Array, blocks: DataView, offset: number): void {
  expand(schedule, blocks, offset);
  let [a, b, c, d, e, f, g, h] = hash as unknown as Eight;
  for (let index = 0; index < 64; index += 1) {
    const choice = (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g));
    const first = (h + choice + at(constants, index) + at(schedule, index)) | 0;
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) hash[index] = (at(hash, index) + word) | 0;
}
