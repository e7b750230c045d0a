import test from "ava";
import type { Page } from "playwright-core";
import { withLayout } from "../diagram/picture/layout/withLayout.ts";
import { violations } from "./chromium.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { productFor } from "./opened.ts";

let admin: Client;
const instances: string[] = [];

const product = productFor(test, async () => {
  admin = await openClient([product.site.url], { login: "admin", password: "ablauf-demo" });
  await deploy("Check", "Prüfen");
  for (const number of [1, 2, 3]) {
    const body = { processKey: "lending", businessKey: `L-${number}` };
    instances.push((await admin.send<{ id: string }>("POST", "/api/instances", body)).body.id);
  }
  await deploy("Inspect", "Genau prüfen");
});

/** A process of one task, under another id in each version. */
async function deploy(id: string, name: string): Promise<void> {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" id="d">
<process id="lending" name="Leihgabe" isExecutable="true"><startEvent id="S"/><userTask id="${id}" name="${name}"/><endEvent id="E"/>
<sequenceFlow id="f1" sourceRef="S" targetRef="${id}"/><sequenceFlow id="f2" sourceRef="${id}" targetRef="E"/></process></definitions>`;
  const drawn = await withLayout(xml);
  const signedIn = await page("en");
  const answer = await signedIn.request.post("/api/definitions", {
    data: drawn,
    headers: { "content-type": "application/xml", "x-requested-with": "ablauf" },
  });
  if (!answer.ok()) throw new Error(await answer.text());
  await signedIn.context().close();
}

async function page(language: "de" | "en"): Promise<Page> {
  const context = await product.browser.newContext({
    baseURL: product.site.url,
    locale: language === "de" ? "de-DE" : "en-GB",
    viewport: { width: 1280, height: 800 },
  });
  const opened = await context.newPage();
  await opened.request.post("/api/session", {
    data: { login: "admin", password: "ablauf-demo" },
    headers: { "x-requested-with": "ablauf" },
  });
  return opened;
}

async function because(screen: Page, reason: string, button: string): Promise<void> {
  const dialog = screen.getByRole("dialog").or(screen.getByRole("alertdialog"));
  await dialog.getByRole("textbox", { name: "Grund" }).fill(reason);
  await dialog.getByRole("button", { name: button }).click();
  await dialog.waitFor({ state: "detached" });
}

test.serial("an operator lets an instance rest and go on, and moves it", async (t) => {
  t.timeout(120_000);
  const screen = await page("de");
  await screen.goto(`/ops/${instances[0]}`);

  await screen.getByRole("button", { name: "Eingreifen" }).click();
  await screen.getByRole("menuitem", { name: "Anhalten" }).click();
  await screen.getByRole("menu").waitFor({ state: "detached" });
  t.deepEqual(await violations(screen), []);
  await because(screen, "Kunde klärt", "Anhalten");
  await screen.getByText("angehalten", { exact: true }).first().waitFor();
  await screen.getByRole("button", { name: "Eingreifen" }).click();
  await screen.getByRole("menuitem", { name: "Fortsetzen" }).click();
  await because(screen, "geklärt", "Fortsetzen");
  await screen.getByText("läuft", { exact: true }).first().waitFor();
  await screen.getByRole("button", { name: "Eingreifen" }).click();
  await screen.getByRole("menuitem", { name: "Verschieben …" }).click();
  await screen.getByRole("button", { name: /Weiter vor/ }).click();
  await screen.getByRole("option", { name: "nirgends, nur wegnehmen" }).click();
  await because(screen, "schon geprüft", "Verschieben");

  await screen
    .getByText("beendet", { exact: true })
    .or(screen.getByText("abgeschlossen", { exact: true }))
    .first()
    .waitFor();
  t.deepEqual(await violations(screen), []);
  await screen.context().close();
});

test.serial("running instances come over to another version, after a mapping by hand and a dry run", async (t) => {
  t.timeout(120_000);
  const screen = await page("de");
  await screen.goto("/ops/migrate?process=lending&from=1&to=2");
  await screen.getByText("hat keinen Platz").waitFor();
  t.deepEqual(await violations(screen), []);

  await screen.getByRole("button", { name: /Ziel für Prüfen/ }).click();
  await screen.getByRole("option", { name: "Genau prüfen" }).click();
  await screen.getByText("hat keinen Platz").waitFor({ state: "detached" });
  await screen.getByRole("button", { name: "Probelauf" }).click();
  await screen.getByText("2 können herüberkommen").waitFor();
  await screen.getByRole("button", { name: "Herüberbringen …" }).click();
  await because(screen, "neue Fassung gilt", "Herüberbringen …");
  await screen.getByText("fertig", { exact: true }).waitFor();
  await screen.getByText(/2 erledigt · 0 abgelehnt/).waitFor();

  t.deepEqual(await violations(screen), []);
  const { body } = await admin.send<{ version: number }>("GET", `/api/instances/${instances[2]}`);
  t.is(body.version, 2);
  await screen.goto("/ops/batches");
  await screen.getByText("Auf andere Version").waitFor();
  t.deepEqual(await violations(screen), []);
  await screen.context().close();
});

test.serial("an auditor finds what happened, checks that it is unchanged, and takes it away", async (t) => {
  t.timeout(120_000);
  const screen = await page("de");
  await screen.goto("/audit");
  await screen.getByRole("cell", { name: "L-2" }).first().waitFor();
  await screen.getByRole("searchbox", { name: /Vorgang, Prozess/ }).fill("L-3");
  await screen.getByRole("cell", { name: "L-2" }).first().waitFor({ state: "detached" });
  await screen.getByRole("button", { name: /neue Fassung gilt/ }).click();
  await screen.getByRole("heading", { name: /Von Version 1 auf 2/ }).waitFor();
  t.deepEqual(await violations(screen), []);

  await screen.getByRole("button", { name: "Kette prüfen" }).click();
  await screen.getByText("Unverändert, wie gesiegelt").waitFor();
  t.deepEqual(await violations(screen), []);
  await screen.getByRole("dialog").getByRole("button", { name: "Schließen" }).last().click();
  await screen.getByRole("tab", { name: "Siegel" }).click();
  await screen.getByRole("button", { name: "Jetzt siegeln" }).click();
  await screen.getByRole("cell", { name: "1", exact: true }).first().waitFor();
  await screen.getByRole("button", { name: "Nachweispaket …" }).click();
  t.deepEqual(await violations(screen), []);
  await screen.getByRole("textbox", { name: "Vorgang, Prozess oder Regelwerk" }).fill("L-3");
  const download = screen.waitForEvent("download");
  await screen.getByRole("button", { name: "Herunterladen" }).click();

  t.regex((await download).suggestedFilename(), /^evidence-L-3\.zip$/);
  await screen.context().close();
});
