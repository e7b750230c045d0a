import { Resvg } from "@resvg/resvg-js";
import { outlined } from "../../diagram/picture/outline.ts";
import { sizeOfPicture } from "../../diagram/picture/size.ts";
import type { PictureSize } from "../../diagram/picture/size.ts";

/** How far two pictures are apart. */
export interface Difference {
  /** Share of pixels whose colour differs, 0 to 1; 1 when the pictures have different sizes. */
  readonly share: number;
  readonly pixels: number;
}

/** Browsers round glyphs out to pixels where text ends at the edge of a picture; that moves its edge by less than this. */
const edge = 1.5;

/**
 * Compares two pictures after painting both by the same rasteriser with the same fonts, in the same view box: one that
 * differs by less than a pixel and a half is no difference of what is drawn.
 */
export function compare(one: string, other: string, fonts: readonly Uint8Array[]): Difference {
  const [box, theirs] = [sizeOfPicture(one), sizeOfPicture(other)];
  const isNear = (["x", "y", "width", "height"] as const).every((side) => Math.abs(box[side] - theirs[side]) < edge);
  if (!isNear) return { share: 1, pixels: Math.round(box.width * box.height) };
  const [left, right] = [paint(one, box, fonts), paint(other, box, fonts)];
  const [first, second] = [words(left.pixels), words(right.pixels)];
  let differing = 0;
  for (let index = 0; index < first.length; index++) if (first[index] !== second[index]) differing += 1;
  return { share: differing / first.length, pixels: differing };
}

function words(pixels: Buffer): Uint32Array {
  return new Uint32Array(new Uint8Array(pixels).buffer);
}

function paint(svg: string, { x, y, width, height }: PictureSize, fonts: readonly Uint8Array[]) {
  const scale = Math.min(1, Math.sqrt(24_000_000 / (width * height)));
  const boxed = svg.replace(
    /<svg ([^>]*?)width="[^"]*" height="[^"]*" viewBox="[^"]*"/,
    `<svg $1width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}"`,
  );
  // The rasteriser does not know quotes in a reference, which Chromium writes.
  const drawn = outlined(boxed.replaceAll(/url\(["']([^"')]*)["']\)/g, "url($1)"), fonts);
  const options = {
    background: "white",
    fitTo: { mode: "zoom", value: scale },
    font: { loadSystemFonts: false },
  } as const;
  return new Resvg(drawn, options).render();
}
