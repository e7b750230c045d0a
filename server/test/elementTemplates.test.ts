import test from "ava";
import type { Locator, Page } from "playwright-core";
import type { Draft } from "../http/wireDrafts.ts";
import type { KeptTemplate } from "../http/wireElementTemplates.ts";
import { violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import { given } from "./desks.ts";
import { openAs, productFor } from "./opened.ts";

const product = productFor(test);

test.serial("an element is kept as a template, used in another process, filled in there, and deployed", async (t) => {
  t.timeout(180_000);
  const { id } = await given(
    product.cast.admin.send<Draft>("POST", "/api/drafts", {
      title: "approval",
      from: { kind: "process", key: "approval" },
    }),
  );
  const { page, troubles } = await openAs(product.browser, product.site.url, "admin", {
    language: "de",
    isStill: true,
  });
  await page.goto(`${product.site.url}/drafts/${id}`);
  await shape(page, "N_h").click();
  const panel = page.getByRole("complementary", { name: "Eigenschaften" });

  await panel.getByRole("button", { name: "Vorlage", exact: true }).click();
  await page.getByRole("menuitem", { name: "Als Vorlage speichern …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Wie heißt die Vorlage?" }).fill("An die Freigabe erinnern");
  await dialog.getByText("Vorlage", { exact: true }).click();
  await dialog.getByRole("button", { name: "Wer zeichnet," }).first().click();
  await page.getByRole("option", { name: "sieht es nicht (fest)" }).click();
  await dialog.getByText("Rollen", { exact: true }).click();
  await dialog.getByText("Muss ausgefüllt werden").locator("visible=true").click();
  t.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("Vorlage „An die Freigabe erinnern“ gespeichert").waitFor();
  await panel.getByText("Vorlage „An die Freigabe erinnern“", { exact: true }).waitFor();
  await saved(id, "approval", /zeebe:modelerTemplate="an-die-freigabe-erinnern" zeebe:modelerTemplateVersion="1"/);

  await page.goto(`${product.site.url}/processes`);
  await page.getByRole("button", { name: "Neuer Prozess" }).click();
  await page.getByRole("textbox", { name: "Wie heißt er?" }).fill("Gerät verleihen");
  await page.getByRole("button", { name: "Zeichnen" }).click();
  await shape(page, "start").click();
  await append(page, "Freigabe erinnern");
  await panel.getByText("Vorlage „An die Freigabe erinnern“", { exact: true }).waitFor();
  t.is(await panel.getByRole("combobox", { name: "Vorlage" }).count(), 0, "what is fixed is not shown");
  await panel.getByRole("button", { name: "Rollen *: Aus der Liste wählen" }).click();
  await panel.getByText("Muss ausgefüllt sein.").waitFor();
  await page.getByRole("combobox", { name: "Rollen *" }).click();
  await page.keyboard.type("Techn");
  await page.getByRole("option", { name: "Techniker" }).first().click();
  t.deepEqual(await violations(page), []);
  await pad(page, "append.end-event");
  await page.keyboard.press("Escape");

  const draftId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const xml = await saved(draftId, "geraet-verleihen", /endEvent[^]*technician|technician[^]*endEvent/);
  t.regex(xml, /<bpmn:sendTask [^>]*zeebe:modelerTemplate="an-die-freigabe-erinnern" zeebe:modelerTemplateVersion="1"/);
  t.regex(xml, /source="=&#34;approval-reminder&#34;" target="template"/);
  const deployed = await page.request.post(`${product.site.url}/api/definitions`, {
    data: xml,
    headers: { "content-type": "application/xml", "x-requested-with": "ablauf" },
  });
  t.true(deployed.ok(), await deployed.text());
  t.deepEqual(troubles, []);

  await changeOnScreen(page);
  const { version } = await given(
    product.cast.admin.send<KeptTemplate>("GET", "/api/element-templates/an-die-freigabe-erinnern"),
  );
  t.is(version, 2);
  t.deepEqual(await violations(page), []);

  await page.goto(`${product.site.url}/drafts/${draftId}`);
  await page.locator('.djs-shape[data-element-id]:has(rect[rx="10"])').first().click();
  await panel.getByRole("button", { name: "Auf Version 2 aktualisieren" }).click();
  await panel.getByRole("list", { name: "Wem Bescheid sagen *" }).getByText("Techniker").waitFor();
  await saved(draftId, "geraet-verleihen", /zeebe:modelerTemplateVersion="2"[^]*technician/);
  await panel.getByRole("button", { name: "Von der Vorlage lösen" }).click();
  await panel.getByText("Was geschieht", { exact: true }).waitFor();
  await saved(draftId, "geraet-verleihen", /^(?![^]*modelerTemplate)[^]*technician/);

  await pad(page, "replace");
  await page.locator('.djs-popup [data-id="template-an-die-freigabe-erinnern"]').click();
  await panel.getByText("Vorlage „An die Freigabe erinnern“", { exact: true }).waitFor();
  await saved(draftId, "geraet-verleihen", /zeebe:modelerTemplateVersion="2"[^]*technician/);
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial(
  "a file of another modeler is taken in, or refused place by place, and its fields are shown in its words",
  async (t) => {
    t.timeout(120_000);
    const sight = { language: "en", theme: "dark", isStill: true } as const;
    const { page, troubles } = await openAs(product.browser, product.site.url, "admin", sight);
    await page.goto(`${product.site.url}/element-templates?search=nothing`);
    await page.getByText(/No templates yet|No template found/).waitFor();
    t.deepEqual(await violations(page), []);

    await importFile(page, [{ ...foreign, properties: [{ label: "x", binding: { type: "zeebe:linkedResource" } }] }]);
    await page.getByText("/0/properties/0/binding/type").waitFor();
    t.deepEqual(await violations(page), []);
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await importFile(page, [foreign]);
    await page.getByText("Imported: Ask the RMM").waitFor();

    await page.goto(`${product.site.url}/processes`);
    await page.getByRole("button", { name: "New process" }).click();
    await page.getByRole("textbox", { name: "What is it called?" }).fill("Ask a device");
    await page.getByRole("button", { name: "Draw" }).click();
    await shape(page, "start").click();
    await append(page, "Ask the RMM");
    const panel = page.getByRole("complementary", { name: "Properties" });
    await panel.getByRole("textbox", { name: "Device *" }).fill("no number");
    await page.keyboard.press("Shift+Tab");
    await panel.getByText("Only digits").waitFor();
    await panel.getByRole("textbox", { name: "Device *" }).fill("4711");
    await panel.getByRole("combobox", { name: "Depth" }).click();
    await page.getByRole("option", { name: "Everything" }).click();
    await panel.getByText("Wait for it", { exact: true }).click();
    t.is(await panel.getByText("Job type").count(), 0);
    t.deepEqual(await violations(page), []);
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const xml = await saved(id, "ask-a-device", /source="=true" target="wait"/);
    for (const part of [
      /<zeebe:taskDefinition type="rmm.ask"/,
      /source="4711" target="device"/,
      /<zeebe:header key="depth" value="all"/,
      /zeebe:modelerTemplate="io.example.rmm:ask" zeebe:modelerTemplateVersion="4"/,
    ])
      t.regex(xml, part);
    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

const foreign = {
  $schema: "https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json",
  id: "io.example.rmm:ask",
  name: "Ask the RMM",
  version: 4,
  appliesTo: ["bpmn:Task"],
  elementType: { value: "bpmn:ServiceTask" },
  icon: { contents: "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='18' height='18'/%3E" },
  properties: [
    { type: "Hidden", value: "rmm.ask", binding: { type: "zeebe:taskDefinition:type" } },
    {
      label: "Device",
      type: "String",
      binding: { type: "zeebe:input", name: "device" },
      constraints: { notEmpty: true, pattern: { value: "^\\d+$", message: "Only digits" } },
    },
    {
      label: "Depth",
      type: "Dropdown",
      value: "some",
      choices: [
        { name: "A little", value: "some" },
        { name: "Everything", value: "all" },
      ],
      binding: { type: "zeebe:taskHeader", key: "depth" },
    },
    {
      label: "Wait for it",
      type: "Boolean",
      value: false,
      feel: "static",
      binding: { type: "zeebe:input", name: "wait" },
    },
  ],
};

async function importFile(page: Page, content: unknown): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Import …" }).first().click();
  const buffer = Buffer.from(JSON.stringify(content));
  await (await chooser).setFiles({ name: "templates.json", mimeType: "application/json", buffer });
}

/** Calls the roles otherwise on the screen of the templates. */
async function changeOnScreen(page: Page): Promise<void> {
  await page.goto(`${product.site.url}/processes`);
  await page.getByRole("button", { name: "Elementvorlagen" }).click();
  await page.getByRole("button", { name: "An die Freigabe erinnern bearbeiten" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Rollen", { exact: true }).click();
  await dialog.getByRole("textbox", { name: "Bezeichnung" }).first().fill("Wem Bescheid sagen");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("Vorlage gespeichert").waitFor();
}

function shape(page: Page, id: string): Locator {
  return page.locator(`.djs-element[data-element-id="${id}"]`).first();
}

async function pad(page: Page, action: string): Promise<void> {
  await page.locator(`.djs-context-pad.open [data-action="${action}"]`).click();
}

async function append(page: Page, text: string): Promise<void> {
  await pad(page, "append");
  await page.locator(".djs-popup input").pressSequentially(text);
  await page.locator(".djs-popup .entry", { hasText: text }).click();
  await page.keyboard.press("Escape");
}

/** The stored model, once it says so. */
function saved(draftId: string, key: string, says: RegExp): Promise<string> {
  return eventually(`a model with ${says.source}`, async () => {
    const { body } = await product.cast.admin.send<{ body: string }>(
      "GET",
      `/api/drafts/${draftId}/parts/process/${key}`,
    );
    return says.test(body.body) ? body.body : undefined;
  });
}
