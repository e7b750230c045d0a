import test from "ava";
import type { Page } from "playwright-core";
import { violations } from "./chromium.ts";
import { openPage, productFor, signIn } from "./opened.ts";
import type { Opened } from "./opened.ts";

const product = productFor(test);

test.serial(
  "a service task is connected from a catalogue, and what its job needs are fields that are missed",
  async (t) => {
    t.timeout(120_000);
    const { page, troubles } = await open("de");
    await draw(page, { run: "Neuer Prozess", name: "Wie heißt er?", title: "Ticket nachtragen", draw: "Zeichnen" });
    await page.getByRole("button", { name: "Startereignis", exact: true }).click();
    await page.getByTitle("Element anfügen").click();
    await page.getByRole("option", { name: "Serviceaufgabe" }).click();
    await page.keyboard.type("Nachtragen");
    await page.keyboard.press("Enter");

    await page.getByRole("combobox", { name: "Konnektor" }).fill("ticket ändern");
    await page.getByRole("option", { name: /^Ticket ändern/ }).click();
    await page.getByText("Bringt die Variablen: ticket").waitFor();
    await page.getByRole("textbox", { name: "Ticket (Kennung) *" }).click();
    await page.keyboard.type("ticket.id");
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: /^Befunde/ }).click();
    const missed = page.getByText(/gibt dem Auftrag desk\.ticket\.update nicht mit, was er braucht: changes\./);
    await missed.waitFor();
    t.deepEqual(await violations(page), []);
    await page.getByRole("textbox", { name: "Änderungen *" }).click();
    await page.keyboard.type('{priority: "P1"}');
    await page.keyboard.press("Escape");

    await missed.waitFor({ state: "detached" });
    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

test.serial("what is pasted from another process tells what is missing where it has come to", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await open("en");
  await page.goto(`${product.site.url}/processes?search=rma`);
  await page.getByRole("row", { name: /RMA/ }).getByRole("button", { name: "Change" }).click();
  await page.getByRole("button", { name: /^Replacement arrived, / }).click();
  await page.keyboard.press("Control+c");
  await draw(page, { run: "New process", name: "What is it called?", title: "Swap", draw: "Draw" });
  await page.getByRole("button", { name: "Start event", exact: true }).click();
  await page.keyboard.press("Control+v");
  const canvas = await page.getByRole("application", { name: "Canvas" }).boundingBox();
  await page.mouse.click((canvas?.x ?? 0) + 500, (canvas?.y ?? 0) + 300);

  await page.getByText("Pasted from “rma”.").waitFor();
  await page.getByText("Messages that nothing else in this process knows: rma.replacement").waitFor();
  await page.getByText("Variables that nobody writes here: ticket").waitFor();
  t.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Undo" }).click();

  await page.getByText("Pasted from “rma”.").waitFor({ state: "detached" });
  t.deepEqual(troubles, []);
  await page.context().close();
});

type Words = { readonly run: string; readonly name: string; readonly title: string; readonly draw: string };

/** An empty process to draw on. */
async function draw(page: Page, words: Words): Promise<void> {
  await page.goto(`${product.site.url}/processes`);
  await page.getByRole("button", { name: words.run }).click();
  await page.getByRole("textbox", { name: words.name }).fill(words.title);
  await page.getByRole("button", { name: words.draw }).click();
  await page.getByRole("heading", { level: 1, name: words.title }).waitFor();
}

async function open(language: "de" | "en"): Promise<Opened> {
  const opened = await openPage(product.browser, product.site.url, { language });
  await signIn(opened.page, product.site.url, "admin");
  return opened;
}
