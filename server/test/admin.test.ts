import { createHmac } from "node:crypto";
import test from "ava";
import type { Browser, Page } from "playwright-core";
import type { Calendar } from "../http/wireCalendars.ts";
import type { Connector } from "../http/wireConnectors.ts";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { openAs } from "./opened.ts";
import type { Opened } from "./opened.ts";
import { openReceiver } from "./receiver.ts";
import type { Receiver } from "./receiver.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

let site: Served;
let browser: Browser;
let admin: Client;
let receiver: Receiver;
test.before(async (t) => {
  t.timeout(300_000);
  await buildBrowser();
  receiver = await openReceiver(({ path }) => ({ status: path === "/busy" ? 503 : 200, json: { taken: true } }));
  site = await served({ HTTP_ALLOWED_HOSTS: receiver.host });
  browser = await openChromium();
  admin = await openClient([site.url], { login: "admin", password: "ablauf-demo" });
});
test.after.always(async () => {
  await browser?.close();
  await site?.close();
  await receiver?.close();
});

test.serial("a mail server is connected as a simulator, tested, enabled, given a secret and deleted", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await open("admin", "de");
  await page.goto(`${site.url}/admin`);
  await page.getByRole("button", { name: "Neue Verbindung" }).click();
  await page.getByRole("searchbox", { name: /Mail, Telefon/ }).fill("postausgang");
  await page.getByRole("button", { name: /Postausgang \(SMTP\)/ }).click();
  await page.getByText("Simulator", { exact: true }).click();
  await page.getByRole("textbox", { name: "Server" }).fill("mail.msp.example");
  await page.getByRole("button", { name: "Anlegen" }).click();
  await page.getByRole("dialog").locator("[data-invalid]").first().waitFor();
  await page.getByRole("textbox", { name: "Port" }).fill("465");
  await page.getByRole("textbox", { name: "Absender" }).fill("Service <desk@msp.example>");
  await page.getByRole("button", { name: "Anlegen" }).click();

  await page.getByRole("heading", { name: "Postausgang (SMTP)", level: 2 }).waitFor();
  await page.getByRole("button", { name: "Testen" }).click();
  await page.getByText("simulated: nothing left the house").waitFor();
  await page.getByRole("button", { name: "Einschalten" }).click();
  await page.getByText(/Simuliert, nichts verlässt das Haus: .*Post hinaus/).waitFor();
  t.deepEqual(await violations(page), []);

  await page.getByLabel("Passwort").fill("not to be seen again");
  await page.getByRole("button", { name: "Hinterlegen" }).click();
  await page.getByText("hinterlegt", { exact: true }).waitFor();
  t.is(await page.getByLabel("Passwort, neu").inputValue(), "");
  await page.getByRole("textbox", { name: "Server" }).fill("other.msp.example");
  await page.getByText(/werden die hinterlegten Geheimnisse vergessen/).waitFor();
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("nicht hinterlegt").waitFor();
  const [connector] = await connectors();
  t.like(connector, { kind: "smtp", mode: "simulator", isEnabled: true, secrets: [], settings: { port: 465 } });
  t.is(connector?.settings["host"], "other.msp.example");

  await page.getByRole("button", { name: "Löschen …" }).click();
  await page.getByRole("textbox", { name: /Tippen Sie zur Bestätigung/ }).fill("Postausgang");
  await page.getByRole("button", { name: "Endgültig löschen" }).press("Enter");
  t.is((await connectors()).length, 1, "a name half typed deletes nothing");
  await page.getByRole("textbox", { name: /Tippen Sie zur Bestätigung/ }).fill("Postausgang (SMTP)");
  await page.getByRole("button", { name: "Endgültig löschen" }).press("Enter");
  await page.getByText("Noch keine Verbindung").waitFor();
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("a person is let in, given another role, and shut out", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await open("admin", "en", "dark");
  await page.goto(`${site.url}/admin?tab=people`);
  await page.getByRole("button", { name: "New person" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Nora Neu");
  await page.getByRole("textbox", { name: "Login" }).fill("nneu");
  await page.getByRole("button", { name: "Let in" }).click();
  await page.getByText("Please choose at least one role.").waitFor();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Technicians", { exact: true }).click();
  await dialog.getByText("Work on tasks").waitFor();
  await page.getByRole("button", { name: "Suggest one" }).click();
  const password = await page.getByRole("textbox", { name: "Password" }).inputValue();
  t.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Let in" }).click();
  await page.getByText("Nora Neu can sign in now").waitFor();
  const nora = await openClient([site.url], { login: "nneu", password });
  t.is((await nora.send("GET", "/api/session")).status, 200);

  await page.getByRole("searchbox", { name: /Name, login/ }).fill("nneu");
  await page.waitForURL(/search=nneu/);
  await page.getByRole("button", { name: "Nora Neu", exact: true }).click();
  await dialog.getByText("Dispatchers", { exact: true }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved; holds at once").waitFor();
  const { body } = await nora.send<{ user: { roles: string[] } }>("GET", "/api/session");
  t.deepEqual(body.user.roles, ["technician", "dispatcher"]);

  await page.getByRole("button", { name: "Lock: Nora Neu" }).press("Enter");
  await page.getByText("Locked", { exact: true }).waitFor();
  t.is((await nora.send("GET", "/api/session")).status, 401);
  t.deepEqual(await violations(page), []);
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("a token is created, shown once, used, seen to be used, and revoked", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await open("admin", "de");
  await page.goto(`${site.url}/admin?tab=tokens`);
  await page.getByRole("button", { name: "Neues Token" }).click();
  await page.getByRole("textbox", { name: "Wofür?" }).fill("Überwachung");
  await page.getByText("Aufgaben sehen", { exact: true }).last().click();
  t.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Erstellen" }).click();
  const secret = await page.getByRole("alertdialog").locator("code").textContent();
  t.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Kopiert, fertig" }).click();
  t.is(await page.getByText(secret ?? "").count(), 0);

  const system = await openClient([site.url], { token: secret ?? "" });
  t.is((await system.send("GET", "/api/tasks")).status, 200);
  t.is((await system.send("GET", "/api/users")).status, 403, "it has only what it was given");
  await page.reload();
  const row = page.getByRole("row", { name: /Überwachung/ });
  await row.waitFor();
  t.is(await row.getByText("nie", { exact: true }).count(), 0);
  await row.getByRole("button", { name: "Widerrufen …" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Widerrufen", exact: true }).click();
  await row.getByText("Widerrufen", { exact: true }).waitFor();
  t.is((await system.send("GET", "/api/tasks")).status, 401);
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("a group shows what it may and who is in it; people are taken in and out", async (t) => {
  t.timeout(60_000);
  const { page, troubles } = await open("admin", "en");
  await page.goto(`${site.url}/admin?tab=groups`);
  await page.getByRole("button", { name: /^Compliance/ }).click();
  await page.waitForURL(/open=compliance/);
  const group = page.getByRole("region", { name: "Compliance" });
  await group.getByText("Read evidence").waitFor();
  await group.getByRole("button", { name: /Add a person/ }).click();
  await page.getByRole("option", { name: "Eva Sommer" }).click();
  const row = group.getByRole("row", { name: /Eva Sommer/ });
  await row.waitFor();
  t.true((await rolesOf("esommer")).includes("compliance"));
  t.deepEqual(await violations(page), []);
  await row.getByRole("button", { name: "Take out" }).press("Enter");
  await row.waitFor({ state: "detached" });
  t.false((await rolesOf("esommer")).includes("compliance"));

  await page.getByRole("button", { name: /^Administrators/ }).click();
  await page.getByRole("region", { name: "Administrators" }).getByRole("button", { name: "Take out" }).press("Enter");
  await page
    .getByText(/only role of this person/)
    .first()
    .waitFor();
  t.deepEqual(troubles, []);
  await page.context().close();
});

const closing = [
  "SUMMARY:Heiligabend\r\nDTSTART;VALUE=DATE:20271224",
  "SUMMARY:Betriebsferien\r\nDTSTART;VALUE=DATE:20271227\r\nDTEND;VALUE=DATE:20271229",
  "SUMMARY:Besprechung\r\nDTSTART:20271227T090000Z\r\nDTEND:20271227T100000Z",
]
  .map((entry, index) => `BEGIN:VEVENT\r\nUID:c${index}\r\n${entry}\r\nEND:VEVENT\r\n`)
  .join("");

async function chooseFile(page: Page, text: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: /Aus Kalenderdatei/ }).click(),
  ]);
  await chooser.setFiles({ name: "tage.ics", mimeType: "text/calendar", buffer: Buffer.from(text) });
}

test.serial("service hours are changed with the year before one's eyes, and clocks go by them", async (t) => {
  t.timeout(90_000);
  const { page, troubles } = await open("admin", "de", "dark");
  await page.goto(`${site.url}/admin?tab=calendars&open=munich`);
  const year = page.getByRole("region", { name: /Das Jahr/ });
  await year.getByText("Fronleichnam").waitFor();
  await page.getByRole("button", { name: /Bundesland/ }).click();
  await page.getByRole("option", { name: "Hamburg" }).click();
  await year.getByText("Reformationstag").waitFor();
  t.is(await year.getByText("Fronleichnam").count(), 0);
  await page.getByRole("textbox", { name: "Samstag" }).fill("09:00 - 13:00");
  await page.getByRole("group", { name: "Tag" }).getByRole("spinbutton").first().click();
  await page.keyboard.type("24122027");
  await page.getByRole("button", { name: "Schließen", exact: true }).click();
  await page.getByText("24.12.2027").waitFor();
  t.deepEqual(await violations(page), []);
  await chooseFile(page, "kein Kalender");
  await page.getByText(/Erwartet wird eine Kalenderdatei/).waitFor();
  t.deepEqual(await violations(page), []);
  await page.getByRole("dialog").getByRole("button", { name: "Schließen" }).last().click();
  await chooseFile(page, `BEGIN:VCALENDAR\r\n${closing}END:VCALENDAR`);
  const preview = page.getByRole("dialog");
  await preview.getByText("Neu: 2, schon eingetragen: 1.").waitFor();
  await preview.getByText("nicht ganztägig").waitFor();
  t.deepEqual(await violations(page), []);
  await preview.getByRole("button", { name: "2 Tage übernehmen" }).click();
  await page.getByText("27.12.2027").waitFor();
  await page.getByRole("textbox", { name: "Sonntag" }).fill("immer");
  await year
    .getByRole("alert")
    .getByText(/Expected/)
    .waitFor();
  await page.getByRole("textbox", { name: "Sonntag" }).fill("");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByText(/Uhren, die ab jetzt gestellt werden/).waitFor();

  const { body } = await admin.send<{ items: Calendar[] }>("GET", "/api/calendars");
  const munich = body.items.find(({ key }) => key === "munich");
  t.like(munich?.definition, { region: "HH", hours: { sat: ["09:00-13:00"], sun: [] } });
  for (const day of ["2027-12-24", "2027-12-27", "2027-12-28"])
    t.true(munich?.definition.closedDays.includes(day), day);
  const stale = await admin.send<{ code: string }>("PATCH", "/api/calendars/munich", { revision: 1, name: "x" });
  t.like(stale, { status: 409, body: { code: "record.changed" } });
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("a webhook is made, tested, told of what happens, signed; nothing goes inside the house", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await open("admin", "de");
  await page.goto(`${site.url}/admin?tab=webhooks`);
  await page.getByRole("button", { name: "Neuer Webhook" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Wofür?" }).fill("ERP");
  await dialog.getByRole("textbox", { name: "Adresse" }).fill("http://169.254.169.254/latest");
  await dialog.getByText("Kunde angelegt", { exact: true }).click();
  await dialog.getByRole("button", { name: "Anlegen" }).click();
  await dialog.getByText(/to be a public address/).waitFor();
  t.deepEqual(await violations(page), []);
  await dialog.getByRole("textbox", { name: "Adresse" }).fill(`http://${receiver.host}/hook`);
  await dialog.getByRole("button", { name: "Anlegen" }).click();
  const secret = (await page.getByRole("alertdialog").locator("code").textContent()) ?? "";
  await page.getByRole("button", { name: "Kopiert, fertig" }).click();
  await page.getByRole("button", { name: "Testen" }).click();
  await page.getByText("angekommen", { exact: true }).waitFor();

  t.is((await admin.send("POST", "/api/customers", { name: "Webhook AG", country: "AT" })).status, 200);
  await page.reload();
  const told = page.getByRole("row", { name: /Kunde angelegt.*angekommen/ });
  await told.waitFor();
  await told.getByRole("button", { name: "Nochmals zustellen" }).press("Enter");
  while (receiver.seen.length < 3) await page.waitForResponse(/deliveries/);
  t.deepEqual(await violations(page), []);

  const [tried, first, again] = receiver.seen;
  t.like(tried?.json, { type: "webhook.test" });
  t.like(first?.json, { type: "createCustomer", data: { actor: "admin" } });
  t.is(first?.headers["webhook-id"], again?.headers["webhook-id"], "who has it already knows it by its id");
  for (const { headers, bytes } of [tried, first, again].filter((each) => each !== undefined)) {
    const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${bytes.toString()}`;
    const key = Buffer.from(secret.replace("whsec_", ""), "base64");
    t.is(headers["webhook-signature"], `v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
  }

  const events = ["instance.completed", "start"];
  const busy = { name: "Busy", url: `http://${receiver.host}/busy`, events };
  const made = await admin.send<{ id: string }>("POST", "/api/webhooks", busy);
  await admin.send("POST", `/api/webhooks/${made.body.id}/test`);
  const path = `/api/webhooks/${made.body.id}/deliveries`;
  await page.goto(`${site.url}/admin?tab=webhooks&open=${made.body.id}`);
  await page.getByRole("row", { name: /unterwegs.*1 Versuch.*503/ }).waitFor();
  const { body } = await admin.send<{ items: { state: string; status: number }[] }>("GET", path);
  t.like(body.items.at(-1), { state: "waiting", status: 503 });
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("the last administrator stays, and whoever is none is told who can help", async (t) => {
  t.timeout(60_000);
  const { body: accounts } = await admin.send<{ items: { login: string; roles: string[] }[] }>("GET", "/api/users");
  t.deepEqual(
    accounts.items.filter(({ roles }) => roles.includes("administrator")).map(({ login }) => login),
    ["admin"],
  );
  for (const change of [{ isActive: false }, { roles: ["technician"] }]) {
    const refused = await admin.send<{ code: string }>("PATCH", "/api/users/admin", change);
    t.like(refused, { status: 409, body: { code: "user.lastAdministrator" } });
  }
  t.is((await admin.send("PATCH", "/api/users/admin", { language: "de" })).status, 204);

  const { page } = await open("esommer", "de");
  await page.goto(`${site.url}/admin`);
  await page.getByText("Hier richten Administratoren ein").waitFor();
  t.is(await page.getByRole("tab").count(), 0);
  t.deepEqual(await violations(page), []);
  await page.context().close();
});

test.serial("a tenant is set up, renamed, locked and opened again", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await open("admin", "de", "dark");
  await page.goto(`${site.url}/admin?tab=tenants`);
  await page.getByRole("row", { name: /Systemhaus Muster.*Betreibt diese Installation/ }).waitFor();
  await page.getByRole("button", { name: "Neuer Mandant" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Anlegen" }).click();
  await dialog.locator("[data-invalid]").first().waitFor();
  await dialog.getByRole("textbox", { name: "Name" }).first().fill("Süd & Söhne");
  t.is(await dialog.getByRole("textbox", { name: "Kürzel" }).inputValue(), "sued-soehne");
  t.deepEqual(await violations(page), []);
  await dialog.getByRole("textbox", { name: "Name" }).nth(1).fill("Sina Süd");
  await dialog.getByRole("textbox", { name: "Anmeldename" }).fill("sina");
  await dialog.getByRole("button", { name: "Vorschlagen" }).click();
  await dialog.getByRole("button", { name: "Anlegen" }).click();
  await page.getByText("Süd & Söhne ist eingerichtet").waitFor({ timeout: 60_000 });

  await page.getByRole("button", { name: "Umbenennen: Süd & Söhne" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Süd");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await page.getByRole("button", { name: "Sperren: Süd" }).click();
  await page.getByText("Was läuft, läuft weiter").waitFor();
  t.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Mandant sperren" }).click();
  await page.getByRole("row", { name: /Süd.*1 Person.*Gesperrt/ }).waitFor();
  await page.getByRole("button", { name: "Entsperren: Süd" }).click();
  await page.getByRole("row", { name: /Süd.*Offen/ }).waitFor();
  t.deepEqual(await violations(page), []);
  t.deepEqual(troubles, []);
  await page.context().close();
});

async function rolesOf(login: string): Promise<readonly string[]> {
  const { body } = await admin.send<{ items: { login: string; roles: string[] }[] }>("GET", "/api/users");
  return body.items.find((each) => each.login === login)?.roles ?? [];
}

async function connectors(): Promise<readonly Connector[]> {
  return (await admin.send<{ items: Connector[] }>("GET", "/api/connectors")).body.items;
}

function open(login: string, language: "de" | "en", theme: "light" | "dark" = "light"): Promise<Opened> {
  return openAs(browser, site.url, login, { language, theme });
}
