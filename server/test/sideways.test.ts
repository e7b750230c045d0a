import test from "ava";
import type { Browser } from "playwright-core";
import { buildBrowser, openChromium } from "./chromium.ts";
import { geometryOf } from "./geometry.ts";
import { screens } from "./screens/set.ts";
import { show } from "./screens/show.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { makeTrouble } from "./troubled.ts";

let site: Served;
let browser: Browser;

test.before(async (t) => {
  t.timeout(180_000);
  await buildBrowser();
  site = await served();
  browser = await openChromium();
  await makeTrouble(site);
});
test.after.always(async () => {
  await browser?.close();
  await site?.close();
});

test.serial("no screen is wider than a small desk or a tablet, in German", async (t) => {
  t.timeout(1_800_000);
  const context = await browser.newContext({ baseURL: site.url, locale: "de-DE", reducedMotion: "reduce" });
  context.setDefaultTimeout(10_000);
  const found: Record<string, unknown> = {};
  for (const screen of screens) {
    const page = await context.newPage();
    try {
      await show(page, { ...screen, width: 1280 }, 1280);
      for (const width of [1280, 834]) {
        await page.setViewportSize({ width, height: 900 });
        const { wide } = await geometryOf(page);
        if (wide.length > 0) found[`${screen.name} ${width}`] = wide;
      }
    } catch (error) {
      found[screen.name] = String(error).slice(0, 300);
    }
    await page.close();
  }
  t.deepEqual(found, {});
  await context.close();
});
