/** The characters that Windows-1252 has between 0x80 and 0x9F; five places are empty. */
const high = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

const byteOf: ReadonlyMap<string, number> = new Map([
  ...Array.from({ length: 0x80 }, (_, code) => [String.fromCodePoint(code), code] as const),
  ...Array.from(high, (character, index) => [character, 0x80 + index] as const).filter(([, byte]) => !isEmpty(byte)),
  ...Array.from({ length: 0x60 }, (_, index) => [String.fromCodePoint(0xa0 + index), 0xa0 + index] as const),
]);

/** What has no accent to lose, written as German and English readers would. */
const plainer: Readonly<Record<string, string>> = {
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ı: "i",
  ĸ: "k",
  "\u2010": "-",
  "\u2011": "-",
  "\u2212": "-",
  "\u202f": " ",
  "\u2009": " ",
};

/**
 * Text in Windows-1252, as DATEV and BMD read it. A letter that it lacks loses its accent (`Dvořák` is written
 * `Dvorák`); what is still unknown becomes a question mark.
 */
export function toCp1252(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text.normalize("NFC")) bytes.push(...bytesOf(character));
  return Uint8Array.from(bytes);
}

/** Text as it will be read again after it was written in Windows-1252. */
export function inCp1252(text: string): string {
  return fromCp1252(toCp1252(text));
}

/** Reads bytes as Windows-1252. */
export function fromCp1252(bytes: Uint8Array): string {
  return new TextDecoder("windows-1252").decode(bytes);
}

/** Whether a byte means nothing in Windows-1252. */
export function isEmpty(byte: number): boolean {
  return byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d;
}

function bytesOf(character: string): number[] {
  const known = byteOf.get(character);
  if (known !== undefined) return [known];
  const simple = plainer[character] ?? character.normalize("NFD").replaceAll(/\p{M}/gu, "");
  const bytes = Array.from(simple, (each) => byteOf.get(each) ?? 0x3f);
  return bytes.length === 0 ? [] : bytes;
}
