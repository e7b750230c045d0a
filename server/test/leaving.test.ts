import test from "ava";
import type { Locator, Page } from "playwright-core";
import type { Draft } from "../http/wireDrafts.ts";
import { eventually } from "./client.ts";
import { openAs, productFor } from "./opened.ts";

const product = productFor(test);

test.serial("what is typed into the panel just before a reload is asked about and saved", async (t) => {
  t.timeout(60_000);
  const { draft, page, task } = await modelling();
  const asked = acceptLeaving(page);

  await element(page, task).click();
  await page.getByRole("textbox", { name: "Name (Deutsch)" }).fill("Kurz vor dem Neuladen");
  await page.reload();
  await eventually("the name", () => stored(draft, "Kurz vor dem Neuladen"));

  t.deepEqual(asked, ["beforeunload"]);
  await page.context().close();
});

test.serial("what is being written into the drawing is not lost with the page", async (t) => {
  t.timeout(60_000);
  const { draft, page, task } = await modelling();
  const asked = acceptLeaving(page);

  await element(page, task).dblclick();
  await page.locator(".djs-direct-editing-content").fill("Noch offen");
  await page.reload();
  await eventually("the name", () => stored(draft, "Noch offen"));

  t.deepEqual(asked, ["beforeunload"]);
  await page.context().close();
});

test.serial("switching the language keeps what is chosen and where one looks", async (t) => {
  t.timeout(60_000);
  const { page, task } = await modelling();
  await element(page, task).click();
  await page.getByRole("textbox", { name: "Name (Deutsch)" }).waitFor();
  const before = await place(page);

  await page.getByRole("button", { name: "English", exact: true }).click();
  await page.getByRole("textbox", { name: "Name (English)" }).waitFor();

  t.is(await page.locator(`.djs-element.selected[data-element-id="${task}"]`).count(), 1);
  t.is(await place(page), before);
  await page.context().close();
});

test.serial("a conflict with oneself says so, and not a login", async (t) => {
  t.timeout(60_000);
  const { draft, page, task } = await modelling();
  const other = await page.context().newPage();
  await other.goto(`${product.site.url}/drafts/${draft.id}`);
  await other.locator('.djs-element[tabindex="0"]').waitFor();
  await element(page, task).click();
  await page.getByRole("textbox", { name: "Name (Deutsch)" }).fill("Im ersten Tab");
  await eventually("the name", () => stored(draft, "Im ersten Tab"));

  await element(other, task).click();
  await other.getByRole("textbox", { name: "Name (Deutsch)" }).fill("Im zweiten Tab");
  const notice = other.getByRole("alert").filter({ hasText: "in einem anderen Tab gespeichert" });
  await notice.waitFor();

  t.notRegex(await notice.innerText(), /admin/);
  await page.context().close();
});

/** A draft with its process drawn, and the first task in it. */
async function modelling(): Promise<{ readonly draft: Draft; readonly page: Page; readonly task: string }> {
  const from = { kind: "process", key: "csat-survey" };
  const { body: draft } = await product.cast.admin.send<Draft>("POST", "/api/drafts", { title: "csat-survey", from });
  const { page } = await openAs(product.browser, product.site.url, "admin", { language: "de", isStill: true });
  await page.goto(`${product.site.url}/drafts/${draft.id}`);
  await page.locator('.djs-element[tabindex="0"]').waitFor();
  const task = await page.evaluate<string>(
    `document.querySelector(".djs-shape[data-element-id]:has(> .djs-visual rect[rx='10'])").dataset.elementId`,
  );
  return { draft, page, task };
}

/** Leaves although asked; gives what was asked. */
function acceptLeaving(page: Page): string[] {
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    // As somebody would, after a moment.
    setTimeout(() => void dialog.accept(), 1000);
  });
  return asked;
}

/** A drawn element; bpmn-js draws its outline beside it under the same id. */
function element(page: Page, id: string): Locator {
  return page.locator(`.djs-element[data-element-id="${id}"]`).first();
}

/** Where the canvas looks. */
function place(page: Page): Promise<string> {
  return page.evaluate(`document.querySelector(".djs-container .viewport").getAttribute("transform")`);
}

async function stored(draft: Draft, text: string): Promise<true | undefined> {
  const { body } = await product.cast.admin.send<{ body: string }>(
    "GET",
    `/api/drafts/${draft.id}/parts/process/csat-survey`,
  );
  return body.body.includes(text) ? true : undefined;
}
