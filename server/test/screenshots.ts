/**
 * `npm run screenshots [-- --only audit,tasks] [--languages de,en] [--themes light,dark] [--width 1280]`: starts the server with its demo,
 * builds the browser part, and writes a picture of every screen into the ignored folder `screenshots`: `screen.language.theme.png`.
 * A screen that cannot be prepared is told and the others follow; then it ends with 1.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { buildBrowser, openChromium } from "./chromium.ts";
import { startTestServer } from "./database.ts";
import { keepingScreens } from "./screens/keeping.ts";
import { modellingScreens } from "./screens/modelling.ts";
import { operationsScreens } from "./screens/operations.ts";
import type { Screen } from "./screens/screen.ts";
import { taskScreens } from "./screens/tasks.ts";
import { served } from "./served.ts";
import { gather } from "./story.ts";
import { completeJob, deployOrdering, failJob, startOrder } from "./troubled.ts";

const folder = join(import.meta.dirname, "../../screenshots");
const { values } = parseArgs({
  options: {
    width: { type: "string", default: "1440" },
    only: { type: "string", default: "" },
    languages: { type: "string", default: "de,en" },
    themes: { type: "string", default: "light,dark" },
  },
});
const screens = [...taskScreens, ...operationsScreens, ...modellingScreens, ...keepingScreens];
const chosen =
  values.only === ""
    ? screens
    : screens.filter(({ name }) => values.only.split(",").some((each) => name.startsWith(each)));

await mkdir(folder, { recursive: true });
await buildBrowser();
const database = await startTestServer();
process.env["TEST_DATABASE_URL"] = database.url;
const server = await served();
await trouble();
const browser = await openChromium();
try {
  for (const language of values.languages.split(","))
    for (const theme of values.themes.split(",")) await takeAll(browser, language, theme);
} finally {
  await browser.close();
  await server.close();
  await database.stop();
}

/** What the demo does not have, because there all goes well: failed jobs, an open one, a message that nobody takes, a batch. */
async function trouble(): Promise<void> {
  const { admin } = await gather([server.url]);
  await deployOrdering(server);
  const started: string[] = [];
  for (const number of ["B-1", "B-2", "B-3", "B-4"]) started.push(await startOrder(admin, number));
  await failJob(admin, "connect ECONNREFUSED shop.example:443");
  await failJob(admin, "connect ECONNREFUSED shop.example:443");
  await completeJob(admin);
  const message = { name: "delivered", correlationKey: "B-33", timeToLive: 3_600_000, variables: { at: "2026-11-30" } };
  await admin.send("POST", "/api/messages", message);
  const batch = { kind: "suspend", instanceIds: started.slice(2), reason: "The shop is down." };
  await admin.send("POST", "/api/batches", batch);
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

async function take(page: Page, screen: Screen, file: string): Promise<void> {
  const { path, before, prepare, width = Number(values.width) } = screen;
  await page.setViewportSize({ width, height: 900 });
  const data = { login: "admin", password: "ablauf-demo" };
  await page.request.post("/api/session", { data, headers: { "x-requested-with": "ablauf" } });
  await before?.(page);
  await page.goto(path);
  await page.waitForLoadState("load");
  await settled(page);
  await prepare?.(page);
  await settled(page);
  await page.screenshot({ path: join(folder, file) });
}

/** Nothing loads and nothing moves any more. The event stream never ends, so the network is not asked. */
async function settled(page: Page): Promise<void> {
  const loading = page.locator("[role=status][aria-label]");
  await loading.first().waitFor({ state: "detached", timeout: 20_000 });
  await page.waitForTimeout(600);
}
