import { readFile } from "node:fs/promises";
import test from "ava";
import { readFonts } from "../../base/fonts/arimo.ts";
import { drawPictures } from "../../diagram/picture/draw.ts";
import { compare } from "./compare.ts";
import { openScreen } from "./screen.ts";
import type { Screen } from "./screen.ts";

let screen: Screen;
let fonts: readonly Uint8Array[];
test.before(async () => {
  fonts = await readFonts();
  screen = await openScreen(fonts);
});
test.after.always(() => screen?.close());

for (const key of ["ticket-lifecycle", "procurement", "sla-watch"]) {
  test.serial(`${key} looks as in Chromium, but for one pixel in a thousand at most`, async (t) => {
    const xml = await readFile(`processes/${key}/${key}.bpmn`, "utf8");
    const { pictures, warnings } = await drawPictures(xml, { fonts });
    const shown = (await screen.draw(xml)) ?? [];

    t.deepEqual(warnings, []);
    t.true(shown.length > 0);
    for (const { plane, svg } of shown) {
      const ours = pictures.find(({ id }) => id === plane);
      t.true(compare(ours?.svg ?? "", svg, fonts).share <= 0.001, plane);
    }
  });
}

test.serial("a picture in which one name is another is seen to differ", async (t) => {
  const xml = await readFile("processes/rma/rma.bpmn", "utf8");
  const [theirs] = (await screen.draw(xml)) ?? [];
  const { pictures } = await drawPictures(xml.replace('name="Defekt"', 'name="Defekte Sache"'), { fonts });

  t.true(compare(pictures[0]?.svg ?? "", theirs?.svg ?? "", fonts).pixels > 0);
});
