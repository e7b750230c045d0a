import type { Page } from "playwright-core";
import { failing, firstRow, press, steps } from "./screen.ts";
import type { Screen } from "./screen.ts";

const edit = steps(firstRow, press(/Bearbeiten|Edit/));
const hooked = async (page: Page) => {
  const headers = { "x-requested-with": "ablauf" };
  const data = { name: "ERP", url: "https://erp.example/ablauf", events: ["createCustomer", "instance.completed"] };
  await page.request.post("/api/webhooks", { data, headers });
  await page.reload();
  await press(/^(Testen|Test)$/)(page);
};
const tenanted = async (page: Page) => {
  const headers = { "x-requested-with": "ablauf" };
  const administrator = { login: "root", name: "Root", password: "a password for pictures" };
  await page.request.post("/api/tenants", { data: { id: "nordwind", name: "Nordwind IT", administrator }, headers });
  await page.reload();
};
const holidays = [
  "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example//EN",
  "BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20270102\nSUMMARY:Betriebsferien\nEND:VEVENT",
  "BEGIN:VEVENT\nUID:2\nDTSTART:20261204T140000Z\nDTEND:20261204T160000Z\nSUMMARY:Weihnachtsfeier\nEND:VEVENT",
  "END:VCALENDAR\n",
].join("\n");
const closing = async (page: Page) => {
  const chooser = page.waitForEvent("filechooser");
  await press(/Aus Kalenderdatei|From a calendar file/)(page);
  await (
    await chooser
  ).setFiles([
    { name: "ferien.ics", mimeType: "text/calendar", buffer: Buffer.from(holidays.replaceAll("\n", "\r\n")) },
  ]);
  await page.getByRole("dialog").waitFor();
};
const newConnector = press(/Neue Verbindung|New connector/);
/** Prices that a file would change, some of them unreadable. */
const priced = async (page: Page) => {
  await firstRow(page);
  const chooser = page.waitForEvent("filechooser");
  await press(/Einlesen …|Import …/)(page);
  await page.getByRole("button", { name: /CSV-Datei|CSV file/ }).click();
  const text = "Artikel;Preis;Einkauf;Farbe\nSUP-L1;98,50;45\nSUP-L2;0,50;\nMSRV;1.234;\nNIX;5;\n";
  await (await chooser).setFiles([{ name: "preise.csv", mimeType: "text/csv", buffer: Buffer.from(text) }]);
  await page.getByText(/Zeilen mit Fehlern|lines with mistakes/).waitFor();
};
/** Evidence, administration, figures and records. */
export const keepingScreens: readonly Screen[] = [
  { name: "desk-incident", path: "/desk/security-incidents", prepare: firstRow },
  { name: "audit", path: "/audit", prepare: firstRow },
  { name: "audit-empty", path: "/audit?object=nothing-like-this" },
  { name: "audit-versions", path: "/audit?tab=versions&object=ticket-lifecycle" },
  { name: "audit-versions-empty", path: "/audit?tab=versions&object=nothing-like-this" },
  { name: "audit-versions-tablet", path: "/audit?tab=versions", width: 834 },
  { name: "audit-seals", path: "/audit?tab=seals" },
  { name: "audit-verify", path: "/audit", prepare: press(/prüfen|Check/) },
  { name: "audit-package", path: "/audit?object=T-2026-00001", prepare: press(/Nachweispaket|Evidence package/) },
  { name: "admin", path: "/admin" },
  { name: "admin-kinds", path: "/admin", prepare: press(/Neue Verbindung|New connector/) },
  { name: "admin-systems", path: "/admin?tab=systems" },
  { name: "admin-people", path: "/admin?tab=people" },
  { name: "admin-person", path: "/admin?tab=people", prepare: firstRow },
  { name: "admin-people-empty", path: "/admin?tab=people&search=nothing-like-this" },
  {
    name: "admin-password",
    path: "/admin?tab=people",
    prepare: press(/^(Passwort zurücksetzen|Reset password): /),
  },
  { name: "admin-groups", path: "/admin?tab=groups&open=dispatcher" },
  { name: "admin-role-new", path: "/admin?tab=groups", prepare: press(/Neue Rolle|New role/) },
  { name: "admin-calendars", path: "/admin?tab=calendars" },
  { name: "admin-calendar-file", path: "/admin?tab=calendars", prepare: closing },
  { name: "admin-ledgers", path: "/admin?tab=ledgers" },
  { name: "admin-ledger-test", path: "/admin?tab=ledgers", prepare: press(/Testdatei prüfen|Check a test file/) },
  { name: "admin-ledger-new", path: "/admin?tab=ledgers", prepare: press(/Neue Fibu|New ledger/) },
  { name: "admin-webhooks-empty", path: "/admin?tab=webhooks" },
  { name: "admin-webhook-new", path: "/admin?tab=webhooks", prepare: press(/Neuer Webhook|New webhook/) },
  { name: "admin-webhooks", path: "/admin?tab=webhooks", prepare: hooked },
  { name: "admin-tokens", path: "/admin?tab=tokens" },
  { name: "admin-token-new", path: "/admin?tab=tokens", prepare: press(/Neues Token|New token/) },
  { name: "admin-tenants", path: "/admin?tab=tenants" },
  { name: "admin-tenant-new", path: "/admin?tab=tenants", prepare: press(/Neuer Mandant|New tenant/) },
  {
    name: "admin-tenant-rename",
    path: "/admin?tab=tenants",
    prepare: steps(tenanted, press(/^(Umbenennen|Rename): Nordwind/)),
  },
  {
    name: "admin-tenant-lock",
    path: "/admin?tab=tenants",
    prepare: steps(tenanted, press(/^(Sperren|Lock): Nordwind/)),
  },
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
  { name: "desk-licences", path: "/desk/licenses" },
  { name: "desk-licence", path: "/desk/licenses", prepare: firstRow },
  { name: "desk-staff", path: "/desk/staff" },
  { name: "desk-member", path: "/desk/staff", prepare: firstRow },
  { name: "desk-absences", path: "/desk/absences" },
  { name: "desk-absence", path: "/desk/absences", prepare: firstRow },
  { name: "desk-absence-calendar", path: "/desk/absences", prepare: press(/Aus Kalender|From a calendar/) },
  { name: "desk-absence-new", path: "/desk/absences", prepare: press(/^(Neu|New)/) },
  { name: "desk-record", path: "/desk/assets", prepare: firstRow },
  {
    name: "desk-ticket-answers",
    path: "/ops/alert-answers",
    prepare: steps(
      (page) => page.locator("tbody a[href*='/desk/tickets/']").first().click(),
      (page) => page.getByRole("heading", { name: /Antworten an die Alarmquelle|Answers to the source/ }).hover(),
      (page) => page.mouse.wheel(0, 2000),
    ),
  },
  { name: "desk-quote", path: "/desk/quotes", prepare: firstRow },
  { name: "desk-intakes", path: "/desk/intakes" },
  { name: "desk-intake", path: "/desk/intakes", prepare: firstRow },
  { name: "desk-mails-empty", path: "/desk/mails?state=quarantined" },
  { name: "desk-mail-senders-new", path: "/desk/mail-senders", prepare: press(/^(Neu|New)/) },
  { name: "desk-project", path: "/desk/projects?state=active", prepare: firstRow },
  { name: "desk-project-templates", path: "/desk/project-templates" },
  {
    name: "desk-project-template-edit",
    path: "/desk/project-templates",
    prepare: steps(firstRow, press(/^(Bearbeiten …|Edit …)/)),
  },
  { name: "desk-asset-import", path: "/desk/assets", prepare: press(/Einlesen …|Import …/) },
  { name: "portal", path: "/portal" },
  { name: "desk-price-lists", path: "/desk/price-lists" },
  { name: "desk-price-list", path: "/desk/price-lists", prepare: firstRow },
  { name: "desk-price-import", path: "/desk/price-lists", prepare: priced },
  { name: "desk-billing-run", path: "/desk/billing-runs", prepare: firstRow },
  { name: "desk-ledger-batch", path: "/desk/export-batches", prepare: firstRow },
  { name: "desk-edit", path: "/desk/roadmap-items", prepare: edit },
  { name: "audit-error", path: "/audit", before: failing(/\/api\/trail/) },
  { name: "admin-error", path: "/admin?tab=people", before: failing(/\/api\/(users|accounts)/) },
  {
    name: "admin-connector-new",
    path: "/admin",
    prepare: steps(newConnector, press(/Postfach \(IMAP\)|Mailbox \(IMAP\)/)),
  },
  {
    name: "admin-connector-lacking",
    path: "/admin",
    prepare: steps(newConnector, press(/Postfach \(IMAP\)|Mailbox \(IMAP\)/), (page) =>
      page
        .getByRole("dialog")
        .getByRole("button", { name: /Anlegen|Create|Save|Speichern/ })
        .click(),
    ),
  },
  { name: "admin-person-new", path: "/admin?tab=people", prepare: press(/Neue Person|New person/) },
  { name: "admin-roles", path: "/admin?tab=people", prepare: press(/Rollen erklärt|Roles explained/) },
  { name: "admin-calendar-new", path: "/admin?tab=calendars", prepare: press(/Neuer Kalender|New calendar/) },
  { name: "figures-error", path: "/figures", before: failing(/\/api\/figures/) },
  { name: "desk-new", path: "/desk/customers", prepare: press(/^(Neu|New)/) },
  { name: "desk-error", path: "/desk/customers", before: failing(/\/api\/customers/) },
];
