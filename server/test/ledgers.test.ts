import test from "ava";
import type { Browser } from "playwright-core";
import type { Target } from "../http/wireLedgers.ts";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { openAs } from "./opened.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

let site: Served;
let browser: Browser;
let biller: Client;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  await buildBrowser();
  site = await served();
  browser = await openChromium();
  biller = await openClient([site.url], { login: "gpohl", password: "ablauf-demo" });
});
test.after.always(async () => {
  await browser?.close();
  await site?.close();
});

const ledger = async (key: string): Promise<Target | undefined> => {
  const { body } = await biller.send<{ items: Target[] }>("GET", "/api/ledger-targets");
  return body.items.find((target) => target.key === key);
};

test.serial(
  "the billing manager sets up a ledger with the proposed accounts, told at the fields what is expected",
  async (t) => {
    t.timeout(90_000);
    const { page, troubles } = await openAs(browser, site.url, "gpohl", { language: "de" });
    await page.goto(`${site.url}/admin`);
    await page.getByRole("heading", { name: "Steuerkanzlei Berger (DATEV)", level: 2 }).waitFor();
    t.deepEqual(await page.getByRole("tab").allTextContents(), ["Fibu"]);
    await page.getByRole("button", { name: "Neue Fibu" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill("Kanzlei Huber");
    await dialog.getByRole("textbox", { name: "Schlüssel" }).fill("datev");
    await dialog.getByRole("textbox", { name: "Beraternummer" }).fill("12");
    await dialog.getByRole("textbox", { name: "Mandantennummer" }).fill("7");
    await dialog.getByRole("button", { name: "Anlegen" }).click();
    await dialog.getByText(/Erwartet: Kleinbuchstaben/).waitFor();
    await dialog.getByRole("textbox", { name: "Schlüssel" }).fill("huber");
    await dialog.getByRole("button", { name: "Anlegen" }).click();
    await dialog.getByText(/Erwartet: 1001 bis 9999999/).waitFor();
    t.deepEqual(await violations(page), []);
    await dialog.getByRole("textbox", { name: "Beraternummer" }).fill("1002");
    await dialog.getByRole("button", { name: "Anlegen" }).click();

    await page.getByRole("heading", { name: "Kanzlei Huber", level: 2 }).waitFor();
    t.like(await ledger("huber"), {
      isActive: false,
      settings: { consultant: 1002, accounts: { DE19: { account: "4400" } } },
    });
    t.deepEqual(troubles, []);
  },
);

test.serial(
  "accounts and cost centres are changed, what is wrong is said there, and a test file tells what the receiver would say",
  async (t) => {
    t.timeout(90_000);
    const { page, troubles } = await openAs(browser, site.url, "admin", { language: "en", theme: "dark" });
    await page.goto(`${site.url}/admin?tab=ledgers&open=huber`);
    await page.getByText(/Have your tax adviser confirm each/).waitFor();
    const account = page.getByRole("textbox", { name: "Account, DE19" });
    await account.fill("44");
    await page.getByRole("textbox", { name: "Another cost centre" }).fill("Büro Süd");
    await page.getByRole("button", { name: "Add" }).last().click();
    await page.getByRole("button", { name: "Save" }).click();
    await page
      .getByRole("alert")
      .getByText(/Not saved/)
      .waitFor();
    t.is(await account.getAttribute("aria-invalid"), "true");
    t.deepEqual(await violations(page), []);

    await account.fill("4401");
    await page.getByText("Proposed: 4400").waitFor();
    await page.getByRole("textbox", { name: "In the ledger, Büro Süd" }).fill("4711");
    const tested = page.getByRole("region", { name: "Test file" });
    await tested.getByRole("button", { name: "Check a test file" }).click();
    await tested.getByText("The check finds nothing.").waitFor();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      tested.getByRole("button", { name: /Download TEST_EXTF_Buchungsstapel/ }).click(),
    ]);
    t.regex(file.suggestedFilename(), /^TEST_EXTF_Buchungsstapel_\d{4}-\d{2}\.csv$/);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText(/Saved\. Batches/).waitFor();

    t.like(await ledger("huber"), {
      settings: { costCentres: { "Büro Süd": "4711" }, accounts: { DE19: { account: "4401" } } },
    });
    t.deepEqual(await violations(page), []);
    t.deepEqual(troubles, []);
  },
);

test.serial("a contract tells while one types what a ledger will book instead", async (t) => {
  t.timeout(60_000);
  const { page } = await openAs(browser, site.url, "gpohl", { language: "de" });
  await page.goto(`${site.url}/desk/contracts`);
  await page.getByRole("button", { name: /Neu/ }).first().click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Kostenstelle" }).fill("Büro Süd");
  await page.getByText(/\(DATEV\) bucht auf „Buero Sued“, denn es nimmt nur Buchstaben/).waitFor();
  t.deepEqual(await violations(page), []);
});

test("who does not approve bills neither sees the ledgers nor changes them", async (t) => {
  t.timeout(60_000);
  const { page } = await openAs(browser, site.url, "esommer", { language: "de" });
  await page.goto(`${site.url}/admin?tab=ledgers`);
  await page.getByRole("button", { name: "Zu den Aufgaben" }).waitFor();
  const dispatcher = await openClient([site.url], { login: "esommer", password: "ablauf-demo" });
  const target = await ledger("datev");

  t.is((await dispatcher.send("PUT", "/api/ledger-targets", target)).status, 403);
  t.is((await dispatcher.send("POST", "/api/ledger-test-files", target)).status, 403);
});

test.serial("without a ledger the screen says what that means", async (t) => {
  t.timeout(60_000);
  const { page } = await openAs(browser, site.url, "gpohl", { language: "de" });
  await page.route("**/api/ledger-targets", (route) => route.fulfill({ json: { items: [] } }));
  await page.goto(`${site.url}/admin?tab=ledgers`);
  await page.getByText("Noch keine Fibu").waitFor();
  t.deepEqual(await violations(page), []);
});
