import test from "ava";
import { registers } from "../../modeler/desk/registers/index.ts";
import { violations } from "./chromium.ts";
import { openPage, productFor, signIn } from "./opened.ts";
import type { Opened, Sight } from "./opened.ts";

const product = productFor(test);

test.serial("a roadmap item is found, read and changed; what the server declines stands at its field", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await signedIn("admin", { language: "de" });
  await page.goto(`${product.site.url}/tasks`);
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
  await page.getByText("Q3 2027").waitFor();
  await page.getByText(/1\.234,50\s€/).waitFor();
  t.deepEqual(troubles, []);
  await page.context().close();
});

/** What the desk keeps and people do not say: keys, codes and members of JSON. */
const unsaid =
  /\b(C62|HUR|(?:AT|DE|BY)(?!-)|datev|ninjaone|rocketcyber|m365|windows|incident:\w+|referral:|budgetKnown|decisionMaker|isDone|milestone\w*Id|milestoneBegun|followed_up|dataGaps|\d{4}-Q\d|blang|cweiss)\b/;

for (const language of ["de", "en"] as const)
  test.serial(`lists and records say what they keep in the words of people (${language})`, async (t) => {
    t.timeout(180_000);
    const { page } = await signedIn("admin", { language });
    for (const { key, record } of registers) {
      await page.goto(`${product.site.url}/desk/${key}`);
      await page.locator("tbody tr, h2").first().waitFor();
      const texts = await page.locator("tbody").allInnerTexts();
      const leading = await page.locator("tbody td:first-child a").all();
      const links = await Promise.all(leading.slice(0, 4).map((each) => each.getAttribute("href")));
      for (const link of record === undefined ? [] : links) {
        await page.goto(`${product.site.url}${link}`);
        await page.locator("dl, table").first().waitFor();
        texts.push(...(await page.locator("dl, tbody").allInnerTexts()));
      }
      const found = texts.join("\n").replaceAll(/^.*(@|sha1|rocketcyber:|m365-|Login\n).*$/gm, "");
      t.deepEqual(
        found.split("\n").filter((line) => unsaid.test(line)),
        [],
        key,
      );
    }
    await page.context().close();
  });

test.serial("a list is narrowed by its address, and leads from the record to what runs for it", async (t) => {
  t.timeout(60_000);
  const { page } = await signedIn("admin", { language: "en" });
  await page.goto(`${product.site.url}/desk/tickets?search=nothing-like-this`);
  await page.getByRole("heading", { name: "Nothing found" }).waitFor();
  await page.getByRole("button", { name: "Clear filters" }).first().click();

  const number = await page.locator("tbody a").first().innerText();
  await page.goto(`${product.site.url}/desk/tickets/${number}`);
  const instances = page.getByRole("region", { name: "Instances" });
  await instances.getByRole("link").or(instances.getByText("No instance runs for it.")).first().waitFor();
  t.true(await page.getByRole("heading", { level: 1 }).first().isVisible());

  await page.goto(`${product.site.url}/desk/tickets/T-0000-00000`);
  await page.getByRole("alert").getByRole("heading", { name: "Not found" }).waitFor();
  await page.goto(`${product.site.url}/desk/nothing`);
  await page.getByRole("heading", { name: "There is no such register" }).waitFor();
  await page.context().close();
});

test.serial("a customer is found, sorted, made and edited; nobody overwrites what they have not seen", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await signedIn("admin", { language: "de" });
  await page.goto(`${product.site.url}/desk/customers`);
  const names = page.locator("tbody a");
  await names.first().waitFor();
  const up = await names.allInnerTexts();
  await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await page.waitForURL(/sort=-name/);
  await page.locator("th[aria-sort=descending]").waitFor();
  await names
    .first()
    .getByText(up.at(-1) ?? "")
    .waitFor();
  t.deepEqual(await names.allInnerTexts(), up.toReversed());

  await page.getByRole("button", { name: "Neu", exact: true }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("muster gmbh");
  await page.getByRole("textbox", { name: "Land" }).fill("DE");
  await page.getByRole("button", { name: "Anlegen" }).click();
  await page
    .getByRole("dialog")
    .getByText(/there is such a one already/)
    .waitFor();
  t.is(await page.getByRole("textbox", { name: "Name", exact: true }).getAttribute("aria-invalid"), "true");
  t.deepEqual(await violations(page), [], "refused");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Neuland AG");
  await page.getByRole("textbox", { name: "E-Mail-Domains" }).fill("neuland.example, neuland-ag.example");
  await page.getByRole("button", { name: "Anlegen" }).click();
  await page.getByRole("heading", { level: 1, name: "Neuland AG" }).waitFor();
  await page.getByText("neuland.example, neuland-ag.example").waitFor();

  await page.getByRole("button", { name: "Kontakt anlegen …" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Nele Neu");
  await page.getByRole("dialog").getByRole("button", { name: "Kontakt anlegen" }).click();
  await page.getByRole("region", { name: "Kontakte" }).getByRole("link", { name: "Nele Neu" }).waitFor();

  await page.getByRole("button", { name: "Bearbeiten" }).click();
  await page.getByRole("textbox", { name: "Ort", exact: true }).fill("Ulm");
  const id = page.url().split("/").at(-1)?.split("?")[0] ?? "";
  const answer = await page.request.patch(`${product.site.url}/api/customers/${id}`, {
    data: { revision: 1, city: "Linz" },
    headers: { "x-requested-with": "ablauf" },
  });
  t.is(answer.status(), 204);
  await page.getByRole("button", { name: "Speichern" }).click();
  await page
    .getByRole("dialog")
    .getByRole("alert")
    .getByText(/somebody else has changed/)
    .waitFor();
  await page.getByRole("button", { name: "Abbrechen" }).click();
  await page.reload();
  await page.getByText("Linz").waitFor();
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("a contract keeps what invoices rest on: lines end and begin, prices hold from a day on", async (t) => {
  t.timeout(60_000);
  const { page, troubles } = await signedIn("admin", { language: "en" });
  await page.goto(`${product.site.url}/desk/contracts`);
  await page.locator("tbody a").first().click();
  const lines = page.getByRole("region", { name: "Lines" });
  await lines.waitFor();
  const before = await lines.locator("tbody tr").count();
  await page.getByRole("button", { name: "Add line …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Product" }).click();
  await page.getByRole("option").first().click();
  await dialog.getByRole("group", { name: "Valid from" }).getByRole("spinbutton").first().click();
  await page.keyboard.type("02112031");
  t.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: "Add line" }).click();
  await dialog.waitFor({ state: "detached" });
  await lines.locator("tbody tr").nth(before).waitFor();

  const id = page.url().split("/").at(-1) ?? "";
  const headers = { "x-requested-with": "ablauf" };
  const path = `${product.site.url}/api/contracts/${id}`;
  const { lines: kept, starts } = (await (await page.request.get(path)).json()) as {
    lines: { id: string; validFrom: string }[];
    starts: string;
  };
  const added = kept.find(({ validFrom }) => validFrom > "2030")?.id;
  const early = await page.request.post(`${path}/lines/end`, {
    data: { lineId: added, validTo: "2030-01-01" },
    headers,
  });
  t.like(await early.json(), { code: "contract.line", status: 422 });
  const invoiced = await page.request.patch(path, { data: { revision: 2, ends: starts }, headers });
  t.like(await invoiced.json(), { code: "contract.invoiced", status: 422 });
  const stale = await page.request.patch(path, { data: { revision: 1, costCentre: "7" }, headers });
  t.like(await stale.json(), { code: "record.changed", status: 409 });
  const forbidden = await page.request.patch(path, { data: { revision: 2, kind: "flat" }, headers });
  t.true([400, 422].includes(forbidden.status()), "what kind it is stays");
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("whoever may not change a record is told what is missing", async (t) => {
  t.timeout(60_000);
  const { page } = await signedIn("ahuber", { language: "en" });
  await page.goto(`${product.site.url}/desk/products`);
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
    for (const register of [
      "tickets",
      "assets",
      "quotes",
      "projects",
      "reviews",
      "customers",
      "contacts",
      "sites",
      "contracts",
      "staff",
      "billing-runs",
      "export-batches",
    ]) {
      await page.goto(`${product.site.url}/desk/${register}`);
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
  const opened = await openPage(product.browser, product.site.url, sight);
  await signIn(opened.page, product.site.url, login);
  return opened;
}
