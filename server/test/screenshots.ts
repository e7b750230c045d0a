/**
 * `npm run screenshots [-- --only audit,tasks] [--languages de,en] [--themes light,dark] [--width 1280]`: starts the server with its demo,
 * builds the browser part, and writes a picture of every screen into the ignored folder `screenshots`: `screen.language.theme.png`.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { buildBrowser, openChromium } from "./chromium.ts";
import { startTestServer } from "./database.ts";
import { served } from "./served.ts";

/** A screen: where it is, and what is done before the picture is taken. */
interface Screen {
  readonly name: string;
  readonly path: string;
  readonly prepare?: (page: Page) => Promise<unknown>;
  readonly width?: number;
}

const folder = join(import.meta.dirname, "../../screenshots");
const { values } = parseArgs({
  options: {
    width: { type: "string", default: "1440" },
    only: { type: "string", default: "" },
    languages: { type: "string", default: "de,en" },
    themes: { type: "string", default: "light,dark" },
  },
});

const press = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();
/** A draft of a published part, opened where it is edited. */
const edited = (kind: string, key: string, open?: (id: string) => string) => async (page: Page) => {
  const answer = await page.request.post("/api/drafts", {
    data: { title: key, from: { kind, key } },
    headers: { "x-requested-with": "ablauf" },
  });
  const { id } = (await answer.json()) as { id: string }; // wireDrafts.ts
  await page.goto(open?.(id) ?? `/drafts/${id}/parts/${kind}/${key}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
};
const firstRow = (page: Page) => page.locator("tbody button, tbody a, [role=row]").first().click();
const edit = async (page: Page) => {
  await firstRow(page);
  await press(/Bearbeiten|Edit/)(page);
};
const hooked = async (page: Page) => {
  const headers = { "x-requested-with": "ablauf" };
  const data = { name: "ERP", url: "https://erp.example/ablauf", events: ["createCustomer", "instance.completed"] };
  await page.request.post("/api/webhooks", { data, headers });
  await page.reload();
  await press(/^(Testen|Test)$/)(page);
};
const writtenCase = async (page: Page) => {
  await edited("process", "rma", (id) => `/drafts/${id}?tab=tests`)(page);
  await press(/bearbeiten|Edit/i)(page);
  await page.waitForURL(/\/parts\/scenario\//);
};
const screens: readonly Screen[] = [
  { name: "tasks", path: "/tasks?view=all", prepare: firstRow },
  { name: "tasks-empty", path: "/tasks?view=overdue&search=nothing-like-this" },
  { name: "tasks-tablet", path: "/tasks?view=all", width: 834 },
  { name: "ops", path: "/ops" },
  { name: "instance", path: "/ops", prepare: firstRow },
  { name: "ops-processes", path: "/ops/processes" },
  { name: "ops-process", path: "/ops/processes", prepare: firstRow },
  { name: "ops-faults", path: "/ops/faults" },
  { name: "ops-jobs", path: "/ops/jobs" },
  { name: "ops-messages", path: "/ops/messages" },
  { name: "ops-timers", path: "/ops/timers" },
  { name: "ops-batches-empty", path: "/ops/batches" },
  { name: "incident", path: "/desk/security-incidents", prepare: firstRow },
  { name: "processes", path: "/processes" },
  { name: "process", path: "/processes/ticket-lifecycle" },
  { name: "rules", path: "/rules" },
  { name: "rule-set", path: "/rules/priority_matrix" },
  { name: "audit", path: "/audit", prepare: firstRow },
  { name: "audit-empty", path: "/audit?object=nothing-like-this" },
  { name: "audit-seals", path: "/audit?tab=seals" },
  { name: "audit-verify", path: "/audit", prepare: press(/prüfen|Check/) },
  { name: "audit-package", path: "/audit?object=T-2026-00001", prepare: press(/Nachweispaket|Evidence package/) },
  { name: "admin", path: "/admin" },
  { name: "admin-kinds", path: "/admin", prepare: press(/Neue Verbindung|New connector/) },
  { name: "admin-people", path: "/admin?tab=people" },
  { name: "admin-person", path: "/admin?tab=people", prepare: firstRow },
  { name: "admin-people-empty", path: "/admin?tab=people&search=nothing-like-this" },
  { name: "admin-absences", path: "/admin?tab=absences" },
  { name: "admin-absence-calendar", path: "/admin?tab=absences", prepare: press(/Aus Kalender|From a calendar/) },
  { name: "admin-absence-new", path: "/admin?tab=absences", prepare: press(/Neue Abwesenheit|New absence/) },
  { name: "admin-groups", path: "/admin?tab=groups&open=dispatcher" },
  { name: "admin-calendars", path: "/admin?tab=calendars" },
  { name: "admin-webhooks-empty", path: "/admin?tab=webhooks" },
  { name: "admin-webhook-new", path: "/admin?tab=webhooks", prepare: press(/Neuer Webhook|New webhook/) },
  { name: "admin-webhooks", path: "/admin?tab=webhooks", prepare: hooked },
  { name: "admin-tokens", path: "/admin?tab=tokens" },
  { name: "admin-token-new", path: "/admin?tab=tokens", prepare: press(/Neues Token|New token/) },
  { name: "admin-tenants", path: "/admin?tab=tenants" },
  { name: "admin-tenant-new", path: "/admin?tab=tenants", prepare: press(/Neuer Mandant|New tenant/) },
  { name: "figures", path: "/figures" },
  { name: "figures-empty", path: "/figures?customer=nobody" },
  { name: "figures-process", path: "/figures?tab=processes&process=ticket-lifecycle" },
  { name: "figures-tablet", path: "/figures?tab=processes&process=ticket-lifecycle", width: 834 },
  { name: "desk", path: "/desk" },
  { name: "desk-assets", path: "/desk/assets?state=in_use" },
  { name: "desk-empty", path: "/desk/tickets?search=nothing-like-this" },
  { name: "desk-customers", path: "/desk/customers" },
  { name: "desk-customer", path: "/desk/customers?search=Muster", prepare: firstRow },
  { name: "desk-customer-edit", path: "/desk/customers?search=Muster", prepare: edit },
  { name: "desk-contacts", path: "/desk/contacts" },
  { name: "desk-sites", path: "/desk/sites" },
  { name: "desk-contracts", path: "/desk/contracts" },
  { name: "desk-contract", path: "/desk/contracts", prepare: firstRow },
  { name: "desk-staff", path: "/desk/staff" },
  { name: "desk-member", path: "/desk/staff", prepare: firstRow },
  { name: "desk-record", path: "/desk/assets", prepare: firstRow },
  { name: "desk-quote", path: "/desk/quotes", prepare: firstRow },
  { name: "desk-edit", path: "/desk/roadmap-items", prepare: edit },
  { name: "designer-form", path: "/processes", prepare: edited("form", "approval") },
  { name: "designer-template", path: "/processes", prepare: edited("template", "quote") },
  { name: "model", path: "/processes", prepare: edited("process", "rma", (id) => `/drafts/${id}`) },
  {
    name: "model-problems",
    path: "/processes",
    prepare: edited("process", "rma", (id) => `/drafts/${id}?tab=problems`),
  },
  { name: "model-tests", path: "/processes", prepare: edited("process", "rma", (id) => `/drafts/${id}?tab=tests`) },
  { name: "model-scenario", path: "/processes", prepare: writtenCase },
  { name: "rules-editor", path: "/processes", prepare: edited("ruleSet", "priority_matrix") },
  { name: "palette", path: "/tasks", prepare: (page) => page.keyboard.press("Control+k") },
  { name: "missing", path: "/ops/00000000-0000-7000-8000-000000000000" },
];

const chosen =
  values.only === ""
    ? screens
    : screens.filter(({ name }) => values.only.split(",").some((each) => name.startsWith(each)));
await mkdir(folder, { recursive: true });
await buildBrowser();
const database = await startTestServer();
process.env["TEST_DATABASE_URL"] = database.url;
const server = await served();
const browser = await openChromium();
try {
  for (const language of values.languages.split(","))
    for (const theme of values.themes.split(",")) await takeAll(browser, language, theme);
} finally {
  await browser.close();
  await server.close();
  await database.stop();
}

async function takeAll(chromium: Browser, language: string, theme: string): Promise<void> {
  const context = await chromium.newContext({
    baseURL: server.url,
    locale: language === "de" ? "de-DE" : "en-GB",
    colorScheme: theme === "dark" ? "dark" : "light",
    viewport: { width: Number(values.width), height: 900 },
  });
  const page = await context.newPage();
  await page.request.post("/api/session", {
    data: { login: "admin", password: "ablauf-demo" },
    headers: { "x-requested-with": "ablauf" },
  });
  for (const { name, path, prepare, width = Number(values.width) } of chosen) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(path);
    await page.waitForLoadState("load");
    await settled(page);
    await prepare?.(page);
    await settled(page);
    const file = `${name}.${language}.${theme}.png`;
    await page.screenshot({ path: join(folder, file) });
    process.stdout.write(`${file}\n`);
  }
  await context.close();
}

/** Nothing loads and nothing moves any more. The event stream never ends, so the network is not asked. */
async function settled(page: Page): Promise<void> {
  const loading = page.locator("[role=status][aria-label]");
  await loading.first().waitFor({ state: "detached", timeout: 20_000 });
  await page.waitForTimeout(600);
}
