import test from "ava";
import type { Browser, Locator, Page } from "playwright-core";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { openPage, signIn } from "./opened.ts";
import type { Opened } from "./opened.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

let site: Served;
let browser: Browser;

test.before(async (t) => {
  t.timeout(400_000);
  await buildBrowser();
  site = await served();
  browser = await openChromium();
});
test.after.always(async () => {
  await browser?.close();
  await site?.close();
});

test.serial(
  "who has never seen the product forks a process, adds a task with form and rule, tests, publishes; a technician works it",
  async (t) => {
    t.timeout(400_000);
    const { page, troubles } = await open("admin", "de");
    const seen = async (what: string) => t.deepEqual(await violations(page), [], what);

    await fork(page, "beschaff", seen);
    await step(page, "Freigabestufe bestimmen").click();
    await append(page, "Regelaufgabe", "Eile einstufen");
    await append(page, "Benutzeraufgabe", "Bedarf klären");
    await page.getByRole("tab", { name: /^Befunde/ }).click();
    await page.getByText(/hat weder Bearbeiter noch Kandidaten: .* Eine Rolle oder Person wählen\./).waitFor();
    await page.getByText(/sagt noch nicht, nach welchem Regelwerk entschieden wird/).waitFor();
    await page.getByRole("tab", { name: /^Befunde/ }).click();

    await choose(page, "Rollen", "Techn", "Techniker");
    await makeForm(page, seen);
    await step(page, "Eile einstufen").click();
    await makeRules(page, seen);
    await page.getByRole("textbox", { name: "Betrag" }).click();
    await page.keyboard.type("need.netCents");
    await page.keyboard.press("Escape");
    await seen("the facts of a rule");

    await makeTestsPass(page, seen);
    await page.getByRole("button", { name: "Veröffentlichen …" }).click();
    await page.getByRole("button", { name: /prüfen$/ }).click();
    const approvers = page.getByText("Freigeben dürfen: Ines Mayer.");
    await approvers.waitFor({ timeout: 60_000 });
    await page.getByRole("img", { name: "erledigt" }).waitFor();
    await seen("publish");

    await approve(t.deepEqual.bind(t));

    await page
      .getByRole("textbox", { name: "Was ist neu?" })
      .fill("Vor dem Bestellen wird geklärt, ob es gebraucht wird");
    await page.getByRole("dialog").getByRole("button", { name: "Veröffentlichen", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Beschaffung" }).waitFor();
    await page.getByText("Abzweig von Standard 1").waitFor();
    await start(page, seen);

    await work(t.deepEqual.bind(t));
    await page
      .getByText(/„Bedarf klären“ abgeschlossen/)
      .first()
      .waitFor();
    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

type Seen = (what: string) => Promise<unknown>;
type Compare = (found: readonly string[], expected: readonly string[], what: string) => unknown;

async function fork(page: Page, typed: string, seen: Seen): Promise<void> {
  await page.goto(`${site.url}/processes`);
  await page.getByRole("button", { name: "Abzweigen …" }).click();
  const dialog = page.getByRole("dialog", { name: "Prozess abzweigen" });
  await dialog.getByRole("combobox", { name: "Prozess" }).fill(typed);
  await page.getByRole("option").first().click();
  await seen("fork");
  await dialog.getByRole("button", { name: "Abzweigen", exact: true }).click();
  await page.getByText("Hier ist Ihr Entwurf.").waitFor();
}

/** The form of the chosen task: one question that must be answered. Leads back to the task. */
async function makeForm(page: Page, seen: Seen): Promise<void> {
  await page.getByRole("button", { name: "Neues Formular …" }).click();
  await seen("new form");
  await page.getByRole("button", { name: "Anlegen und Felder wählen" }).click();
  await page.getByRole("button", { name: "Feld hinzufügen" }).click();
  await page.getByRole("menuitem", { name: "Eines aus mehreren" }).click();
  await page.getByRole("textbox", { name: "Beschriftung (Deutsch)" }).fill("Wird es gebraucht?");
  await page.getByRole("textbox", { name: "Beschriftung (Englisch)" }).fill("Is it needed?");
  // what is told below a label goes when both are written, and moves what is pressed next
  await page.getByText("In beiden Sprachen ausfüllen.").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Zeilen einfügen" }).click();
  await page.getByRole("textbox", { name: "Eine Zeile je Auswahl" }).fill("yes | Ja | Yes\nno | Nein | No");
  await page.getByRole("button", { name: "Übernehmen" }).click();
  await page.getByRole("button", { name: "Muss ausgefüllt werden" }).click();
  await page.getByRole("option", { name: "immer" }).click();
  await page.getByRole("region", { name: "Vorschau" }).getByRole("radio", { name: "Ja" }).waitFor();
  await back(page);
  await page.getByRole("heading", { level: 2, name: "Bedarf klären" }).waitFor();
}

/** The rule set of the chosen task: one column, one row, and what holds otherwise. Leads back to the task. */
async function makeRules(page: Page, seen: Seen): Promise<void> {
  await page.getByRole("button", { name: "Neues Regelwerk …" }).click();
  await seen("new rule set");
  await page.getByRole("button", { name: "Anlegen und Regeln schreiben" }).click();
  await page.getByRole("button", { name: "Spalten anlegen" }).click();
  const dialog = page.getByRole("dialog", { name: "Spalten" });
  await column(dialog, "Betrag", "Amount", "netCents");
  await dialog.getByRole("button", { name: /Typ$/ }).click();
  await page.getByRole("option", { name: "Zahl" }).click();
  await dialog.getByRole("button", { name: /^Ergebnis 1/ }).click();
  await column(dialog, "Eile", "Urgency", "urgency");
  await seen("columns");
  await dialog.getByRole("button", { name: "Fertig" }).click();
  await page.getByRole("gridcell", { name: "einfach lostippen" }).click();
  for (const typed of [">= 20000", "heute", "Ab 200 Euro fragen wir gleich nach"]) {
    await page.keyboard.type(typed);
    await page.keyboard.press("Tab");
  }
  await page.getByRole("row", { name: "sonst" }).getByRole("gridcell").nth(1).click();
  await page.keyboard.type("diese Woche");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "Befunde 0" }).waitFor();
  await back(page);
}

async function column(dialog: Locator, german: string, english: string, name: string): Promise<void> {
  await dialog.getByRole("textbox", { name: "Überschrift (Deutsch)" }).fill(german);
  await dialog.getByRole("textbox", { name: "Überschrift (Englisch)" }).fill(english);
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
}

/** The tests of the standard do not know the new task and hold the publication up; they are told how it is completed. */
async function makeTestsPass(page: Page, seen: Seen): Promise<void> {
  await page.getByRole("button", { name: "Veröffentlichen …" }).click();
  await page.getByRole("button", { name: "Jetzt prüfen" }).click();
  await page.getByText(/^Veröffentlicht wird erst ohne Fehler und ohne rote Tests/).waitFor({ timeout: 60_000 });
  await seen("publish held up");
  await page.getByRole("link", { name: "Zu den Tests" }).first().click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Szenarien spielen" }).click();
  await page.getByText("0 von 15 bestanden").waitFor({ timeout: 30_000 });
  await page.getByText(/^15 Tests stehen jetzt bei „Bedarf klären“/).waitFor();
  await page.getByRole("button", { name: "In diesen Tests erledigen …" }).click();
  const dialog = page.getByRole("dialog", { name: "„Bedarf klären“ in den Tests erledigen" });
  await dialog.getByRole("textbox", { name: "Wert" }).waitFor();
  await seen("complete in tests");
  await dialog.getByRole("button", { name: "In 15 Tests ergänzen" }).click();
  await page.getByText("15 von 15 bestanden").waitFor({ timeout: 30_000 });
}

/** A second person finds the draft among what is being changed, and approves it. */
async function approve(compare: Compare): Promise<void> {
  const { page } = await open("imayer", "en");
  await page.goto(`${site.url}/processes`);
  await page.getByRole("link", { name: /ready for approval/ }).click();
  await page.getByRole("button", { name: "Review and approve …" }).click();
  await page.getByRole("textbox", { name: "Remark" }).fill("Saves us orders that nobody needs.");
  compare(await violations(page), [], "approve");
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByText(/Approved by imayer/).waitFor();
  await page.context().close();
}

async function start(page: Page, seen: Seen): Promise<void> {
  await page.getByRole("button", { name: "Probelauf …" }).click();
  const dialog = page.getByRole("dialog", { name: /^Probelauf/ });
  await dialog.getByRole("button", { name: /Womit$/ }).click();
  await page.getByRole("option", { name: /^Unter 1\.000 €/ }).click();
  await seen("start");
  await dialog.getByRole("button", { name: "Starten" }).click();
  await page.getByRole("heading", { level: 1, name: "SSD 2 TB" }).waitFor();
}

/** A technician finds the task free, claims it, sees why it is urgent, and completes it. */
async function work(compare: Compare): Promise<void> {
  const { page, troubles } = await open("ahuber", "de");
  await page.goto(`${site.url}/tasks`);
  await page.getByRole("link", { name: /^Frei/ }).click();
  await page.getByRole("row", { name: /Bedarf klären/ }).click();
  const task = page.getByRole("region", { name: "Aufgabe", exact: true });
  await task
    .getByRole("button", { name: /^Übernehmen/ })
    .first()
    .click();
  const why = page.getByRole("region", { name: "Warum ist das so?" });
  await why.getByText("Eile: heute", { exact: true }).waitFor();
  await why.getByText("Ab 200 Euro fragen wir gleich nach").first().waitFor();
  compare(await violations(page), [], "task");
  await task.getByRole("radio", { name: "Ja" }).check({ force: true });
  await task
    .getByRole("button", { name: /^Abschließen/ })
    .first()
    .click();
  await page
    .getByText(/abgeschlossen$/)
    .first()
    .waitFor();
  compare(troubles, [], "technician");
  await page.context().close();
}

/** A step of the diagram, by the name that is read out for it. */
function step(page: Page, name: string): Locator {
  return page.getByRole("button", { name: new RegExp(`^${name}, `) });
}

/** Appends to the chosen element what the menu calls so, and gives it a name. */
async function append(page: Page, kind: string, name: string): Promise<void> {
  await page.getByTitle("Element anfügen").click();
  await page.getByRole("option", { name: kind }).click();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 2, name }).waitFor();
}

async function back(page: Page): Promise<void> {
  await page.getByRole("link", { name: /^Zurück zum Prozess/ }).click();
  await step(page, "Freigabestufe bestimmen").waitFor();
}

/** Chooses one of what exists, found by typing a part of it. */
async function choose(page: Page, label: string, typed: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.keyboard.type(typed);
  await page.getByRole("option", { name: option }).first().click();
}

async function open(login: string, language: "de" | "en"): Promise<Opened> {
  const opened = await openPage(browser, site.url, { language });
  await signIn(opened.page, site.url, login);
  return opened;
}
