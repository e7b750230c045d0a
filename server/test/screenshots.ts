/**
 * `npm run screenshots [-- --only audit,tasks] [--languages de,en] [--themes light,dark] [--width 1280]`: starts the server with its demo,
 * builds the browser part, and writes a picture of every screen into the ignored folder `screenshots`: `screen.language.theme.png`.
 * A screen that cannot be prepared is told and the others follow; then it ends with 1. What is too wide for its place is told as well.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { buildBrowser, openChromium } from "./chromium.ts";
import { startTestServer } from "./database.ts";
import { geometryOf } from "./geometry.ts";
import type { Screen } from "./screens/screen.ts";
import { screens } from "./screens/set.ts";
import { settled, show } from "./screens/show.ts";
import { served } from "./served.ts";
import { makeTrouble } from "./troubled.ts";

const folder = join(import.meta.dirname, "../../screenshots");
const { values } = parseArgs({
  options: {
    width: { type: "string", default: "1440" },
    only: { type: "string", default: "" },
    languages: { type: "string", default: "de,en" },
    themes: { type: "string", default: "light,dark" },
  },
});
const chosen =
  values.only === ""
    ? screens
    : screens.filter(({ name }) => values.only.split(",").some((each) => name.startsWith(each)));

await mkdir(folder, { recursive: true });
await buildBrowser();
const database = await startTestServer();
process.env["TEST_DATABASE_URL"] = database.url;
const server = await served();
await makeTrouble(server);
const browser = await openChromium();
try {
  for (const language of values.languages.split(","))
    for (const theme of values.themes.split(",")) await takeAll(browser, language, theme);
} finally {
  await browser.close();
  await server.close();
  await database.stop();
}

async function takeAll(chromium: Browser, language: string, theme: string): Promise<void> {
  const context = await chromium.newContext({
    baseURL: server.url,
    locale: language === "de" ? "de-DE" : "en-GB",
    colorScheme: theme === "dark" ? "dark" : "light",
    viewport: { width: Number(values.width), height: 900 },
  });
  context.setDefaultTimeout(10_000);
  for (const screen of chosen) {
    const page = await context.newPage();
    const file = `${screen.name}.${language}.${theme}.png`;
    try {
      await take(page, screen, file);
      process.stdout.write(`${file}\n`);
    } catch (error) {
      process.exitCode = 1;
      process.stdout.write(`${file}: MISSED, ${String(error).split("\n", 2).join(" ")}\n`);
    }
    await page.close();
  }
  await context.close();
}

/** Draws a screen, and tells what of it would have to be scrolled sideways. */
async function take(page: Page, screen: Screen, file: string): Promise<void> {
  await show(page, screen, Number(values.width));
  // what fades or slides in is drawn where it ends
  await page.waitForTimeout(600);
  await settled(page);
  await page.screenshot({ path: join(folder, file) });
  const { wide } = await geometryOf(page);
  for (const each of wide) process.stdout.write(`  too wide: ${each}\n`);
}
