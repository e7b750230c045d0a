import test from "ava";
import type { Locator, Page } from "playwright-core";
import { withLayout } from "../diagram/picture/layout/withLayout.ts";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { violations } from "./chromium.ts";
import { geometryOf } from "./geometry.ts";
import { bpmn, ext, flows, service } from "./models.ts";
import { accepted } from "./offered.ts";
import type { Offered } from "./offered.ts";
import { openAs, productFor } from "./opened.ts";
import type { Sight } from "./opened.ts";

/** A name as nobody should give it, and somebody does: one word of 200 letters. */
const longest = "Donaudampfschifffahrtsgesellschaftskapitaen".repeat(5).slice(0, 200);

let work: Offered;
let faulty: string;

const product = productFor(test, async () => {
  work = await accepted(product.cast, 1);
  faulty = await nameAtLength();
});

/** A process, a case of it, its fault and a draft that are called {@link longest}. */
async function nameAtLength(): Promise<string> {
  const names = ext(`<ablauf:text lang="de" name="${longest}"/><ablauf:text lang="en" name="${longest}"/>`);
  const body = `${names}<bpmn:startEvent id="s"/>${service("j", "longest", 1)}<bpmn:endEvent id="e"/>${flows("s", "j", "e")}`;
  const xml = await withLayout(bpmn("longest", body));
  await deployProcess(product.site.house, { tenantId: "main", actor: "tester" }, { xml });
  const start = { processKey: "longest", businessKey: longest, variables: {} };
  const { id } = (await product.cast.admin.send<{ id: string }>("POST", "/api/instances", start)).body;
  const wanted = { worker: "test", types: ["longest"], limit: 1, duration: 60_000 };
  const leased = await product.cast.admin.send<{ items: { id: string; token: string }[] }>(
    "POST",
    "/api/jobs/lease",
    wanted,
  );
  const [job] = leased.body.items;
  await product.cast.admin.send("POST", `/api/jobs/${job?.id}/fail`, { token: job?.token, message: longest });
  await product.cast.admin.send("POST", "/api/drafts", { title: longest });
  return id;
}

async function open(path: string, sight: Partial<Sight> = {}, login = "admin"): Promise<Page> {
  const { page } = await openAs(product.browser, product.site.url, login, { language: "de", isStill: true, ...sight });
  await page.goto(`${product.site.url}${path}`);
  return page;
}

/** Where something lies that is shown. */
async function boxOf(place: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await place.boundingBox();
  if (box === null) throw new Error("Expected it to be shown, but it is not");
  return box;
}

/** What scrolls or is cut on each path; nothing where all of it lies in its window. */
async function cutOn(page: Page, paths: readonly string[]): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const path of paths) {
    await page.goto(`${product.site.url}${path}`);
    await page.locator("#content :is(h1, [role=tablist], [role=grid])").filter({ visible: true }).first().waitFor();
    await page.waitForLoadState("networkidle");
    const geometry = await geometryOf(page);
    if (geometry.isScrolled || geometry.wide.length > 0) found[path] = geometry;
  }
  return found;
}

test.serial("minutes with a separator are refused with a reason and never read as others", async (t) => {
  t.timeout(60_000);
  const login = work.task.assignee?.login ?? "";
  const page = await open(`/tasks?task=${work.task.id}`, {}, login);
  const minutes = page.getByRole("textbox", { name: "Zeit (Min.)" });
  for (const typed of ["1,5", "15.5", "1.234"]) {
    await minutes.fill("");
    await minutes.pressSequentially(typed);
    t.is(await minutes.inputValue(), typed);
    await page.keyboard.press("Tab");
    await page.getByText("Nur ganze Zahlen, ohne Punkt und Komma.").waitFor();
    t.is(await minutes.inputValue(), typed);
  }
  t.deepEqual(await violations(page), []);
  await page.keyboard.press("Control+Enter");
  await page
    .getByRole("alert")
    .getByText(/brauch(t|en) noch/)
    .waitFor();

  await minutes.fill("");
  await minutes.pressSequentially("95");
  await page.keyboard.press("Tab");
  await page.getByText("Nur ganze Zahlen").waitFor({ state: "detached" });
  await page.context().close();
});

test.serial("an open task has one scroll bar at most: its radio buttons do not make the document longer", async (t) => {
  t.timeout(60_000);
  const page = await open("/", { width: 1280, height: 800 });

  t.deepEqual(await cutOn(page, [`/tasks?view=all&task=${work.task.id}`]), {});
  await page.context().close();
});

test.serial("moving a case presumes nothing that would take a wait away, and asks for both sides", async (t) => {
  t.timeout(60_000);
  const page = await open(`/ops/${work.task.instanceId}`, { width: 1280, height: 800 });
  await page.getByRole("button", { name: "Eingreifen" }).click();
  await page.getByRole("menuitem", { name: "Verschieben …" }).click();
  const dialog = page.getByRole("alertdialog");
  const from = dialog.getByRole("button", { name: /Von hier/ });
  const to = dialog.getByRole("button", { name: /Weiter vor/ });
  t.regex((await from.textContent()) ?? "", /Ticket bearbeiten/);
  t.regex((await to.textContent()) ?? "", /Bitte wählen/);
  const [one, other] = [await boxOf(from), await boxOf(to)];
  const isBeside = one.x + one.width <= other.x;
  const isAbove = one.y + one.height <= other.y;
  t.true(isBeside || isAbove, "the two fields do not lie over each other");

  await dialog.getByRole("textbox", { name: /Grund/ }).fill("Irrtum");
  await dialog.getByRole("button", { name: "Verschieben" }).click();
  await dialog.getByText("Wählen Sie beides").waitFor();
  t.deepEqual(await violations(page), []);
  await page.context().close();
});

test.serial("the diagram of a case ends where its timeline begins", async (t) => {
  t.timeout(60_000);
  const page = await open(`/ops/${work.task.instanceId}`, { width: 1280, height: 800 });
  const diagram = await boxOf(page.getByRole("region", { name: "Diagramm" }));
  const timeline = await boxOf(page.getByRole("region", { name: "Verlauf" }));

  t.true(diagram.x + diagram.width <= timeline.x);
  await page.context().close();
});

test.serial("names of one long word stay in their places", async (t) => {
  t.timeout(120_000);
  const page = await open("/", { width: 1280, height: 800 });

  t.deepEqual(await cutOn(page, [`/ops/${faulty}`, "/ops", "/ops/faults", "/ops/jobs", "/audit", "/processes"]), {});
  await page.goto(`${product.site.url}/tasks?view=all`);
  await page.getByRole("button", { name: "Nach Prozess filtern" }).click();
  t.true((await boxOf(page.getByRole("menu", { name: "Nach Prozess filtern" }))).width <= 440);
  await page.context().close();
});

const lists = [
  "/tasks?view=all",
  "/ops",
  "/ops/jobs",
  "/processes",
  "/rules",
  "/desk/tickets",
  "/desk/invoices",
  "/audit",
];

test.serial("a small window and a magnified one show lists without scrolling both ways", async (t) => {
  t.timeout(120_000);
  for (const { width, height } of [
    { width: 834, height: 1112 },
    { width: 640, height: 400 },
  ]) {
    const page = await open("/", { width, height });
    t.deepEqual(await cutOn(page, [...lists, "/figures", "/admin", `/desk/tickets/${work.number}`]), {});
    const profile = await boxOf(page.getByRole("button", { name: /^Profil/ }));
    t.true(profile.x + profile.width <= width, "the profile can be reached");
    const cut = `[...document.querySelectorAll("nav a")].filter((one) => one.scrollWidth > one.clientWidth).length`;
    t.is(await page.evaluate<number>(cut), 0, "the places lie in their rail");
    await page.goto(`${product.site.url}/desk/tickets`);
    await page.getByRole("link", { name: work.number }).waitFor();
    t.deepEqual(await violations(page), []);
    await page.context().close();
  }
});

test.serial("an address that means nothing keeps the shell, and an unknown tab shows the first", async (t) => {
  t.timeout(60_000);
  const page = await open("/nowhere");
  await page.getByRole("heading", { name: "Diese Seite gibt es nicht" }).waitFor();
  t.true(await page.getByRole("navigation", { name: "Bereiche" }).isVisible());
  t.deepEqual(await violations(page), []);

  await page.goto(`${product.site.url}/figures?tab=process`);
  await page.getByRole("tab", { name: "Service", selected: true }).waitFor();
  await page.getByRole("tabpanel").waitFor();
  await page.context().close();
});

test.serial("the trail names people, and says when its days are swapped", async (t) => {
  t.timeout(60_000);
  const page = await open("/audit?actor=admin&from=2026-11-02&to=2026-11-01");
  await page.getByText("Von und Bis sind vertauscht").waitFor();
  await page.goto(`${product.site.url}/audit?actor=admin`);
  await page.getByTitle("admin").filter({ hasText: "Alex Adler" }).first().waitFor();
  t.deepEqual(await violations(page), []);
  await page.context().close();
});

test.serial("the palette finds records, processes and rule sets as well", async (t) => {
  t.timeout(60_000);
  const invoices = await product.cast.admin.send<{ items: { number: string }[] }>("GET", "/api/invoices?limit=200");
  const invoice = invoices.body.items.at(-1)?.number ?? "";
  const page = await open("/tasks");
  await page.getByRole("button", { name: /Suchen oder Befehl/ }).click();
  const field = page.getByRole("combobox");
  const wanted = [
    ["priority_matrix", /priority_matrix/],
    ["Ticket-Lifecycle", /ticket-lifecycle/],
    ["SERVER-01", /SERVER-01.*Gerät/],
    [invoice, new RegExp(`^${invoice}`)],
    ["Muster GmbH", /^Muster GmbH\s*Kunde$/],
  ] as const;
  for (const [text, line] of wanted) {
    await field.fill(text);
    await page.getByRole("option", { name: line }).first().waitFor();
  }
  t.deepEqual(await violations(page), []);
  await page
    .getByRole("option", { name: /^Muster GmbH\s*Kunde$/ })
    .first()
    .click();
  await page.waitForURL(/\/desk\/customers\//);
  await page.context().close();
});
