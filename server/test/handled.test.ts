import test from "ava";
import type { Locator, Page } from "playwright-core";
import type { Task, TaskPage } from "../http/wire.ts";
import { begin, both, publishAsked, taskOf } from "./asked.ts";
import { eventually } from "./client.ts";
import { openAs, productFor } from "./opened.ts";
import type { Product } from "./opened.ts";

const product = productFor(test, publishNote);

/** A process of one task with a text to write and what it is about. */
function publishNote(whole: Product): Promise<void> {
  return publishAsked(whole, {
    key: "note",
    title: both("Notiz", "Note"),
    task: "Notieren",
    fields: [
      { key: "note", type: "textarea", label: both("Arbeitsnotiz", "Work note") },
      { key: "reference", type: "text", label: both("Bezug", "Reference") },
    ],
  });
}

/** Tasks that Anna Huber holds, each in a case of its own. */
async function noting(...businessKeys: readonly string[]): Promise<Task[]> {
  const anna = await product.cast.as("ahuber");
  const tasks: Task[] = [];
  for (const businessKey of businessKeys) {
    await begin(product, "note", businessKey);
    const { id } = await taskOf(product, businessKey);
    tasks.push((await anna.send<Task>("POST", `/api/tasks/${id}/claim`)).body);
  }
  return tasks;
}

async function at(page: Page, task: Task | undefined, search: string): Promise<void> {
  await page.goto(`${product.site.url}/tasks?view=mine&search=${search}&task=${encodeURIComponent(task?.id ?? "")}`);
  await note(page).waitFor();
}

function note(page: Page): Locator {
  return page.getByRole("textbox", { name: "Arbeitsnotiz" });
}

function complete(page: Page): Locator {
  return page.getByRole("button", { name: /^Abschließen/ }).last();
}

async function row(page: Page, businessKey: string): Promise<void> {
  await page.locator(`[role=row]:has-text("${businessKey}")`).first().click();
  await page.getByLabel("Aufgabe", { exact: true }).getByText(businessKey).waitFor();
  await note(page).waitFor();
}

async function openOf(prefix: string): Promise<number> {
  return (await product.cast.admin.send<TaskPage>("GET", `/api/tasks?view=all&search=${prefix}`)).body.items.length;
}

async function draftOf(task: Task | undefined): Promise<unknown> {
  return (await product.cast.admin.send<Task>("GET", `/api/tasks/${task?.id}`)).body.draft?.["note"];
}

test.serial("a draft is there again when one comes back to the task at once", async (t) => {
  t.timeout(60_000);
  const [first] = await noting("KEPT-1", "KEPT-2");
  const { page } = await openAs(product.browser, product.site.url, "ahuber", { language: "de" });
  await at(page, first, "KEPT");

  await note(page).fill("Kabel getauscht");
  await page.getByText("Entwurf gespeichert").waitFor();
  await row(page, "KEPT-2");
  await row(page, "KEPT-1");
  t.is(await note(page).inputValue(), "Kabel getauscht");
  await note(page).fill("Kabel getauscht, läuft");
  await row(page, "KEPT-2");
  await row(page, "KEPT-1");

  t.is(await note(page).inputValue(), "Kabel getauscht, läuft");
  await eventually("the draft", async () => ((await draftOf(first)) === "Kabel getauscht, läuft" ? true : undefined));
  await page.context().close();
});

test.serial("what is typed just before a reload is there after it", async (t) => {
  t.timeout(60_000);
  const [task] = await noting("RELOAD-1");
  const { page } = await openAs(product.browser, product.site.url, "ahuber", { language: "de" });
  await at(page, task, "RELOAD");

  await note(page).fill("Eben getippt");
  await page.reload();
  await eventually("the draft", async () => ((await draftOf(task)) === "Eben getippt" ? true : undefined));

  t.pass();
  await page.context().close();
});

test.serial("a draft that was changed in another tab is not written over before somebody has chosen", async (t) => {
  t.timeout(60_000);
  const [task] = await noting("TWICE-1");
  const { page } = await openAs(product.browser, product.site.url, "ahuber", { language: "de" });
  const other = await page.context().newPage();
  for (const each of [page, other]) await at(each, task, "TWICE");
  await note(page).fill("Aus dem ersten");
  await page.getByText("Entwurf gespeichert").waitFor();

  await note(other).fill("Aus dem zweiten");
  await other
    .getByRole("alert")
    .getByText(/inzwischen anderswo geändert/)
    .waitFor();
  t.is(await draftOf(task), "Aus dem ersten");
  await other.getByRole("button", { name: "Meine Eingaben behalten" }).click();
  await other.getByText("Entwurf gespeichert").waitFor();
  t.is(await draftOf(task), "Aus dem zweiten");
  await note(page).fill("Noch einmal");
  await page.getByRole("button", { name: "Den neueren laden" }).click();

  await eventually("the newer draft", async () =>
    (await note(page).inputValue()) === "Aus dem zweiten" ? true : undefined,
  );
  await page.context().close();
});

for (const pause of [0, 120, 250]) {
  test.serial(`a second click ${pause} ms after the one that completes a task leaves the next one open`, async (t) => {
    t.timeout(60_000);
    const prefix = `CLICK${pause}`;
    const [first] = await noting(`${prefix}-1`, `${prefix}-2`, `${prefix}-3`);
    const { page } = await openAs(product.browser, product.site.url, "ahuber", { language: "de" });
    await at(page, first, prefix);

    const box = await complete(page).boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    await page.mouse.click(x, y);
    await page.waitForTimeout(pause);
    await page.mouse.click(x, y);
    await page.getByText(`${prefix}-1 abgeschlossen`).waitFor();
    await page.waitForTimeout(1000);
    t.is(await openOf(prefix), 2);
    await note(page).waitFor();
    await complete(page).click();
    await eventually("the next one", async () => ((await openOf(prefix)) === 1 ? true : undefined));

    await page.context().close();
  });
}

test.serial("a click as soon as the next task stands there does not complete it", async (t) => {
  t.timeout(60_000);
  const [first] = await noting("NEXT-1", "NEXT-2");
  const { page } = await openAs(product.browser, product.site.url, "ahuber", { language: "de" });
  await at(page, first, "NEXT");

  await complete(page).click();
  await page.getByLabel("Aufgabe", { exact: true }).getByText("NEXT-2").waitFor();
  await note(page).waitFor();
  await complete(page).click();
  await page.waitForTimeout(1000);

  t.is(await openOf("NEXT"), 1);
  await page.context().close();
});

test.serial("Ctrl+Enter that is held completes one task", async (t) => {
  t.timeout(60_000);
  const [first] = await noting("HELD-1", "HELD-2", "HELD-3");
  const { page } = await openAs(product.browser, product.site.url, "ahuber", { language: "de" });
  await at(page, first, "HELD");

  await page.keyboard.down("Control");
  for (let turn = 0; turn < 40; turn += 1) {
    await page.keyboard.down("Enter");
    await page.waitForTimeout(50);
  }
  await page.keyboard.up("Enter");
  await page.keyboard.up("Control");

  t.is(await openOf("HELD"), 2);
  await note(page).waitFor();
  await page.context().close();
});

test.serial("without a network nothing is pressed in vain, and nothing happens later by itself", async (t) => {
  t.timeout(90_000);
  const [task] = await noting("OFFLINE-1", "OFFLINE-2");
  const { page } = await openAs(product.browser, product.site.url, "ahuber", { language: "de" });
  await at(page, task, "OFFLINE");
  await page.getByText("Verbunden").waitFor();

  await page.context().setOffline(true);
  await page
    .getByRole("button", { name: /^Abschließen/, disabled: true })
    .first()
    .waitFor();
  await note(page).fill("Ohne Netz");
  await page.keyboard.press("Control+Enter");
  await page
    .getByText(/Der Server ist gerade nicht erreichbar/)
    .first()
    .waitFor();
  await page.context().setOffline(false);
  await page.getByText("Verbunden").waitFor();
  await eventually("the draft", async () => ((await draftOf(task)) === "Ohne Netz" ? true : undefined));

  t.is(await openOf("OFFLINE"), 2);
  await complete(page).click();
  await page.getByText("OFFLINE-1 abgeschlossen").waitFor();
  await page.context().close();
});

test.serial("what failed because the server was gone is no news once it is back", async (t) => {
  t.timeout(90_000);
  const [task] = await noting("GONE-1");
  const { page } = await openAs(product.browser, product.site.url, "ahuber", { language: "de" });
  await at(page, task, "GONE");
  await page.getByText("Verbunden").waitFor();

  await page.route("**/complete", (route) => route.abort());
  await complete(page).click();
  await page.getByRole("alert").getByText("Das ging nicht").waitFor();
  await page.unroute("**/complete");
  await page.context().setOffline(true);
  await page
    .getByRole("button", { name: /^Abschließen/, disabled: true })
    .first()
    .waitFor();
  await page.context().setOffline(false);
  await page.getByText("Das ging nicht").waitFor({ state: "detached" });

  t.is(await openOf("GONE"), 1);
  await page.context().close();
});

test.serial("every screen says that the server is away, keeps what is typed, and goes on by itself", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await openAs(product.browser, product.site.url, "admin", { language: "de" });
  await page.goto(`${product.site.url}/desk/customers`);
  await page.getByText("Verbunden").waitFor();
  await page.getByRole("button", { name: /^Neu/ }).click();
  const dialog = page.getByRole("dialog");
  const name = dialog.getByRole("textbox", { name: /^Name/ });
  await name.fill("Ohne Netz GmbH");
  await dialog.getByRole("textbox", { name: /^Land/ }).fill("DE");

  await page.context().setOffline(true);
  // by its place: what lies behind an open dialog has no role
  const banner = page.locator("#content > [role=status]").filter({ hasText: "Der Server ist gerade nicht erreichbar" });
  await banner.waitFor();
  await dialog.getByRole("button", { name: /^(Anlegen|Speichern)/ }).click();
  await page
    .getByText(/Was Sie eingegeben haben, steht noch da/)
    .first()
    .waitFor();
  t.is(await name.inputValue(), "Ohne Netz GmbH");
  await page.keyboard.press("Escape");
  for (const place of ["Nachweise", "Kennzahlen"]) {
    await page.getByRole("navigation", { name: "Bereiche" }).getByRole("link", { name: place }).click();
    t.is(await banner.count(), 1);
  }

  await page.context().setOffline(false);
  await page.getByText("Verbunden").waitFor();
  await page.waitForURL(/\/figures/);
  await page.getByRole("tabpanel").waitFor();
  await banner.waitFor({ state: "detached" });
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("who cannot be asked for is not signed out", async (t) => {
  t.timeout(60_000);
  const { page } = await openAs(product.browser, product.site.url, "admin", { language: "de" });
  await page.route("**/api/session", (route) => route.abort());
  await page.goto(`${product.site.url}/desk/customers`);
  await page.getByRole("button", { name: "Erneut versuchen" }).waitFor();
  t.is(new URL(page.url()).pathname, "/desk/customers");

  await page.unroute("**/api/session");
  await page.getByRole("button", { name: "Erneut versuchen" }).click();
  await page.getByRole("heading", { level: 1, name: "Kunden" }).waitFor();
  await page.context().close();
});

// the last one, because nothing is served after it
test.serial("while the server is stopped, what needs it says so", async (t) => {
  t.timeout(90_000);
  const [task] = await noting("STOPPED-1");
  const { page } = await openAs(product.browser, product.site.url, "ahuber", { language: "de" });
  await at(page, task, "STOPPED");
  await page.getByText("Verbunden").waitFor();

  await product.stop();
  for (const name of [/^Abschließen/, /^Zurückgeben/])
    await page.getByRole("button", { name, disabled: true }).first().waitFor();
  await page.getByRole("button", { name: /^Zurückgeben/ }).click({ force: true });
  await page
    .getByText(/Der Server ist gerade nicht erreichbar/)
    .first()
    .waitFor();

  t.true(await note(page).isEditable());
  await page.context().close();
});
