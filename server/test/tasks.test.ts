import test from "ava";
import type { Locator, Page } from "playwright-core";
import type { Task } from "../http/wire.ts";
import { begin, both, publishAsked, taskOf } from "./asked.ts";
import { violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { accepted } from "./offered.ts";
import { openPage, productFor, signIn } from "./opened.ts";
import type { Opened, Product, Sight } from "./opened.ts";

const product = productFor(test, publishReport);

/** A process of one task whose form wants a file and a signature. */
function publishReport(whole: Product): Promise<void> {
  return publishAsked(whole, {
    key: "report",
    title: both("Bericht", "Report"),
    task: "Berichten",
    fields: [
      {
        key: "kind",
        type: "readonly",
        label: both("Art", "Kind"),
        default: '=["repair", "swap"]',
        options: [{ value: "repair", label: both("Reparatur", "Repair") }],
      },
      { key: "state", type: "readonly", label: both("Zustand", "State"), default: '={de: "gut", en: "good"}' },
      { key: "photos", type: "file", label: both("Fotos", "Photos"), required: true },
      { key: "signature", type: "signature", label: both("Unterschrift", "Signature"), required: true },
    ],
  });
}

/** A free task to report, in a case of its own. */
async function reporting(businessKey: string): Promise<Task> {
  await begin(product, "report", businessKey);
  return taskOf(product, businessKey);
}

async function opened(login: string, path: string, sight: Sight = { language: "de" }): Promise<Opened> {
  const one = await openPage(product.browser, product.site.url, sight);
  await signIn(one.page, product.site.url, login);
  await one.page.goto(`${product.site.url}${path}`);
  return one;
}

const pathTo = (task: Task, more = "view=all") => `/tasks?${more}&task=${encodeURIComponent(task.id)}`;
const text = (name: string, content = "x") => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });

/** Presses a key that opens a file chooser, and chooses. */
async function attach(page: Page, name: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles([text(name)]);
}

/** Waits until a shortcut has put the focus where it leads. */
function focused(page: Page, target: Locator): Promise<void> {
  return page.locator(":focus").and(target).waitFor();
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) {
    if ((await page.locator(":focus").and(target).count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Expected the focus within 60 presses of Tab on ${String(target)}, but it did not come`);
}

test.serial(
  "a technician claims, times, comments with a mention and a file, and completes, by keyboard only",
  async (t) => {
    t.timeout(120_000);
    const { number, task } = await accepted(product.cast, 31);
    const login = task.assignee?.login ?? "";
    await (await product.cast.as(login)).send("POST", `/api/tasks/${task.id}/release`);
    const { page, troubles } = await opened(login, pathTo(task));
    await page.getByText("Noch frei.").waitFor();

    await page.keyboard.press("c");
    await page.getByRole("status").getByText("Übernommen").waitFor();
    await page.getByRole("tab", { name: "Zeit" }).waitFor();
    await page.keyboard.press("t");
    await focused(page, page.getByRole("button", { name: "Zeitmessung starten" }));
    await page.keyboard.press("Enter");
    await page.getByRole("timer").waitFor();
    await page.reload();
    await page.getByRole("timer").waitFor();

    await page.keyboard.press("m");
    await focused(page, page.getByRole("textbox", { name: "Kommentar schreiben" }));
    await page.keyboard.type("Die Platte ist voll. @eva");
    await page.getByRole("option", { name: /Eva Sommer/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("bitte ansehen");
    await tabTo(page, page.getByRole("button", { name: "Datei anhängen" }));
    await attach(page, "Platte.txt");
    await page.getByRole("link", { name: "Platte.txt" }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("article").getByText("@Eva Sommer").waitFor();
    await page.getByRole("article").getByRole("link", { name: "Platte.txt" }).waitFor();

    await page.keyboard.press("Escape");
    await page.keyboard.press("t");
    await focused(page, page.getByRole("button", { name: "Stoppen und buchen" }));
    await page.keyboard.press("Enter");
    await page.getByText(`Zeit auf ${number} gebucht`).waitFor();
    await page.getByText("Ihre Zeit heute: 1 min").waitFor();

    await tabTo(page, page.getByRole("button", { name: /Ergebnis/ }));
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: "Gelöst" }).waitFor();
    await page.keyboard.type("Gel");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Bitte ausfüllen.").first().waitFor();
    await page.keyboard.type("Aufgeräumt.");
    await page.getByRole("textbox", { name: "Zeit (Min.)" }).fill("1");
    await page.keyboard.press("Control+Enter");
    await page.getByText(`${number} abgeschlossen`).waitFor();

    const told = await (
      await product.cast.as("esommer")
    ).send<{ items: { title: string }[] }>("GET", "/api/notifications");
    t.true(told.body.items.some(({ title }) => title.includes(number)));
    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

test.serial(
  "a form takes files, with an error and a way out for what does not arrive, and a drawn signature",
  async (t) => {
    t.timeout(90_000);
    const task = await reporting("REPORT-1");
    const technician = await product.cast.as("ahuber");
    await technician.send("POST", `/api/tasks/${task.id}/claim`);
    const { page, troubles } = await opened("ahuber", pathTo(task), { language: "en" });
    const form = page.locator("form");
    const choose = async (...files: ReturnType<typeof text>[]) => {
      const chooser = page.waitForEvent("filechooser");
      await form.getByRole("button", { name: "Attach a file" }).click();
      await (await chooser).setFiles(files);
    };
    await form.getByRole("button", { name: "Attach a file" }).waitFor();
    t.regex(await form.innerText(), /Kind\s+Repair\nswap\s+State\s+good/);

    await page.keyboard.press("Control+Enter");
    await form.getByText("Please fill this in.").first().waitFor();
    await page.route("**/api/files?*", (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    await choose(text("lost.txt"));
    await form.getByText("Server out of reach.").waitFor();
    await form.getByRole("button", { name: "Remove lost.txt" }).click();
    await page.unroute("**/api/files?*");
    await choose(text("one.txt", "1"), text("two.txt", "2"));
    await form.getByRole("link", { name: "one.txt" }).waitFor();
    await form.getByRole("link", { name: "two.txt" }).waitFor();
    await page.getByRole("img", { name: "Sign here" }).scrollIntoViewIfNeeded();
    const pad = await page.getByRole("img", { name: "Sign here" }).boundingBox();
    await page.mouse.move((pad?.x ?? 0) + 20, (pad?.y ?? 0) + 60);
    await page.mouse.down();
    await page.mouse.move((pad?.x ?? 0) + 180, (pad?.y ?? 0) + 90, { steps: 8 });
    await page.mouse.up();
    await form.getByRole("button", { name: "Use this signature" }).click();
    await form.getByRole("img", { name: "Signature", exact: true }).waitFor();
    await page.reload();
    await form.getByRole("link", { name: "two.txt" }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText("REPORT-1 completed").waitFor();

    const { body } = await product.cast.admin.send<{ variables: { photos: string[]; signature: string } }>(
      "GET",
      `/api/instances/${task.instanceId}`,
    );
    const { photos, signature } = body.variables;
    t.is(photos.length, 2);
    t.is((await technician.send("DELETE", `/api/files/${photos[0]}`)).status, 409);
    const picture = await page.request.get(`${product.site.url}/api/files/${signature}`);
    t.is(picture.headers()["content-type"], "image/png");
    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

test.serial("a task is handed over, helped with, and comes back without a reload", async (t) => {
  t.timeout(90_000);
  const task = await reporting("REPORT-2");
  const owner = await opened("ahuber", pathTo(task));
  await owner.page
    .getByRole("button", { name: /Übernehmen/ })
    .first()
    .waitFor();
  await owner.page.keyboard.press("c");
  await owner.page.getByRole("button", { name: /Zurückgeben/ }).waitFor();

  await owner.page.keyboard.press("d");
  await owner.page.getByRole("radio", { name: /Vorübergehend/ }).waitFor();
  await owner.page.getByRole("option", { name: /Bernd Lang/ }).click();
  await owner.page.getByRole("dialog").getByRole("button", { name: "Übergeben" }).click();
  await owner.page.getByText("Liegt gerade bei Bernd Lang und kommt zu Ihnen zurück.").waitFor();
  const helper = await opened("blang", pathTo(task, "view=mine"));
  await helper.page.getByText("Anna Huber hat Ihnen die Aufgabe vorübergehend übergeben.").waitFor();
  await helper.page.keyboard.press("b");
  await owner.page
    .getByRole("button", { name: /Abschließen/ })
    .first()
    .waitFor();
  await owner.page.getByText("Liegt gerade bei").waitFor({ state: "detached" });

  const { body } = await product.cast.admin.send<Task>("GET", `/api/tasks/${task.id}`);
  t.is(body.assignee?.login, "ahuber");
  t.deepEqual([...owner.troubles, ...helper.troubles], []);
  await owner.page.context().close();
  await helper.page.context().close();
});

test.serial("several tasks are claimed at once, each with its result, and given back by undo", async (t) => {
  t.timeout(90_000);
  const tasks = [await reporting("BULK-1"), await reporting("BULK-2")];
  const { page } = await opened("blang", "/tasks?view=free&search=BULK&sort=created");
  for (const name of ["BULK-1", "BULK-2"]) await page.getByRole("checkbox", { name: `${name} markieren` }).click();

  await page.getByRole("toolbar").getByRole("button", { name: "Übernehmen" }).click();
  await page.getByRole("button", { name: "Rückgängig" }).click();
  await eventually("both to be free", async () => {
    const rows = await Promise.all(tasks.map((task) => product.cast.admin.send<Task>("GET", `/api/tasks/${task.id}`)));
    return rows.every(({ body }) => body.assignee === null) ? true : undefined;
  });
  for (const name of ["BULK-1", "BULK-2"]) await page.getByRole("checkbox", { name: `${name} markieren` }).click();
  await page.route("**/api/events", (route) => route.abort());
  await page.route("**/api/tasks/bulk", async (route) => {
    await product.cast.admin.send("POST", `/api/tasks/${tasks[0]?.id}/assign`, { assignee: "ahuber" });
    await route.continue();
  });
  await page.getByRole("toolbar").getByRole("button", { name: "Übernehmen" }).click();

  await page.getByRole("dialog", { name: "Ergebnis" }).getByText("1 erledigt, 1 nicht.").waitFor();
  t.pass();
  await page.context().close();
});

test.serial("what is filtered and sorted is kept as a view, which is a URL that colleagues see too", async (t) => {
  t.timeout(90_000);
  const mine = await opened("ahuber", "/tasks?view=team");
  await mine.page.getByRole("button", { name: "Nach Prozess filtern" }).waitFor();
  await mine.page.keyboard.press("f");
  await mine.page.getByRole("menuitem", { name: "P3" }).click();
  await mine.page.waitForURL(/priority=P3/);
  await mine.page.keyboard.press("s");
  await mine.page.getByRole("menuitem", { name: "Neueste zuerst" }).click();
  await mine.page.waitForURL(/sort=-created/);
  await mine.page.getByRole("button", { name: "Sicht speichern" }).click();
  await mine.page.getByRole("textbox", { name: /Name der Sicht/ }).fill("P3, neueste");
  await mine.page.getByRole("button", { name: /Für wen/ }).click();
  await mine.page.getByRole("option", { name: /Techniker/ }).click();
  await mine.page.getByRole("button", { name: "Speichern", exact: true }).click();
  await mine.page.getByText("Sicht „P3, neueste“ gespeichert").waitFor();

  const other = await opened("blang", "/tasks");
  await other.page.getByRole("link", { name: /P3, neueste/ }).click();
  await other.page.waitForURL(/\?(?=.*view=team)(?=.*priority=P3)(?=.*sort=-created)/);
  await other.page.getByRole("button", { name: "Filter entfernen: Priorität P3" }).waitFor();

  t.is(await other.page.getByRole("button", { name: "Sicht „P3, neueste“ löschen" }).count(), 0);
  await mine.page.context().close();
  await other.page.context().close();
});

test.serial("what others say appears by itself and leaves the focus and what is typed alone", async (t) => {
  t.timeout(60_000);
  const task = await reporting("REPORT-3");
  const { page } = await opened("ahuber", pathTo(task));
  await page.getByRole("tab", { name: /Kommentare/ }).click();
  const composer = page.getByRole("textbox", { name: "Kommentar schreiben" });
  await composer.fill("Noch nicht");
  await say(await product.cast.as("blang"), task, "Ich war schneller.");
  await page.getByText("Ich war schneller.").waitFor();

  t.is(await composer.inputValue(), "Noch nicht");
  await focused(page, composer);
  await page.reload();
  await composer.waitFor();
  t.is(await composer.inputValue(), "Noch nicht");
  await page.context().close();
});

function say(who: Client, task: Task, body: string) {
  return who.send("POST", `/api/instances/${task.instanceId}/comments`, { body, taskId: task.id });
}

for (const theme of ["light", "dark"] as const) {
  test.serial(`axe finds nothing against WCAG 2.2 AA beside the task, ${theme}`, async (t) => {
    t.timeout(120_000);
    const { number, task } = await accepted(product.cast, theme === "light" ? 41 : 42);
    const login = task.assignee?.login ?? "";
    const technician = await product.cast.as(login);
    await say(technician, task, "Erledigt, @esommer.");
    await technician.send("POST", "/api/work/timer", { ticketNumber: number, taskId: task.id });
    const { page } = await opened(login, pathTo(task, "view=mine&sort=priority"), { language: "en", theme });

    for (const tab of [/Comments/, /Files/, /Time/, /Case/]) {
      await page.getByRole("tab", { name: tab }).click();
      await page.getByRole("tabpanel").locator(":is(article, button, form, figure)").first().waitFor();
      t.deepEqual(await violations(page), [], String(tab));
    }
    await page.keyboard.press("a");
    await page.getByRole("option").first().waitFor();
    t.deepEqual(await violations(page), [], "assign");
    await page.keyboard.press("Escape");
    await page.keyboard.press("f");
    await page.getByRole("menuitem").first().waitFor();
    t.deepEqual(await violations(page), [], "filter");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Save view" }).click();
    await page.getByRole("dialog").waitFor();
    t.deepEqual(await violations(page), [], "save view");
    await technician.send("DELETE", "/api/work/timer");
    await page.context().close();
  });
}
