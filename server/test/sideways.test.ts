import test from "ava";
import type { Page } from "playwright-core";
import { geometryOf } from "./geometry.ts";
import { productFor } from "./opened.ts";
import type { Screen } from "./screens/screen.ts";
import { screens } from "./screens/set.ts";
import { show } from "./screens/show.ts";
import { makeTrouble } from "./troubled.ts";

const product = productFor(test, ({ site }) => makeTrouble(site));

/** What hangs on a button finds its place again a frame after the window has changed. */
const painted = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))`;

/** What of a screen would have to be scrolled sideways, by the width of the window; or why it could not be shown. */
async function tooWide(page: Page, screen: Screen): Promise<readonly string[]> {
  const found: string[] = [];
  try {
    await show(page, { ...screen, width: 1280 }, 1280);
    for (const width of [1280, 834]) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(painted);
      const { wide } = await geometryOf(page);
      found.push(...wide.map((each) => `${screen.name} ${width}: ${each}`));
    }
  } catch (error) {
    found.push(`${screen.name}: ${String(error).slice(0, 300)}`);
  }
  return found;
}

test.serial("no screen is wider than a small desk or a tablet, in German", async (t) => {
  t.timeout(1_800_000);
  const found: string[] = [];
  const rest = screens.values();
  const lane = async () => {
    const context = await product.browser.newContext({
      baseURL: product.site.url,
      locale: "de-DE",
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(20_000);
    for (const screen of rest) {
      const page = await context.newPage();
      found.push(...(await tooWide(page, screen)));
      await page.close();
    }
    await context.close();
  };
  // a screen mostly waits for its server: two of them share what there is
  await Promise.all([lane(), lane()]);
  t.deepEqual(found, []);
});
