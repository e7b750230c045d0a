import { Resvg } from "@resvg/resvg-js";
import { outlined } from "./outline.ts";
import { sizeOfPicture } from "./size.ts";

/** A picture of this many pixels takes about 100 MB while it is painted; larger ones are painted smaller. */
const mostPixels = 24_000_000;
/** Viewers and printers stop at sides longer than this. */
const longestSide = 16_000;

/**
 * A picture as PNG on white, twice as large as on the screen where that stays within bounds.
 *
 * @throws {Refusal} `diagram.size` when the picture has no size that can be painted
 */
export function toPng(svg: string, fonts: readonly Uint8Array[], scale = 2): Uint8Array {
  const { width, height } = sizeOfPicture(svg);
  const most = Math.min(Math.sqrt(mostPixels / (width * height)), longestSide / width, longestSide / height);
  const painter = new Resvg(outlined(svg, fonts), {
    background: "white",
    fitTo: { mode: "zoom", value: Math.min(scale, most) },
    font: { loadSystemFonts: false },
  });
  return painter.render().asPng();
}
