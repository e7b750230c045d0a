import test from "ava";
import { violations } from "./chromium.ts";
import { openAs, productFor } from "./opened.ts";

const product = productFor(test);

test.serial("somebody sees which licence drifts, agrees the new quantity and gives one to a device", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await openAs(product.browser, product.site.url, "gpohl", {
    language: "de",
    isStill: true,
  });
  await page.goto(`${product.site.url}/desk/licenses?state=over`);
  const row = page.getByRole("row", { name: /Alpen-IT/ });
  await row.getByText("mehr genutzt").waitFor();
  t.deepEqual(await violations(page), [], "list");
  await row.getByRole("link", { name: "Microsoft 365 Business Premium" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Microsoft 365 Business Premium" }).waitFor();
  t.deepEqual(await violations(page), [], "record");

  await page.getByRole("button", { name: "Menge ändern …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Neue Menge" }).fill("3");
  await dialog.getByRole("textbox", { name: "Begründung" }).fill("Zwei neue Leute seit November");
  await dialog.getByRole("group", { name: "Gilt ab" }).getByRole("spinbutton").first().click();
  await page.keyboard.type("01122026");
  await dialog.getByRole("button", { name: "Menge ändern" }).click();
  await dialog.getByText("Bis zum Ende der Laufzeit kann die Menge nicht sinken.").waitFor();
  await dialog.getByRole("textbox", { name: "Neue Menge" }).fill("14");
  await dialog.getByRole("button", { name: "Menge ändern" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("region", { name: "Änderungen der Menge" }).getByText("Zwei neue Leute seit November").waitFor();

  await page.getByRole("button", { name: "Vergeben …" }).click();
  await page.getByRole("dialog").getByRole("combobox", { name: "oder Gerät" }).focus();
  await page.keyboard.type("alp-srv");
  await page.getByRole("option", { name: /ALP-SRV/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Vergeben" }).click();
  await page.getByRole("region", { name: "Wer eine hat" }).getByRole("link", { name: "ALP-SRV" }).waitFor();

  await page.getByRole("button", { name: "Jetzt zählen …" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Jetzt zählen" }).click();
  await page.getByText(/Keine Verbindung zählt diese Lizenz/).waitFor();
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("an administrator says which system leads for tickets, and is asked before", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await openAs(product.browser, product.site.url, "admin", {
    language: "en",
    theme: "dark",
    isStill: true,
  });
  await page.goto(`${product.site.url}/admin?tab=systems`);
  await page.getByRole("heading", { name: "No PSA is connected" }).waitFor();
  const headers = { "x-requested-with": "ablauf" };
  const settings = { url: "https://halo.example", authUrl: "https://halo.example/auth", clientId: "c" };
  const data = { name: "Halo", kind: "psa-halo", mode: "simulator", settings };
  const made = (await (await page.request.post(`${product.site.url}/api/connectors`, { data, headers })).json()) as {
    id: string;
  };
  await page.request.patch(`${product.site.url}/api/connectors/${made.id}`, { data: { isEnabled: true }, headers });
  await page.reload();

  await page.getByRole("button", { name: /System of record for Tickets/ }).click();
  await page.getByRole("option", { name: "Halo (simulator)" }).click();
  t.deepEqual(await violations(page), [], "asked");
  await page.getByRole("alertdialog").getByRole("button", { name: "Choose" }).click();

  await page
    .getByRole("row", { name: /Tickets/ })
    .getByText("both ways")
    .waitFor();
  await page
    .getByRole("row", { name: /Tickets/ })
    .getByText("all written")
    .waitFor();
  t.deepEqual(await violations(page), [], "chosen");
  t.deepEqual(troubles, []);
  await page.context().close();
});
