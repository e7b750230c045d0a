import { readFile } from "node:fs/promises";
import test from "ava";
import { readFonts } from "../../base/fonts/arimo.ts";
import { drawSvg } from "./draw.ts";
import { toPng } from "./png.ts";
import { sizeOfPicture } from "./size.ts";

const fonts = await readFonts();
const svg = await drawSvg(await readFile("processes/rma/rma.bpmn", "utf8"), { fonts });

/** Width and height, as the header of a PNG says them (ISO/IEC 15948, 11.2.2). */
function sizeOf(png: Uint8Array): readonly [number, number] {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

function inBox(box: string): string {
  return svg.replace(/width="[^"]*" height="[^"]*" viewBox="[^"]*"/, `width="100" height="100" viewBox="${box}"`);
}

test("a picture is twice as large as on the screen", (t) => {
  const { width, height } = sizeOfPicture(svg);

  t.deepEqual(sizeOf(toPng(svg, fonts)), [2 * width, 2 * height]);
});

test("arrowheads outside of the picture do not end the process", (t) => {
  t.deepEqual(sizeOf(toPng(inBox("700 100 100 100"), fonts, 1)), [100, 100]);
});

test("what is far too large is painted smaller, what has no size not at all", (t) => {
  const [width, height] = sizeOf(toPng(inBox("0 0 500000 100"), fonts));

  t.true(width <= 16_000 && height > 0);
  t.throws(() => toPng(inBox("0 0 NaN 100"), fonts), { code: "diagram.size" });
  t.throws(() => toPng(inBox("0 0 1e9 100"), fonts), { code: "diagram.size" });
});

test("letters are drawn, not asked for", (t) => {
  const bare = svg.replaceAll(/<text.*?<\/text>/gs, "");

  t.true(toPng(svg, fonts, 1).length > toPng(bare, fonts, 1).length);
});
