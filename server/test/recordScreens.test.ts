import test from "ava";
import type { Browser, Page } from "playwright-core";
import { loop } from "./arriving.ts";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import { openAs, openPage } from "./opened.ts";
import { openPost } from "./post.ts";
import type { Post } from "./post.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

let post: Post;
let site: Served;
let browser: Browser;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  await buildBrowser();
  post = await openPost();
  site = await served({ SMTP_URL: post.url });
  browser = await openChromium();
});
test.after.always(async () => {
  await browser?.close();
  await site?.close();
  await post?.close();
});

/** Chooses a file in the dialog that is open. */
async function give(page: Page, text: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("dialog").getByRole("button", { name: /CSV/ }).click();
  await (await chooser).setFiles([{ name: "liste.csv", mimeType: "text/csv", buffer: Buffer.from(text) }]);
}

test.serial("a mail in quarantine is read as text, its sender blocked, and it is deleted", async (t) => {
  t.timeout(120_000);
  const mail = await loop(site, "urlaub@loop.example");
  const { page, troubles, hosts } = await openAs(browser, site.url, "admin", { language: "de", isStill: true });
  await page.goto(`${site.url}/desk/mails?state=quarantined`);
  await page.getByRole("link", { name: mail.subject }).click();
  await page.getByText("Ich bin bis Montag nicht da.").waitFor();
  await page.getByText("Mehr als 3 automatische Mails").waitFor();
  t.deepEqual(await violations(page), [], "mail");

  await page.getByRole("button", { name: "Absender …" }).click();
  await page.getByRole("dialog").getByRole("radio", { name: "gesperrt" }).check({ force: true });
  await page.getByRole("textbox", { name: /Grund/ }).fill("Schleife");
  await page.getByRole("dialog").getByRole("button", { name: "Absender" }).click();
  await page.getByText("Absender gesperrt").waitFor();
  await page.getByRole("button", { name: "Löschen …" }).click();
  await page.getByRole("textbox", { name: /Grund/ }).fill("Spam");
  await page.getByRole("dialog").getByRole("button", { name: "Löschen" }).click();
  await page.getByText("Ich bin bis Montag nicht da.").waitFor({ state: "detached" });
  t.deepEqual(troubles, []);
  t.deepEqual([...hosts], [new URL(site.url).host]);
  await page.context().close();
});

test.serial("a project's plan is drawn, and a template edited (English, dark)", async (t) => {
  t.timeout(120_000);
  const sight = { language: "en", theme: "dark", width: 1280, isStill: true } as const;
  const { page, troubles } = await openAs(browser, site.url, "admin", sight);
  await page.goto(`${site.url}/desk/projects?state=active`);
  await page.locator("tbody a").first().click();
  await page.getByRole("region", { name: "Plan", exact: true }).waitFor();
  await page.getByRole("region", { name: "Who does how much" }).waitFor();
  t.deepEqual(await violations(page), [], "plan");

  await page.goto(`${site.url}/desk/project-templates`);
  await page.getByRole("link", { name: "Migration to Microsoft 365" }).click();
  await page.getByRole("button", { name: "Edit …" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Hours" }).first().fill("7,5");
  t.deepEqual(await violations(page), [], "template");
  await page.getByRole("dialog").getByRole("textbox", { name: "To day" }).first().fill("900");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog").getByRole("alert").waitFor();
  await page.getByRole("dialog").getByRole("textbox", { name: "To day" }).first().fill("2");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText("7 h 30 min").first().waitFor();
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("devices are taken from a file after a look at it", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await openAs(browser, site.url, "admin", { language: "de", isStill: true });
  await page.goto(`${site.url}/desk/assets`);
  await page.getByRole("button", { name: "Einlesen …" }).click();
  await give(page, "Name;Seriennummer;Kunde\nNB-77;SN-77;Muster GmbH\nNB-78;SN-78;Niemand AG\n");
  await page.getByText("1 neu").waitFor();
  await page.getByText("1 Zeile wird nicht übernommen").waitFor();
  t.deepEqual(await violations(page), [], "preview");
  await page.getByRole("button", { name: "Übernehmen" }).click();
  await page.getByText("1 Gerät angelegt").waitFor();
  t.deepEqual(troubles, []);
  await page.context().close();
});

for (const language of ["de", "en"] as const)
  test.serial(`a customer signs in by mail, reports a fault and sees it (${language})`, async (t) => {
    t.timeout(120_000);
    const sight = { language, theme: language === "de" ? "light" : "dark", width: 1280, isStill: true } as const;
    const { page, troubles, hosts } = await openPage(browser, `${site.url}/portal?language=${language}`, sight);
    t.deepEqual(await violations(page), [], "sign in");
    const before = post.mails.length;
    await page.locator("input[name=email]").fill("erika@muster.example");
    await page.getByRole("button").click();
    const link = await eventually("the link", async () => {
      const found = /\/portal\/enter\/[\w-]{43}/.exec(post.mails.slice(before).map(({ text }) => text).join("\n")); // prettier-ignore
      return found?.[0];
    });
    await page.goto(`${site.url}${link}?language=${language}`);
    await page.getByRole("button").click();
    await page.locator("a.button").click();
    t.deepEqual(await violations(page), [], "form");
    await page.locator("input[name=title]").fill(`Drucker ${language}`);
    await page.locator("textarea").fill("Seit heute früh klemmt er.");
    await page.locator("input[name=scope][value=me]").check();
    await page.locator("input[name=canWork][value=yes]").check();
    await page.locator("input[type=file]").setInputFiles([{ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("x") }]); // prettier-ignore
    await page.locator("form button").click();
    await page.getByRole("status").waitFor();
    await eventually("the ticket", async () => {
      await page.reload();
      return (await page.getByText(`Drucker ${language}`).count()) > 0 ? true : undefined;
    });
    t.deepEqual(await violations(page), [], "tickets");
    await page.getByText(`Drucker ${language}`).click();
    await page.locator("textarea").waitFor();
    t.deepEqual(await violations(page), [], "ticket");
    t.deepEqual(troubles, []);
    t.deepEqual([...hosts], [new URL(site.url).host]);
    await page.context().close();
  });
