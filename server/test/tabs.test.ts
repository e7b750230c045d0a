import test from "ava";
import type { Browser, Page } from "playwright-core";
import { buildBrowser, openChromium } from "./chromium.ts";
import { eventually } from "./client.ts";
import { accepted } from "./offered.ts";
import { openAs } from "./opened.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";
import type { Cast } from "./story.ts";

let site: Served;
let browser: Browser;
let cast: Cast;

test.before(async (t) => {
  t.timeout(180_000);
  await buildBrowser();
  site = await served();
  // People's browsers keep pages for going back; what such a page holds on to is held for long.
  browser = await openChromium(["--disable-back-forward-cache"]);
  cast = await gather([site.url]);
});
test.after.always(async () => {
  await browser?.close();
  await site?.close();
});

test.serial(
  "eight pages of one person load, and all hear what changes, also when the first one is closed",
  async (t) => {
    t.timeout(90_000);
    const { task } = await accepted(cast, 1);
    const { page, troubles } = await openAs(browser, site.url, "admin", { language: "de" });
    const pages = [page];
    while (pages.length < 8) pages.push(await page.context().newPage());
    for (const each of pages) await openTask(each, task.id);

    const dispatcher = await cast.as("esommer");
    await dispatcher.send("POST", `/api/tasks/${task.id}/release`);
    for (const each of pages) await each.getByText("Noch frei.").waitFor();
    await page.close();
    await dispatcher.send("POST", `/api/tasks/${task.id}/assign`, { assignee: "blang" });
    for (const each of pages.slice(1)) await each.getByText("Noch frei.").waitFor({ state: "detached" });

    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

test.serial(
  "a page loads a tenth time although the browser keeps those before, and one gone back to is fresh",
  async (t) => {
    t.timeout(90_000);
    const { task } = await accepted(cast, 2);
    const { page } = await openAs(browser, site.url, "admin", { language: "de" });
    await page.addInitScript(`addEventListener("pageshow", ({ persisted }) => (window.wasKept = persisted))`);
    await openTask(page, task.id);
    for (let turn = 0; turn < 10; turn += 1) {
      await page.goto(`${site.url}/tasks?view=all&turn=${turn}`);
      await page.locator("[role=row] strong").first().waitFor();
    }

    const dispatcher = await cast.as("esommer");
    await openTask(page, task.id);
    await page.goto(`${site.url}/ops`);
    await page.getByRole("table").waitFor();
    await dispatcher.send("POST", `/api/tasks/${task.id}/release`);
    await page.evaluate("void setTimeout(() => history.back())");
    await eventually("the page that was kept", async () =>
      (await page.evaluate("window.wasKept === true").catch(() => false)) === true ? true : undefined,
    );
    await page.getByText("Noch frei.").waitFor();
    await page.getByText("Verbunden").waitFor();

    t.pass();
    await page.context().close();
  },
);

test.serial("who signs out in one page has signed out in all", async (t) => {
  t.timeout(60_000);
  const { page } = await openAs(browser, site.url, "ahuber", { language: "de" });
  const other = await page.context().newPage();
  for (const each of [page, other]) await each.goto(`${site.url}/tasks`);
  await page.getByRole("button", { name: /Profil/ }).click();
  await page.getByRole("menuitem", { name: "Abmelden" }).click();

  await other.waitForURL(/\/sign-in/);
  t.pass();
  await page.context().close();
});

async function openTask(page: Page, id: string): Promise<void> {
  await page.goto(`${site.url}/tasks?view=all&task=${encodeURIComponent(id)}`);
  await page
    .getByRole("button", { name: /Zurückgeben|Übernehmen/ })
    .first()
    .waitFor();
  await page.getByText("Verbunden").waitFor();
}
