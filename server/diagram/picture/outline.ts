import { withPlainArrowheads } from "./arrowheads.ts";
import { openFonts, runs } from "../../base/fonts/runs.ts";

/**
 * Turns the text of a picture into the outlines of its letters, and its arrowheads into plain drawings. Then a rasteriser
 * needs no fonts of its own, and the picture is the same on every machine.
 */
export function outlined(picture: string, fonts: readonly Uint8Array[]): string {
  const svg = withPlainArrowheads(picture);
  const faces = openFonts(fonts);
  if (faces.length === 0) return svg;
  const glyphs = new Map<string, string>();
  const drawn = svg.replaceAll(
    /<text([^>]*)>(.*?)<\/text>/gs,
    (_, attributes: string, lines: string) => `<g${attributes}>${lettersOf(lines, sizeIn(attributes))}</g>`,
  );
  return drawn.replace(/<svg [^>]*>/, (start) => `${start}<defs>${[...glyphs.values()].join("")}</defs>`);

  function lettersOf(lines: string, size: number): string {
    return [...lines.matchAll(/<tspan x="([^"]*)" y="([^"]*)">(.*?)<\/tspan>/gs)]
      .map(([, x = "0", y = "0", text = ""]) => line(plain(text), Number(x), { y: Number(y), size }))
      .join("");
  }

  function line(text: string, start: number, { y, size }: { readonly y: number; readonly size: number }): string {
    let x = start;
    return runs(text, faces)
      .map(({ text: piece, face, index }) => {
        const scale = size / face.unitsPerEm;
        const { glyphs: letters, positions } = face.layout(piece);
        const uses = letters.map((letter, at) => {
          const id = `glyph-${index}-${letter.id}`;
          if (!glyphs.has(id)) glyphs.set(id, `<path id="${id}" d="${letter.path.toSVG()}"/>`);
          const place = positions[at];
          const use = `<use xlink:href="#${id}" transform="matrix(${scale} 0 0 ${-scale} ${x} ${y})"/>`;
          x += (place?.xAdvance ?? 0) * scale;
          return use;
        });
        return uses.join("");
      })
      .join("");
  }
}

function sizeIn(attributes: string): number {
  return Number(/font-size: ([\d.]+)px/.exec(attributes)?.[1] ?? 12);
}

const entities: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** Text as it is meant, without the entities that SVG writes it with. */
export function plain(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => entities[entity] ?? entity);
}
