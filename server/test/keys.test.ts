import test from "ava";
import type { Browser, Locator, Page } from "playwright-core";
import { keysOf, shortcuts } from "../../modeler/keys/shortcuts.ts";
import type { ShortcutId } from "../../modeler/keys/shortcuts.ts";
import { keyWords } from "../../modeler/words/keys.ts";
import type { Draft } from "../http/wireDrafts.ts";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import { given } from "./desks.ts";
import { openAs } from "./opened.ts";
import type { Opened } from "./opened.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";
import type { Cast } from "./story.ts";
import { deployOrdering, failJob, startOrder } from "./troubled.ts";

let site: Served;
let browser: Browser;
let cast: Cast;

test.before(async (t) => {
  t.timeout(400_000);
  await buildBrowser();
  site = await served();
  browser = await openChromium();
  cast = await gather([site.url]);
  await deployOrdering(site);
});
test.after.always(async () => {
  await browser?.close();
  await site?.close();
});

test.serial("everywhere: palette, search, and the way to each part", async (t) => {
  t.timeout(90_000);
  const { page } = await open("de");
  await page.goto(`${site.url}/tasks`);
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

test.serial("an instance: tokens, path, durations, variables, retry and migrate", async (t) => {
  t.timeout(90_000);
  const id = await startOrder(cast.admin, "K-1");
  await failJob(cast.admin, "Expected an order, but the shop is closed");
  const { page, troubles } = await open("en", "dark");
  await page.goto(`${site.url}/ops/${id}`);
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
    const { body } = await cast.admin.send<{ faultList: unknown[] }>("GET", `/api/instances/${id}`);
    return body.faultList.length === 0 ? true : undefined;
  });
  await page.locator("main").focus();
  await press(page, "migrate");
  await page.waitForURL(/\/ops\/migrate\?/);
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("merging: conflicts are walked, decided and looked at by key", async (t) => {
  t.timeout(120_000);
  const mine = await newDraft("create-roadmap-item");
  await rename(mine.id, "meins");
  const theirs = await newDraft("create-roadmap-item");
  await rename(theirs.id, "das andere");
  await given(cast.admin.send("POST", `/api/drafts/${theirs.id}/check`));
  const second = await cast.as("imayer");
  await given(second.send("POST", `/api/drafts/${theirs.id}/approve`, { reason: "read" }));
  await given(cast.admin.send("POST", `/api/drafts/${theirs.id}/publish`, { reason: "wanted" }));
  const { page, troubles } = await open("en");
  await page.goto(`${site.url}/drafts/${mine.id}/merge?key=create-roadmap-item&source=own`);
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
    await page.goto(`${site.url}/tasks`);
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

/** Presses a shortcut that opens something, waits for that, and closes it. */
async function does(page: Page, id: ShortcutId, what: Locator): Promise<void> {
  await press(page, id);
  await what.first().waitFor();
  await page.keyboard.press("Escape");
  await what.first().waitFor({ state: "hidden" });
}

function named(key: string): string {
  const names: Readonly<Record<string, string>> = { mod: "Control", shift: "Shift", enter: "Enter", delete: "Delete" };
  return names[key] ?? (/^f\d$/.test(key) ? key.toUpperCase() : key);
}

function newDraft(key: string): Promise<Draft> {
  const from = { kind: "process", key };
  return given(cast.admin.send<Draft>("POST", "/api/drafts", { title: key, from }));
}

/** Gives the process of a draft another name. */
async function rename(draftId: string, more: string): Promise<void> {
  const part = `/api/drafts/${draftId}/parts/process/create-roadmap-item`;
  const { body, revision } = await given(cast.admin.send<{ body: string; revision: number }>("GET", part));
  const renamed = body.replace(/(<bpmn:(?:user|service|businessRule)Task [^>]*name=")([^"]*)"/, `$1$2 ${more}"`);
  await given(cast.admin.send("PUT", part, { revision, body: renamed }));
}

function open(language: "de" | "en", theme: "light" | "dark" = "light"): Promise<Opened> {
  return openAs(browser, site.url, "admin", { language, theme, isStill: true });
}
