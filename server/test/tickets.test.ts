import test from "ava";
import type { Browser, Page } from "playwright-core";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { openAs } from "./opened.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

let site: Served;
let browser: Browser;
test.before(async (t) => {
  t.timeout(180_000);
  await buildBrowser();
  site = await served();
  browser = await openChromium();
});
test.after.always(async () => {
  await browser?.close();
  await site?.close();
});

/** Chooses what a combo box finds. */
async function choose(page: Page, label: string, typed: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).fill(typed);
  await page.getByRole("option", { name: typed }).first().click();
}

test.serial(
  "a technician opens a ticket from the palette; what is missing is said, and its number leads to it",
  async (t) => {
    t.timeout(120_000);
    const { page, troubles } = await openAs(browser, site.url, "blang", { language: "de", isStill: true });
    await page.goto(`${site.url}/tasks`);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("Neues Ticket");
    await page.keyboard.press("Enter");

    const dialog = page.getByRole("dialog", { name: "Ticket: neu" });
    await dialog.getByRole("textbox", { name: "Titel" }).fill("Bildschirm flackert");
    await dialog.getByRole("button", { name: "Anlegen" }).click();
    await dialog.getByText("Bitte ausfüllen").first().waitFor();
    t.is(await dialog.getByRole("textbox", { name: "Titel" }).inputValue(), "Bildschirm flackert");
    t.deepEqual(await violations(page), [], "incomplete");

    await choose(page, "Kunde", "Muster GmbH");
    await dialog.getByRole("combobox", { name: "Kontakt" }).click();
    await page.getByRole("option").first().waitFor();
    t.true((await page.getByRole("option").allInnerTexts()).every((each) => each.includes("Muster GmbH")));
    await page.getByRole("option").first().click();
    await dialog.getByRole("textbox", { name: "Beschreibung" }).fill("Seit dem Umzug");
    await dialog.getByRole("button", { name: "Anlegen" }).click();

    await page.waitForURL(/\/desk\/tickets\/T-\d{4}-\d+/);
    const number = /T-\d{4}-\d+/.exec(page.url())?.[0] ?? "";
    await page.getByText(`${number} ist angelegt.`).waitFor();
    await page.getByRole("heading", { level: 1, name: "Bildschirm flackert" }).waitFor();
    t.deepEqual(await violations(page), [], "opened");
    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

test.serial("a dispatcher finds the same in English beside the list", async (t) => {
  t.timeout(60_000);
  const { page } = await openAs(browser, site.url, "esommer", { language: "en", theme: "dark", isStill: true });
  await page.goto(`${site.url}/desk/tickets`);
  await page.getByRole("button", { name: "New" }).click();
  const dialog = page.getByRole("dialog", { name: "Ticket: new" });
  await dialog.getByRole("combobox", { name: "Customer" }).waitFor();
  t.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  t.notRegex(page.url(), /create/);
  await page.context().close();
});

test.serial(
  "a dispatcher edits a ticket and changes its priority on its page; what is not possible says why",
  async (t) => {
    t.timeout(120_000);
    const { page, troubles } = await openAs(browser, site.url, "esommer", { language: "de", isStill: true });
    await page.goto(`${site.url}/desk/tickets?status=assigned`);
    await page.locator("tbody a").first().click();
    await page.getByRole("button", { name: "Priorität ändern …" }).click();
    const dialog = page.getByRole("dialog", { name: "Priorität ändern" });
    await dialog.getByRole("button", { name: "Priorität ändern" }).click();
    await dialog.getByText("Bitte ausfüllen.").waitFor();
    t.deepEqual(await violations(page), [], "priority");
    await dialog.getByText("P2", { exact: true }).click();
    await dialog.getByRole("textbox", { name: "Grund" }).fill("Chef ruft an");
    await dialog.getByRole("button", { name: "Priorität ändern" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText(/→ P2: Chef ruft an/).waitFor();

    await page.getByRole("button", { name: "Bearbeiten" }).click();
    await page.getByRole("textbox", { name: "Titel" }).fill("Ein besserer Titel");
    t.deepEqual(await violations(page), [], "edit");
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByRole("heading", { level: 1, name: "Ein besserer Titel" }).waitFor();

    await page.getByRole("button", { name: "Kunde hat bestätigt" }).hover();
    t.is(await page.getByRole("button", { name: "Kunde hat bestätigt" }).getAttribute("aria-disabled"), "true");
    await page.getByRole("button", { name: "Zusammenlegen …" }).click();
    await page.getByRole("combobox", { name: "Mit dem Ticket" }).waitFor();
    t.deepEqual(await violations(page), [], "merge");
    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

test.serial("a technician sees in English why a ticket of somebody else is not theirs to cancel", async (t) => {
  t.timeout(60_000);
  const { page } = await openAs(browser, site.url, "ahuber", { language: "en", theme: "dark", isStill: true });
  await page.goto(`${site.url}/desk/tickets?assignee=blang`);
  await page.locator("tbody a").first().click();
  const cancel = page.getByRole("button", { name: "Cancel …" });
  await cancel.waitFor();
  t.is(await cancel.getAttribute("aria-disabled"), "true");
  t.deepEqual(await violations(page), []);
  await page.context().close();
});
