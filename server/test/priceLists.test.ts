import test from "ava";
import type { Browser, Page } from "playwright-core";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { openAs } from "./opened.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

let site: Served;
let browser: Browser;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  await buildBrowser();
  site = await served({}, { now: () => new Date("2026-11-30T10:00:00Z") });
  browser = await openChromium();
});
test.after.always(async () => {
  await browser?.close();
  await site?.close();
});

/** Gives a page the file that its dialog asks for. */
async function give(page: Page, button: string | RegExp, text: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("dialog").getByRole("button", { name: button }).click();
  await (await chooser).setFiles([{ name: "preise.csv", mimeType: "text/csv", buffer: Buffer.from(text) }]);
}

test.serial(
  "a list that holds is followed by a version from a file, which is looked at line by line first",
  async (t) => {
    t.timeout(120_000);
    const { page, troubles, hosts } = await openAs(browser, site.url, "admin", { language: "de", isStill: true });
    await page.goto(`${site.url}/desk/price-lists`);
    await page.getByRole("link", { name: "Standard 2026" }).click();
    await page.getByRole("heading", { name: "Preise" }).waitFor();
    await page.getByRole("columnheader", { name: "Einkauf" }).waitFor();
    t.deepEqual(await violations(page), [], "record");
    await page.getByRole("button", { name: "Preis setzen …" }).click({ force: true });
    await page.getByText("Legen Sie eine neue Fassung an").first().waitFor();

    await page.getByRole("button", { name: "Einlesen …" }).click();
    await give(page, "CSV-Datei wählen …", "Artikel;Preis;Einkauf\nSUP-L1;1.234,56;12,50\nNIX;5;\nSUP-L2;1.234;\n");
    await page.getByText("2 Zeilen mit Fehlern").waitFor();
    await page.getByText("Den Artikel NIX gibt es nicht im Katalog").waitFor();
    await page.getByText("„1.234“ kann zweierlei heißen").waitFor();
    t.deepEqual(await violations(page), [], "mistakes");
    const take = page.getByRole("button", { name: "Übernehmen" });
    t.is(await take.getAttribute("aria-disabled"), "true");

    await give(page, "preise.csv", "Artikel;Preis;Einkauf\nSUP-L1;1.234,56;12,50\nSUP-L2;0,50;");
    await page.getByText("2 geändert").waitFor();
    await page.getByText("unter Einkauf").waitFor();
    t.is(await take.getAttribute("aria-disabled"), "true", "without a day");
    t.deepEqual(await violations(page), [], "preview");
    const day = page.getByRole("dialog").getByRole("spinbutton");
    await day.first().focus();
    await page.keyboard.type("01012027");
    await page.getByRole("cell", { name: /1\.234,56/ }).waitFor();
    await take.click();

    await page.getByText("Die Preise sind übernommen.").waitFor();
    await page.getByText("kommt", { exact: true }).waitFor();
    await page.getByRole("cell", { name: /1\.234,56/ }).waitFor();
    t.deepEqual(troubles, []);
    t.deepEqual([...hosts], [new URL(site.url).host]);
    await page.context().close();
  },
);

test.serial("a list is begun empty, filled price by price, and given away as a file (English, dark)", async (t) => {
  t.timeout(120_000);
  const sight = { language: "en", theme: "dark", width: 1280, isStill: true } as const;
  const { page, troubles } = await openAs(browser, site.url, "admin", sight);
  await page.goto(`${site.url}/desk/price-lists`);
  await page.getByRole("button", { name: "New" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Partner 2027");
  await page.getByRole("spinbutton").first().focus();
  await page.keyboard.type("01022027");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText("still empty").waitFor();

  await page.getByRole("button", { name: "Set a price …" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Product/ })
    .click();
  await page.getByRole("option", { name: "Managed Server" }).click();
  await page.getByRole("textbox", { name: /^Price/ }).fill("210");
  await page.getByRole("dialog").getByRole("button", { name: "Set a price" }).click();
  await page.getByRole("cell", { name: "€210.00" }).waitFor();
  t.deepEqual(await violations(page), []);

  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "As CSV" }).click();
  t.is((await waiting).suggestedFilename(), "Partner 2027 2027-02-01.csv");
  t.deepEqual(troubles, []);
  await page.context().close();
});
