import test from "ava";
import type { Browser, Page } from "playwright-core";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { openPage, signIn } from "./opened.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { completeJob, deployOrdering, failJob, startOrder } from "./troubled.ts";

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
  for (const number of ["B-6", "B-7"]) {
    await startOrder(admin, number);
    await completeJob(admin);
  }
});
test.after.always(async () => {
  await browser?.close();
  await site?.close();
});

async function screenOf(language: "de" | "en", theme: "light" | "dark" = "light"): Promise<Page> {
  const { page } = await openPage(browser, site.url, { language, theme, timeZone: "Europe/Berlin" });
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

    await failJob(admin, "Expected B-1 to be taken by shop.example, but the answer is 503: busy again");
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

test.serial("a job that failed is tried again from the list of jobs", async (t) => {
  t.timeout(120_000);
  const screen = await screenOf("en", "dark");
  await screen.goto(`${site.url}/ops/jobs?process=ordering`);
  await screen
    .getByRole("button", { name: /^State/ })
    .or(screen.getByRole("button", { name: /Any state/ }))
    .first()
    .click();
  await screen.getByRole("option", { name: "failed" }).click();
  // what was shown before stays until the answer comes
  await screen.getByText(/503: busy$/).waitFor({ state: "detached" });
  await screen.getByText(/503: busy again$/).waitFor();
  t.regex(screen.url(), /state=failed/);
  t.deepEqual(await violations(screen), []);

  await screen.getByRole("button", { name: /^Retry now/ }).click();
  t.deepEqual(await violations(screen), []);
  await because(screen, "the shop is back", /Retry now/);
  await screen.getByText("Nothing found").waitFor();
  await screen.context().close();
});

test.serial("a message that found nobody is handed over to whom a search finds; another is discarded", async (t) => {
  t.timeout(120_000);
  for (const correlationKey of ["B-6 falsch", "B-9"])
    await admin.send("POST", "/api/messages", {
      name: "delivered",
      correlationKey,
      timeToLive: 3_600_000,
      variables: { box: 3 },
    });
  const screen = await screenOf("de");
  await screen.goto(`${site.url}/ops/messages?name=delivered`);
  await screen.getByRole("cell", { name: "B-6 falsch", exact: true }).waitFor();
  t.deepEqual(await violations(screen), []);

  await screen.getByRole("button", { name: /^Zustellen … delivered B-6 falsch/ }).click();
  const dialog = screen.getByRole("dialog");
  await dialog.getByRole("searchbox").fill("b-6");
  await dialog.getByRole("option", { name: /B-6/ }).click();
  await dialog.getByRole("option", { name: /B-7/ }).waitFor({ state: "detached" });
  t.deepEqual(await violations(screen), []);
  await because(screen, "Tippfehler im Schlüssel", /Zustellen/);
  await screen.getByRole("cell", { name: "B-6 falsch", exact: true }).waitFor({ state: "detached" });

  await screen.getByRole("button", { name: /^Verwerfen … delivered B-9/ }).click();
  const alert = screen.getByRole("alertdialog");
  await alert.getByRole("textbox", { name: /^Grund/ }).fill("gibt es nicht");
  await alert.getByRole("button", { name: "Verwerfen" }).click();
  await screen.getByRole("cell", { name: "abgelaufen" }).waitFor();
  const { body } = await admin.send<{ items: { title: string | null; status: string }[] }>(
    "GET",
    "/api/instances?search=B-6",
  );
  t.is(body.items[0]?.status, "completed");
  await screen.context().close();
});

test.serial("a timer ahead is moved, and fired before its time", async (t) => {
  t.timeout(120_000);
  const screen = await screenOf("de", "dark");
  await screen.goto(`${site.url}/ops/timers?process=ordering`);
  await screen.getByRole("button", { name: /^Verschieben … B-7/ }).click();
  const dialog = screen.getByRole("dialog");
  await dialog.getByRole("spinbutton", { name: /^(Jahr|year)/i }).fill("2031");
  t.deepEqual(await violations(screen), []);
  await because(screen, "Lieferant hat Ferien", /Verschieben/);
  await screen.getByRole("cell", { name: /2031/ }).waitFor();
  t.deepEqual(await violations(screen), []);

  await screen.getByRole("button", { name: /^Jetzt auslösen … B-7/ }).click();
  await because(screen, "jetzt schon", /Jetzt auslösen/);
  await screen.getByRole("button", { name: /^Jetzt auslösen … B-7/ }).waitFor({ state: "detached" });
  const { body } = await admin.send<{ items: { name: string }[] }>("GET", "/api/tasks?view=all&search=Nachfragen");
  t.is(body.items.length, 1);
  await screen.context().close();
});

test.serial(
  "a process in use shows where its tokens stand and what is hot, and leads to the instances there",
  async (t) => {
    t.timeout(120_000);
    await startOrder(admin, "B-5");
    await failJob(admin, "Expected B-5 to be taken by shop.example, but the answer is 503: busy");
    for (const [language, theme] of [
      ["de", "light"],
      ["en", "dark"],
    ] as const) {
      const screen = await screenOf(language, theme);
      await screen.goto(`${site.url}/ops/processes`);
      await screen.getByRole("link", { name: language === "de" ? "Bestellung" : "Ordering" }).click();
      await screen
        .getByRole("link", { name: /Bestellung senden$/ })
        .first()
        .waitFor();
      await screen.locator(".ablauf-badge").first().waitFor();
      t.deepEqual(await violations(screen), []);

      await screen.getByRole("button", { name: language === "de" ? "Dauer" : "Duration" }).click();
      await screen.locator(".ablauf-badge-heat").first().waitFor();
      t.regex(screen.url(), /show=time/);
      t.deepEqual(await violations(screen), []);
      await screen.getByRole("button", { name: language === "de" ? "Fehler" : "Faults", exact: true }).click();
      await screen.locator(".ablauf-badge-heat").first().waitFor();
      await screen.getByRole("link", { name: /^\d+ (Token|tokens?) (bei|at) Bestellung senden/ }).click();
      await screen.getByRole("cell", { name: /B-5/ }).waitFor();
      t.regex(screen.url(), /at=order/);
      t.deepEqual(await violations(screen), []);
      await screen.context().close();
    }
  },
);
