import { Resvg } from "@resvg/resvg-js";
import { outlined } from "../../diagram/picture/outline.ts";
import { sizeOfPicture } from "../../diagram/picture/size.ts";

/** How far two pictures are apart. */
export interface Difference {
  /** Share of pixels whose colour differs, 0 to 1; 1 when the pictures have different sizes. */
  readonly share: number;
  readonly pixels: number;
}

/** Compares two pictures after painting both by the same rasteriser with the same fonts. */
export function compare(one: string, other: string, fonts: readonly Uint8Array[]): Difference {
  const [left, right] = [paint(one, fonts), paint(other, fonts)];
  if (left.width !== right.width || left.height !== right.height) return { share: 1, pixels: left.width * left.height };
  const [first, second] = [words(left.pixels), words(right.pixels)];
  let differing = 0;
  for (let index = 0; index < first.length; index++) if (first[index] !== second[index]) differing += 1;
  return { share: differing / first.length, pixels: differing };
}

function words(pixels: Buffer): Uint32Array {
  return new Uint32Array(new Uint8Array(pixels).buffer);
}

function paint(svg: string, fonts: readonly Uint8Array[]) {
  const { width, height } = sizeOfPicture(svg);
  const scale = Math.min(1, Math.sqrt(24_000_000 / (width * height)));
  // The rasteriser does not know quotes in a reference, which Chromium writes.
  const drawn = outlined(svg.replaceAll(/url\(["']([^"')]*)["']\)/g, "url($1)"), fonts);
  const options = {
    background: "white",
    fitTo: { mode: "zoom", value: scale },
    font: { loadSystemFonts: false },
  } as const;
  return new Resvg(drawn, options).render();
}
