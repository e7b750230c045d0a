import test from "ava";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { violations } from "./chromium.ts";
import { bpmn, ext, flows } from "./models.ts";
import { openAs, productFor } from "./opened.ts";

const product = productFor(test);

test.serial("a group is made, renamed with permissions, and deleted once it was seen where it is used", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await openAs(product.browser, product.site.url, "admin", {
    language: "de",
    isStill: true,
  });
  await page.goto(`${product.site.url}/admin?tab=groups`);
  await page.getByText("eingebaut").first().waitFor();
  await page.getByRole("button", { name: "Neue Rolle oder Gruppe" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Anlegen" }).click();
  await dialog.getByText("Wie heißt sie?").first().waitFor();
  await dialog.getByRole("textbox", { name: "Name (Deutsch)" }).fill("Zweite Linie");
  await dialog.getByText("In Prozessen heißt sie „zweite-linie“; das bleibt.").waitFor();
  await dialog.getByRole("textbox", { name: "Name (Englisch)" }).fill("Second line");
  t.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: "Anlegen" }).click();
  await page.getByRole("heading", { level: 2, name: "Zweite Linie" }).waitFor();
  await page.getByText("Nichts für sich allein").waitFor();

  await page.getByRole("button", { name: "Umbenennen und Rechte …" }).click();
  await dialog.getByRole("textbox", { name: "Name (Deutsch)" }).fill("Second Level");
  await dialog.getByRole("checkbox", { name: "Nachweise lesen" }).click({ force: true });
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await page.getByRole("heading", { level: 2, name: "Second Level" }).waitFor();
  await page.getByRole("region", { name: "Second Level" }).getByText("Nachweise lesen").waitFor();

  await deployProcess(product.site.house, { tenantId: "main", actor: "test" }, { xml: calling });
  const english = await openAs(product.browser, product.site.url, "admin", {
    language: "en",
    theme: "dark",
    isStill: true,
  });
  await english.page.goto(`${product.site.url}/admin?tab=groups&open=zweite-linie`);
  await english.page.getByRole("button", { name: "Delete …" }).click();
  const asked = english.page.getByRole("alertdialog");
  await asked.getByRole("link", { name: "Process calling" }).waitFor();
  await asked.getByText(/Zurückrufen/).waitFor();
  t.deepEqual(await violations(english.page), []);
  await asked.getByRole("button", { name: "Delete nevertheless" }).click();
  await asked.waitFor({ state: "detached" });
  await english.page.getByRole("heading", { level: 2 }).waitFor();
  t.is(await english.page.getByText("Second line").count(), 0);
  t.deepEqual([...troubles, ...english.troubles], []);
  await page.context().close();
  await english.page.context().close();
});

const calling = bpmn(
  "calling",
  `<bpmn:startEvent id="s"/><bpmn:userTask id="task" name="Zurückrufen">${ext(
    `<zeebe:assignmentDefinition candidateGroups="zweite-linie"/>`,
  )}</bpmn:userTask><bpmn:endEvent id="e"/>${flows("s", "task", "e")}`,
);
