import test from "ava";
import type { Browser, Page } from "playwright-core";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { openPage, signIn } from "./opened.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { deployOrdering, failJob, startOrder } from "./troubled.ts";

let site: Served;
let browser: Browser;
let admin: Client;

test.before(async (t) => {
  t.timeout(240_000);
  await buildBrowser();
  site = await served();
  browser = await openChromium();
  admin = await openClient([site.url], { login: "admin", password: "ablauf-demo" });
  await deployOrdering(site);
});
test.after.always(async () => {
  await browser?.close();
  await site?.close();
});

async function screenOf(language: "de" | "en", theme: "light" | "dark" = "light"): Promise<Page> {
  const { page } = await openPage(browser, site.url, { language, theme });
  await signIn(page, site.url, "admin");
  return page;
}

async function because(screen: Page, reason: string, button: RegExp): Promise<void> {
  const dialog = screen.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /^(Grund|Reason)/ }).fill(reason);
  await dialog.getByRole("button", { name: button }).click();
  await dialog.waitFor({ state: "detached" });
}

test.serial(
  "an operator finds alike faults as one cause and tries them all again; what failed again stays red",
  async (t) => {
    t.timeout(120_000);
    for (const number of ["B-1", "B-2"]) {
      await startOrder(admin, number);
      await failJob(admin, `Expected ${number} to be taken by shop.example, but the answer is 503: busy`);
    }
    const screen = await screenOf("de");
    await screen.goto(`${site.url}/ops/faults?process=ordering`);

    await screen.getByRole("link", { name: "Bestellung senden" }).waitFor();
    t.deepEqual(await violations(screen), []);
    await screen.keyboard.press("j");
    await screen.keyboard.press("Enter");
    await screen.getByText("in 2 Vorgängen").waitFor();
    t.regex(screen.url(), /\/ops\/faults\/[0-9a-f]{32}/);
    t.deepEqual(await violations(screen), []);
    await screen.keyboard.press("r");
    await because(screen, "Der Shop ist wieder da", /Alle 2 erneut versuchen/);
    await screen.getByText("fertig", { exact: true }).waitFor();
    await screen.getByText("Der Shop ist wieder da").waitFor();
    t.is(await screen.getByRole("cell", { name: "erledigt" }).count(), 2);
    t.deepEqual(await violations(screen), []);

    await failJob(admin, "Expected B-1 to be taken by shop.example, but the answer is 503: busy");
    await screen.reload();
    await screen.getByText("1 hat wieder einen Fehler").waitFor();
    await screen.getByRole("button", { name: /Stand/ }).click();
    await screen.getByRole("option", { name: "abgelehnt" }).click();
    await screen.getByText("Nichts gefunden").waitFor();
    t.regex(screen.url(), /state=refused/);
    await screen.context().close();
  },
);

test.serial("a cause that is gone says so, and a list without faults is no failure", async (t) => {
  t.timeout(60_000);
  const screen = await screenOf("en", "dark");
  await screen.goto(`${site.url}/ops/faults/${"0".repeat(32)}`);
  await screen.getByRole("heading", { name: "This cause is gone" }).waitFor();
  t.deepEqual(await violations(screen), []);
  await screen.goto(`${site.url}/ops/faults?search=nothing-says-this`);
  await screen.getByRole("heading", { name: "Nothing found" }).waitFor();
  await screen.getByRole("button", { name: "Clear filters" }).click();
  await screen.getByRole("cell", { name: /shop\.example/ }).waitFor();
  t.deepEqual(await violations(screen), []);
  await screen.context().close();
});
