import test from "ava";
import type { Browser } from "playwright-core";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { openPage, signIn } from "./opened.ts";
import type { Opened, Sight } from "./opened.ts";
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

test.serial("a roadmap item is found, read and changed; what the server declines stands at its field", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await signedIn("admin", { language: "de" });
  await page.goto(`${site.url}/tasks`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await page.waitForURL(/\/desk\/tickets/);

  await page.getByRole("link", { name: "Roadmap" }).click();
  const first = page.locator("tbody a").first();
  const title = await first.innerText();
  await first.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: title }).waitFor();

  await page.getByRole("button", { name: "Bearbeiten" }).click();
  await page.getByRole("textbox", { name: "Quartal" }).fill("im Herbst");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByRole("dialog").getByText("Expected a quarter such as 2027-Q1").waitFor();
  t.is(await page.getByRole("textbox", { name: "Quartal" }).getAttribute("aria-invalid"), "true");
  t.deepEqual(await violations(page), [], "refused");

  await page.getByRole("textbox", { name: "Quartal" }).fill("2027-Q3");
  await page.getByRole("textbox", { name: "Einmalig" }).fill("1234,5");
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText("2027-Q3").waitFor();
  await page.getByText(/1\.234,50\s€/).waitFor();
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("a list is narrowed by its address, and leads from the record to what runs for it", async (t) => {
  t.timeout(60_000);
  const { page } = await signedIn("admin", { language: "en" });
  await page.goto(`${site.url}/desk/tickets?search=nothing-like-this`);
  await page.getByRole("heading", { name: "Nothing found" }).waitFor();
  await page.getByRole("button", { name: "Clear filters" }).first().click();

  const number = await page.locator("tbody a").first().innerText();
  await page.goto(`${site.url}/desk/tickets/${number}`);
  const instances = page.getByRole("region", { name: "Instances" });
  await instances.getByRole("link").or(instances.getByText("No instance runs for it.")).first().waitFor();
  t.true(await page.getByRole("heading", { level: 1 }).first().isVisible());

  await page.goto(`${site.url}/desk/tickets/T-0000-00000`);
  await page.getByRole("alert").getByText("T-0000-00000").waitFor();
  await page.goto(`${site.url}/desk/nothing`);
  await page.getByRole("heading", { name: "There is no such register" }).waitFor();
  await page.context().close();
});

test.serial("whoever may not change a record is told what is missing", async (t) => {
  t.timeout(60_000);
  const { page } = await signedIn("ahuber", { language: "en" });
  await page.goto(`${site.url}/desk/products`);
  await page.getByRole("button", { name: "New" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("You need the permission “catalogue.write” for this.").first().waitFor();
  t.is(await page.getByRole("dialog").count(), 0);
  await page.context().close();
});

for (const theme of ["light", "dark"] as const)
  test.serial(`axe finds nothing against WCAG 2.2 AA on registers and records, ${theme}`, async (t) => {
    t.timeout(120_000);
    const { page } = await signedIn("admin", { language: "en", theme });
    for (const register of ["tickets", "assets", "quotes", "projects", "reviews"]) {
      await page.goto(`${site.url}/desk/${register}`);
      await page
        .locator("tbody tr")
        .first()
        .or(page.getByRole("heading", { level: 2, name: "nothing yet" }))
        .waitFor();
      t.deepEqual(await violations(page), [], register);
      const first = page.locator("tbody a").first();
      if ((await first.count()) === 0) continue;
      await first.click();
      await page.getByRole("term").first().waitFor();
      t.deepEqual(await violations(page), [], `${register}: a record`);
    }
    await page.context().close();
  });

async function signedIn(login: string, sight: Sight): Promise<Opened> {
  const opened = await openPage(browser, site.url, sight);
  await signIn(opened.page, site.url, login);
  return opened;
}
