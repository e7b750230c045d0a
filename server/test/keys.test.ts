import test from "ava";
import type { Locator, Page } from "playwright-core";
import { keysOf, shortcuts } from "../../modeler/keys/shortcuts.ts";
import type { ShortcutId } from "../../modeler/keys/shortcuts.ts";
import { keyWords } from "../../modeler/words/keys.ts";
import type { Task } from "../http/wire.ts";
import type { Draft } from "../http/wireDrafts.ts";
import { violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import { given } from "./desks.ts";
import { accepted } from "./offered.ts";
import { openAs, productFor } from "./opened.ts";
import type { Opened } from "./opened.ts";
import { deployOrdering, failJob, startOrder } from "./troubled.ts";

const product = productFor(test, ({ site }) => deployOrdering(site));

test.serial("everywhere: palette, search, and the way to each part", async (t) => {
  t.timeout(90_000);
  const { page } = await open("de");
  await page.goto(`${product.site.url}/tasks`);
  await page.getByRole("heading", { level: 1 }).or(page.getByText("Wählen Sie")).first().waitFor();

  await does(page, "palette", page.getByRole("dialog"));
  await does(page, "help", page.getByRole("dialog", { name: "Tastenkürzel" }));
  await press(page, "search");
  await page.locator("[data-search] input:focus").waitFor();
  await page.keyboard.press("Escape");
  await page.evaluate("document.activeElement.blur()");
  const ways = {
    goOps: "/ops",
    goDesk: "/desk",
    goProcesses: "/processes",
    goRules: "/rules",
    goAudit: "/audit",
    goFigures: "/figures",
    goAdmin: "/admin",
    goTasks: "/tasks",
  } as const;
  for (const [id, path] of Object.entries(ways)) {
    await page.locator("main").focus();
    await press(page, id as keyof typeof ways); // as the object is written
    await page.waitForURL((url) => url.pathname.startsWith(path));
  }
  t.pass();
  await page.context().close();
});

test.serial("tasks: the keys of the open task do what the help says", async (t) => {
  t.timeout(120_000);
  const { number, task } = await accepted(product.cast, 34);
  const login = task.assignee?.login ?? "";
  const { page, troubles } = await openAs(product.browser, product.site.url, login, { language: "de", isStill: true });
  await page.goto(`${product.site.url}/tasks?view=all&task=${encodeURIComponent(task.id)}`);
  await page.getByRole("button", { name: /^Zurückgeben/ }).waitFor();
  const dialog = page.getByRole("dialog");

  await does(page, "assign", dialog);
  await does(page, "delegate", dialog);
  await does(page, "filter", page.getByRole("menu").or(dialog));
  await does(page, "sort", page.getByRole("menu").or(page.getByRole("listbox")));
  await press(page, "due");
  await dialog.getByRole("textbox", { name: "Warum?" }).fill("Der Kunde ist erst morgen da.");
  t.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: "Ohne Frist" }).click();
  await page.getByText("Frist geändert").waitFor();
  t.is((await read(task.id)).dueAt, null);
  await press(page, "release");
  await page.getByText("Zurückgegeben", { exact: true }).waitFor();
  await press(page, "claim");
  await page.getByText("Übernommen", { exact: true }).waitFor();
  await press(page, "comment");
  await page
    .locator(":focus")
    .and(page.getByRole("textbox", { name: "Kommentar schreiben" }))
    .waitFor();
  await page.locator("main").focus();
  await press(page, "work");
  await page.getByRole("tab", { name: "Zeit", selected: true }).waitFor();
  await (
    await product.cast.as(login)
  ).send("POST", `/api/tasks/${encodeURIComponent(task.id)}/delegate`, { to: "esommer" });
  await page.reload();
  await page
    .getByRole("button", { name: /^Zurück/ })
    .first()
    .waitFor();
  await page.locator("main").focus();
  await press(page, "handBack");
  await eventually("the task back with its owner", async () =>
    (await read(task.id)).assignee?.login === login ? true : undefined,
  );

  await page.goto(`${product.site.url}/tasks?view=all&task=${encodeURIComponent(task.id)}`);
  await page.getByRole("button", { name: /^Zurückgeben/ }).waitFor();
  await page.getByRole("textbox", { name: "Zeit (Min.)" }).waitFor();
  await press(page, "complete");
  await page.getByText(`${number} abgeschlossen`).waitFor();
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("an instance: tokens, path, durations, variables, retry and migrate", async (t) => {
  t.timeout(90_000);
  const id = await startOrder(product.cast.admin, "K-1");
  await failJob(product.cast.admin, "Expected an order, but the shop is closed");
  const { page, troubles } = await open("en", "dark");
  await page.goto(`${product.site.url}/ops/${id}`);
  await page.locator("figure .djs-container").waitFor();

  for (const [key, name] of [
    ["path", "Path"],
    ["heat", "Durations"],
    ["tokens", "Tokens"],
  ] as const) {
    await press(page, key);
    await page.locator("button[aria-pressed=true]", { hasText: name }).waitFor();
    t.deepEqual(await violations(page), [], name);
  }
  await press(page, "variables");
  await page.getByRole("tab", { name: /Variables/, selected: true }).waitFor();
  await press(page, "retry");
  await eventually("the fault gone", async () => {
    const { body } = await product.cast.admin.send<{ faultList: unknown[] }>("GET", `/api/instances/${id}`);
    return body.faultList.length === 0 ? true : undefined;
  });
  await page.locator("main").focus();
  await press(page, "migrate");
  await page.waitForURL(/\/ops\/migrate\?/);
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("the modeler and its canvas: every key does what the help says", async (t) => {
  t.timeout(120_000);
  const draft = await newDraft("process", "approval");
  const { page, troubles } = await open("de");
  await page.goto(`${product.site.url}/drafts/${draft.id}`);
  const task = page.locator('.djs-element[data-element-id="U"]').first();
  const popup = page.locator(".djs-popup");
  const tool = (name: string) => page.locator(`.djs-palette .entry.highlighted-entry[data-action="${name}"]`);
  // who is chosen already would be let go by another click
  const choose = async () => {
    const chosen = page.locator('.djs-element.selected[data-element-id="U"]');
    if (!(await chosen.isVisible())) await task.click();
    await chosen.waitFor();
  };
  await choose();

  await does(page, "create", popup);
  await choose();
  await does(page, "append", popup);
  await choose();
  await does(page, "replace", popup);
  await choose();
  await does(page, "label", page.locator(".djs-direct-editing-parent"));
  await choose();
  for (const [id, action] of [
    ["connect", "global-connect-tool"],
    ["space", "space-tool"],
    ["lasso", "lasso-tool"],
    ["hand", "hand-tool"],
  ] as const)
    await does(page, id, tool(action));
  await does(page, "find", page.locator(".djs-search-open, .djs-search-container").first());
  await choose();
  await press(page, "selectAll");
  await page
    .getByText(/\d+ Elemente/)
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await choose();
  await press(page, "copy");
  await press(page, "paste");
  await page.mouse.move(700, 640);
  await page.mouse.move(705, 645);
  await page.locator(".djs-drag-group, .djs-dragger").first().waitFor();
  await page.keyboard.press("Escape");
  await choose();
  await press(page, "remove");
  await task.waitFor({ state: "detached" });
  await press(page, "undo");
  await task.waitFor();
  await press(page, "redo");
  await task.waitFor({ state: "detached" });
  await press(page, "undo");
  await task.waitFor();
  await press(page, "save");
  await page.getByText("Gespeichert", { exact: true }).waitFor();
  await choose();
  await press(page, "remove"); // what is left has two ends without a step between them
  await task.waitFor({ state: "detached" });
  await page.locator(".ablauf-problem").first().waitFor();
  await press(page, "nextProblem");
  await page.locator(".djs-element.selected").first().waitFor();
  await press(page, "compare");
  await page.waitForURL(/\/processes\/approval\/diff\?from=1&to=draft/);
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("the rules editor: every key does what the help says", async (t) => {
  t.timeout(90_000);
  const draft = await newDraft("ruleSet", "approval_tier");
  const { page, troubles } = await open("en");
  await page.goto(`${product.site.url}/drafts/${draft.id}/parts/ruleSet/approval_tier`);
  const grid = page.getByRole("grid");
  await grid.focus();
  const count = async () => Number(await grid.getAttribute("aria-rowcount"));
  const rows = (wanted: number) => page.locator(`[role=grid][aria-rowcount="${wanted}"]`).waitFor();
  const before = await count();

  await press(page, "insertRow");
  await rows(before + 1);
  await press(page, "undoRows");
  await rows(before);
  await press(page, "redoRows");
  await rows(before + 1);
  await press(page, "deleteRows");
  await rows(before);
  await press(page, "duplicateRow");
  await rows(before + 1);
  await press(page, "undoRows");
  await rows(before);
  await press(page, "editCell");
  await page.locator("[data-editing=true]").waitFor();
  await page.keyboard.press("Escape");
  // a column in which the first two rules differ
  const cell = (row: number, column: number) => page.locator(`#cell-${row}-${column}`);
  const columns = Array.from({ length: 4 }, (_, column) => column);
  const said = await Promise.all(
    columns.map(async (at) => [await cell(0, at).textContent(), await cell(1, at).textContent()]),
  );
  const column = said.findIndex(([above, below]) => above !== below && above !== "");
  await cell(0, column).click();
  await page.keyboard.press("Shift+ArrowDown");
  await press(page, "fillDown");
  await cell(1, column)
    .filter({ hasText: said[column]?.[0] ?? "?" })
    .waitFor();
  await press(page, "undoRows");
  await press(page, "runTests");
  await page.getByRole("tab", { name: /^Tests/, selected: true }).waitFor();
  await press(page, "explain");
  await page
    .locator(":focus")
    .and(page.getByRole("tab", { name: /^Why/, selected: true }))
    .waitFor();
  t.deepEqual(await violations(page), []);
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("merging: conflicts are walked, decided and looked at by key", async (t) => {
  t.timeout(120_000);
  const mine = await newDraft("process", "create-roadmap-item");
  await rename(mine.id, "meins");
  const theirs = await newDraft("process", "create-roadmap-item");
  await rename(theirs.id, "das andere");
  await given(product.cast.admin.send("POST", `/api/drafts/${theirs.id}/check`));
  const second = await product.cast.as("imayer");
  await given(second.send("POST", `/api/drafts/${theirs.id}/approve`, { reason: "read" }));
  await given(product.cast.admin.send("POST", `/api/drafts/${theirs.id}/publish`, { reason: "wanted" }));
  const { page, troubles } = await open("en");
  await page.goto(`${product.site.url}/drafts/${mine.id}/merge?key=create-roadmap-item&source=own`);
  await page.getByText(/^Conflict 1 of/).waitFor();
  const canvas = page.locator("figure .djs-container .viewport").first();
  await canvas.waitFor();

  const near = await canvas.getAttribute("transform");
  await press(page, "zoom");
  await eventually("another sight", async () => ((await canvas.getAttribute("transform")) === near ? undefined : true));
  await press(page, "nextConflict");
  await press(page, "previousConflict");
  await page.getByText(/^Conflict 1 of/).waitFor();
  const options = page.getByRole("radiogroup").getByRole("radio");
  const choices = ["firstChoice", "secondChoice", "thirdChoice", "fourthChoice"] as const;
  for (const [index, id] of choices.entries()) {
    await press(page, id);
    if (index < (await options.count())) await page.locator("[role=radiogroup] [data-selected]").nth(0).waitFor();
  }
  await press(page, "secondChoice");
  t.true(await options.nth(1).isChecked());
  t.deepEqual(troubles, []);
  await page.context().close();
});

for (const language of ["de", "en"] as const)
  test.serial(`the help lists every shortcut in words, ${language}`, async (t) => {
    t.timeout(60_000);
    const { page } = await open(language, language === "de" ? "light" : "dark");
    await page.goto(`${product.site.url}/tasks`);
    await page.locator("main").focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();

    const listed = await page.evaluate<string[][]>(
      `[...document.querySelectorAll("[role=dialog] [data-key]")].map((each) => [each.dataset.key, each.querySelector("dt").textContent])`,
    );

    t.deepEqual(
      new Map(listed.map(([id = "", says = ""]) => [id, says])),
      new Map(shortcuts.map(({ id }) => [id, keyWords[`keys.${id}`][language]])),
    );
    t.deepEqual(await violations(page), []);
    await page.context().close();
  });

/** Presses the keys of a shortcut where the focus is. */
async function press(page: Page, id: ShortcutId): Promise<void> {
  for (const keys of keysOf(id).split(" ")) await page.keyboard.press(keys.split("+").map(named).join("+"));
}

/** A menu of the canvas hears keys only after the frame in which it was drawn, and gives the focus back a moment after it has gone. */
const settled = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))`;

/** Presses a shortcut that opens something, waits for that, and closes it. */
async function does(page: Page, id: ShortcutId, what: Locator): Promise<void> {
  await press(page, id);
  await what.first().waitFor();
  await page.evaluate(settled);
  await page.keyboard.press("Escape");
  await what.first().waitFor({ state: "hidden" });
  await page.evaluate(settled);
}

function named(key: string): string {
  const names: Readonly<Record<string, string>> = { mod: "Control", shift: "Shift", enter: "Enter", delete: "Delete" };
  return names[key] ?? (/^f\d$/.test(key) ? key.toUpperCase() : key);
}

async function read(id: string): Promise<Task> {
  return given(product.cast.admin.send<Task>("GET", `/api/tasks/${encodeURIComponent(id)}`));
}

function newDraft(kind: "process" | "ruleSet", key: string): Promise<Draft> {
  return given(product.cast.admin.send<Draft>("POST", "/api/drafts", { title: key, from: { kind, key } }));
}

/** Gives the process of a draft another name. */
async function rename(draftId: string, more: string): Promise<void> {
  const part = `/api/drafts/${draftId}/parts/process/create-roadmap-item`;
  const { body, revision } = await given(product.cast.admin.send<{ body: string; revision: number }>("GET", part));
  const renamed = body.replace(/(<bpmn:(?:user|service|businessRule)Task [^>]*name=")([^"]*)"/, `$1$2 ${more}"`);
  await given(product.cast.admin.send("PUT", part, { revision, body: renamed }));
}

function open(language: "de" | "en", theme: "light" | "dark" = "light"): Promise<Opened> {
  return openAs(product.browser, product.site.url, "admin", { language, theme, isStill: true });
}
