import { create, type Font } from "fontkit";

/** Opens fonts from their bytes. */
export function openFonts(fonts: readonly Uint8Array[]): Font[] {
  return fonts.map((bytes) => create(Buffer.from(bytes)) as Font); // a file with one face is no collection
}

/** A word, or the space between two, that one font can write, and the number of that font. */
export interface Run {
  readonly text: string;
  readonly face: Font;
  readonly index: number;
}

/**
 * Cuts text into words of one font each, as browsers do before they shape them: no letter is moved towards a space.
 * What no font has goes to the first, which draws its empty box.
 */
export function runs(text: string, faces: readonly Font[]): Run[] {
  const cut: { text: string; face: Font; index: number }[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const found = faces.findIndex((each) => each.hasGlyphForCodePoint(code));
    const index = Math.max(found, 0);
    const last = cut.at(-1);
    const face = faces[index];
    if (last?.index === index && last.text !== " " && character !== " ") last.text += character;
    else if (face !== undefined) cut.push({ text: character, face, index });
  }
  return cut;
}

/** How wide a run is, in parts of the font's size. */
export function widthOf({ text, face }: Run): number {
  return face.layout(text).advanceWidth / face.unitsPerEm;
}
