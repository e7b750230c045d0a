import test from "ava";
import type { Locator, Page } from "playwright-core";
import type { Draft, Versions } from "../http/wireDrafts.ts";
import { violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { deskOf, given, personOf } from "./desks.ts";
import { openAs, productFor } from "./opened.ts";
import type { Opened } from "./opened.ts";
import { firstLoadOf, weight } from "./weight.ts";

let house: Client;
let guard: Client;
const keeper = ["definitions.read", "definitions.edit", "definitions.approve", "definitions.publish"] as const;
const product = productFor(test, async () => {
  house = await deskOf(product.site, "house", keeper, "standard");
  guard = await personOf(product.site, "guard", ["process-owner"], "standard");
});

test.serial(
  "a process is drawn from an empty page, with form and rule, checked, approved, published and run",
  async (t) => {
    t.timeout(180_000);
    const { page, troubles } = await open("admin", "de");
    await page.goto(`${product.site.url}/processes`);
    await page.getByRole("button", { name: "Neuer Prozess" }).click();
    await page.getByRole("textbox", { name: "Wie heißt er?" }).fill("Gerät ausgeben");
    await page.getByRole("button", { name: "Zeichnen" }).click();

    await element(page, "start").click();
    await pad(page, "append.append-task");
    await page.keyboard.type("Ausgabe freigeben");
    await page.keyboard.press("Enter");
    await pad(page, "replace");
    await page.locator('.djs-popup [data-id="replace-with-user-task"]').click();
    await choose(page, "Rollen", "Techn", "Techniker");
    await choose(page, "Formular", "Freigab", "Freigabe");
    await page.getByRole("textbox", { name: "Fällig nach" }).fill("4");
    await append(page, "Regelaufgabe");
    await choose(page, "Regelwerk", "stufe", "Freigabestufe");
    await page.getByRole("textbox", { name: "Ergebnis in Variable" }).fill("tier");
    await append(page, "Kollegen benachr");
    await choose(page, "Rollen", "Service", "Service-Leitung");
    await page.getByRole("textbox", { name: "Titel" }).fill("Gerät ausgegeben");
    await pad(page, "append.end-event");
    await page.keyboard.press("Escape");
    await page.getByText("Gespeichert", { exact: true }).waitFor();
    const draftUrl = page.url();

    const xml = await storedXml(page);
    t.regex(xml, /<zeebe:formDefinition formId="approval" ?\/>/);
    t.regex(xml, /candidateGroups="=\[&#34;technician&#34;\]"|candidateGroups="=\[&quot;technician&quot;\]"/);
    t.regex(xml, /decisionId="approval_tier"/);
    t.regex(xml, /dueDate="PT4H"/);
    t.regex(xml, /<zeebe:taskDefinition type="notify.users"/);

    await page.getByRole("button", { name: "Veröffentlichen …" }).click();
    await page.getByRole("button", { name: "Jetzt prüfen" }).click();
    await page.getByText(/Sie haben mitgearbeitet/).waitFor({ timeout: 30_000 });

    const second = await open("imayer", "en");
    await second.page.goto(draftUrl);
    await second.page.getByRole("button", { name: "Review and approve …" }).click();
    await second.page.getByRole("textbox", { name: "Remark" }).fill("Four eyes have seen it.");
    await second.page.getByRole("button", { name: "Approve", exact: true }).click();
    await second.page.getByText(/Approved by imayer/).waitFor();
    await second.page.context().close();

    await page.getByRole("textbox", { name: "Was ist neu?" }).fill("Erste Fassung");
    await page.getByRole("button", { name: "Veröffentlichen", exact: true }).click();
    await page.waitForURL(/\/processes\/geraet-ausgeben/);
    await page.locator("figure .djs-container").waitFor();
    await page.getByRole("button", { name: "Probelauf …" }).click();
    await page.getByRole("button", { name: "Starten" }).click();
    await page.waitForURL(/\/ops\//);
    await page.getByText("Ausgabe freigeben").first().waitFor();

    const technician = await product.cast.as("ahuber");
    const { body } = await technician.send<{ items: { id: string; name: string; dueAt: string | null }[] }>(
      "GET",
      "/api/tasks?view=free",
    );
    const task = body.items.find((one) => one.name === "Ausgabe freigeben");
    t.truthy(task?.dueAt, "the technician is offered the task, due in four hours");
    await technician.send("POST", `/api/tasks/${task?.id}/claim`);
    await technician.send("POST", `/api/tasks/${task?.id}/complete`, { variables: { decision: "approved" } });
    await page.getByText("abgeschlossen", { exact: true }).first().waitFor({ timeout: 20_000 });
    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

test.serial("a case is written down without JSON, played, put right, and duplicated beside its process", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await open("admin", "de");
  await page.goto(`${product.site.url}/processes`);
  await page.getByRole("button", { name: "Neuer Prozess" }).click();
  await page.getByRole("textbox", { name: "Wie heißt er?" }).fill("Gerät prüfen");
  await page.getByRole("button", { name: "Zeichnen" }).click();
  await element(page, "start").click();
  await pad(page, "append.append-task");
  await page.keyboard.type("Gerät ansehen");
  await page.keyboard.press("Enter");
  await pad(page, "replace");
  await page.locator('.djs-popup [data-id="replace-with-user-task"]').click();
  await pad(page, "append.end-event");
  await page.keyboard.press("Escape");
  await page.getByText("Gespeichert", { exact: true }).waitFor();
  const draftUrl = page.url();

  await page.getByRole("tab", { name: "Tests" }).click();
  await page.getByText("Keine Szenarien").waitFor();
  await page.getByRole("button", { name: "Neues Szenario" }).click();
  await page.getByRole("textbox", { name: "Welchen Fall soll es prüfen?" }).fill("Alles in Ordnung");
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Alles in Ordnung" }).waitFor();

  const expected = page.getByRole("region", { name: "Das wird erwartet" });
  await pick(page, expected, "Am Ende ist der Prozess", "abgeschlossen");
  await page.getByRole("button", { name: "Jetzt spielen" }).click();
  await page.getByText(/^Nicht bestanden, /).waitFor();

  const steps = page.getByRole("region", { name: "Das geschieht" });
  await steps.getByRole("button", { name: "Schritt hinzufügen" }).click();
  await page.getByRole("menuitem", { name: "Jemand erledigt eine Aufgabe" }).click();
  await page.getByText("Das fehlt noch.").waitFor();
  await pick(page, steps, "Aufgabe oder Ereignis", "Gerät ansehen");
  await steps.getByRole("button", { name: "Angabe hinzufügen" }).click();
  await steps.getByRole("textbox", { name: "Name" }).fill("isFine");
  await steps.getByRole("textbox", { name: "Wert" }).fill("true");
  await expected.getByRole("button", { name: "Angabe hinzufügen" }).click();
  await expected.getByRole("textbox", { name: "Name" }).fill("isFine");
  await expected.getByRole("textbox", { name: "Wert" }).fill("false");
  await page.getByRole("button", { name: "Jetzt spielen" }).click();
  await expected.getByText(/isFine/).waitFor();
  await page.getByRole("button", { name: "Rückgängig" }).click();
  await expected.getByRole("textbox", { name: "Wert" }).fill("true");
  await page.getByRole("button", { name: "Jetzt spielen" }).click();
  await page
    .getByRole("status")
    .filter({ hasText: /^Bestanden/ })
    .waitFor();
  await page.getByText("berührt 100 % des Prozesses").waitFor();
  t.deepEqual(await violations(page), []);

  await page.goto(draftUrl);
  await page.getByRole("tab", { name: "Tests" }).click();
  await page.getByRole("button", { name: /verdoppeln/ }).click();
  await page.getByRole("heading", { level: 1, name: /Kopie/ }).waitFor();
  await page.goto(draftUrl);
  await page.getByRole("tab", { name: "Tests" }).click();
  await page.getByRole("button", { name: "Szenarien spielen" }).click();
  await page.getByText("2 von 2 bestanden").waitFor();
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("two who edit the same draft are told at once, and both works are kept", async (t) => {
  t.timeout(120_000);
  const draft = await newDraft(product.cast.admin, "csat-survey");
  const { page, troubles } = await open("admin", "de");
  await page.goto(`${product.site.url}/drafts/${draft.id}`);
  const [first, other] = await twoTasks(page);
  // The stream is cut, so that the page cannot know before it saves.
  await page.route("**/api/events", (route) => route.abort());
  await page.route("**/api/drafts/*", (route) => route.abort());
  const colleague = await open("imayer", "en");
  await colleague.page.goto(`${product.site.url}/drafts/${draft.id}`);
  await element(colleague.page, other).click();
  await colleague.page.getByRole("textbox", { name: "Name (English)" }).fill("Changed by a colleague");
  await colleague.page.getByText("Saved", { exact: true }).waitFor();
  await eventually("the colleague's work", async () => {
    const part = await readProcess(product.cast.admin, draft.id, "csat-survey");
    return part.includes("Changed by a colleague") ? part : undefined;
  });

  await element(page, first).click();
  await page.getByRole("textbox", { name: "Name (Deutsch)" }).fill("Von mir geändert");
  await page
    .getByRole("alert")
    .getByText(/imayer hat .* gespeichert/)
    .waitFor();
  t.false(
    (await readProcess(product.cast.admin, draft.id, "csat-survey")).includes("Von mir geändert"),
    "nothing is overwritten",
  );
  await page.getByRole("button", { name: "Beides zusammenführen" }).click();
  await page.getByText("Keine Konflikte").waitFor();
  const merge = page.getByRole("dialog");
  const pictures = merge.getByRole("figure");
  await pictures.nth(1).waitFor();
  for (const picture of await pictures.all()) await picture.locator(".djs-shape").first().waitFor();
  t.is(await merge.getByRole("button", { name: "Nebeneinander" }).getAttribute("aria-pressed"), "true");
  t.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Zusammenführen", exact: true }).click();
  await page.getByText("Zusammengeführt und gespeichert").waitFor();

  const both = await readProcess(product.cast.admin, draft.id, "csat-survey");
  t.true(both.includes("Von mir geändert"));
  t.true(both.includes("Changed by a colleague"));
  t.deepEqual(troubles, []);
  await colleague.page.context().close();
  await page.context().close();
});

test.serial(
  "a standard is forked, changed and compared; its next version is taken in with one decision by keyboard",
  async (t) => {
    t.timeout(180_000);
    const { page, troubles } = await open("admin", "de");
    await page.goto(`${product.site.url}/processes`);
    await page.getByRole("button", { name: "Abzweigen …" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Prozess" }).click();
    await page.keyboard.type("mehrst");
    await page.getByRole("option", { name: "Freigabe mehrstufig" }).click();
    await dialog.getByRole("button", { name: "Abzweigen", exact: true }).click();
    await page.waitForURL(/\/drafts\//);
    await rename(page, "U", "Freigabe durch die Leitung");
    await rename(page, "N_h", "An die Freigabe erinnern");
    await page.getByText("Gespeichert", { exact: true }).waitFor();
    const draftId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await eventually("both names", async () => {
      const xml = await readProcess(product.cast.admin, draftId, "approval");
      return xml.includes("An die Freigabe erinnern") && xml.includes("Freigabe durch die Leitung") ? true : undefined;
    });
    await publish([product.cast.admin, await product.cast.as("imayer")], draftId);

    await page.goto(`${product.site.url}/processes/approval?tab=versions`);
    await page.getByRole("checkbox", { name: "Version 2 markieren" }).check();
    await page.getByRole("checkbox", { name: "Version 1 markieren" }).check();
    await page.getByRole("button", { name: "1 mit 2 vergleichen" }).click();
    await page.getByRole("heading", { name: "2 Elemente anders" }).waitFor();
    await page.getByRole("button", { name: /geändert Freigabe durch die Leitung/ }).click();
    await page.locator('.djs-element[data-element-id="U"].is-changed.is-selected').waitFor();
    t.true(await page.locator("del", { hasText: "Freigabe entscheiden" }).isVisible());
    await page.getByRole("button", { name: "Nebeneinander" }).click();
    await page.locator("figure").nth(1).waitFor();

    await publish([house, guard], await changedStandard());
    await page.goto(`${product.site.url}/processes?search=mehrst`);
    await page.getByText("Standard 2 verfügbar").waitFor();
    await page.getByRole("link", { name: /Freigabe/ }).click();
    await page.getByRole("button", { name: "Standard 2 übernehmen" }).click();
    await page.getByText("Konflikt 1 von 1").waitFor();
    await page.locator('.djs-element[data-element-id="U"].is-conflict').waitFor();
    await page.keyboard.press("1");
    await page.getByText("läuft ohne Fehler").waitFor();
    await page.getByRole("button", { name: "Zusammenführen", exact: true }).click();
    await page.waitForURL(/\/drafts\/[^/]+\?/);

    const merged = await readProcess(
      product.cast.admin,
      new URL(page.url()).pathname.split("/").at(-1) ?? "",
      "approval",
    );
    for (const kept of ["Freigabe durch die Leitung", "An die Freigabe erinnern", "Wer ist als Nächstes dran"])
      t.true(merged.includes(kept), kept);
    const { body } = await product.cast.admin.send<Versions>("GET", "/api/processes/approval/versions");
    t.is(body.lineage?.isForked, true);
    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

test.serial("a draft that was overtaken takes in what has been published since", async (t) => {
  t.timeout(120_000);
  const mine = await newDraft(product.cast.admin, "inbound-intake");
  const theirs = await newDraft(product.cast.admin, "inbound-intake");
  const part = await given(
    product.cast.admin.send<{ body: string; revision: number }>(
      "GET",
      `/api/drafts/${theirs.id}/parts/process/inbound-intake`,
    ),
  );
  const [, old = ""] = /<bpmn:process [^>]*name="([^"]+)"/.exec(part.body) ?? [];
  const body = part.body.replaceAll(`name="${old}"`, 'name="Eingang aufnehmen"');
  await given(
    product.cast.admin.send("PUT", `/api/drafts/${theirs.id}/parts/process/inbound-intake`, {
      revision: part.revision,
      body,
    }),
  );
  await publish([product.cast.admin, await product.cast.as("imayer")], theirs.id);

  const { page, troubles } = await open("admin", "en");
  await page.goto(`${product.site.url}/drafts/${mine.id}`);
  await page.getByText("Meanwhile there is version 2.").waitFor();
  await page.getByRole("link", { name: "Take it in" }).click();
  await page.getByText("No conflicts").waitFor();
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await page.waitForURL(/tab=problems/);
  t.true((await readProcess(product.cast.admin, mine.id, "inbound-intake")).includes("Eingang aufnehmen"));
  await page.locator('.djs-element[tabindex="0"]').waitFor();
  t.is(await page.getByText("Meanwhile there is version 2.").count(), 0);
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("whoever approves sees what changes, on the diagram and in forms", async (t) => {
  t.timeout(120_000);
  const draft = await newDraft(product.cast.admin, "csat-answer");
  const parts = `/api/drafts/${draft.id}/parts`;
  await given(product.cast.admin.send("POST", parts, { from: { kind: "form", key: "csat_call" } }));
  const read = <T>(path: string) =>
    given(product.cast.admin.send<{ body: T; revision: number }>("GET", `${parts}/${path}`));
  const drawn = await read<string>("process/csat-answer");
  const renamed = drawn.body.replace('name="Kunden anrufen"', 'name="Kunden gleich anrufen"');
  await given(
    product.cast.admin.send("PUT", `${parts}/process/csat-answer`, { revision: drawn.revision, body: renamed }),
  );
  const form = await read<{ fields: { key: string; label: object }[] }>("form/csat_call");
  const fields = form.body.fields.map((each) =>
    each.key === "note" ? { ...each, label: { de: "Was gesagt wurde", en: "What was said" } } : each,
  );
  await given(
    product.cast.admin.send("PUT", `${parts}/form/csat_call`, {
      revision: form.revision,
      body: { ...form.body, fields },
    }),
  );

  const { page, troubles } = await open("imayer", "en");
  await page.goto(`${product.site.url}/drafts/${draft.id}`);
  await page.getByRole("button", { name: /^(Approve|Publish) …/ }).click();
  const changes = page.getByRole("region", { name: "What changes" });
  await changes.getByText("2 places different").click();
  await changes.getByText("What was said").waitFor();
  t.deepEqual(await violations(page), []);
  const link = changes.getByRole("link", { name: "See the changes" });
  await page.goto(`${product.site.url}${(await link.getAttribute("href")) ?? ""}`);
  await page.getByRole("heading", { name: "Draft and version 1 compared" }).waitFor();
  await page.getByRole("region", { name: "Changes" }).getByText("Kunden gleich anrufen").first().waitFor();

  t.deepEqual(troubles, []);
  await page.context().close();
  await given(product.cast.admin.send("POST", `/api/drafts/${draft.id}/discard`, {}));
});

for (const theme of ["light", "dark"] as const) {
  test.serial(`axe finds nothing against WCAG 2.2 AA on the screens of processes, ${theme}`, async (t) => {
    t.timeout(180_000);
    const language = theme === "light" ? "de" : "en";
    const say = (german: string, english: string) => (language === "de" ? german : english);
    const draft = await newDraft(product.cast.admin, "sla-watch");
    const { page, troubles } = await open("admin", language, theme);
    await page.goto(`${product.site.url}/processes`);
    await page.getByRole("table").waitFor();
    t.deepEqual(await violations(page), [], "list");
    for (const name of [
      say("Neuer Prozess", "New process"),
      say("Abzweigen …", "Fork …"),
      say("Importieren …", "Import …"),
    ]) {
      await page.getByRole("button", { name }).click();
      await page.getByRole("dialog").waitFor();
      t.deepEqual(await violations(page), [], name);
      await page
        .getByRole("dialog")
        .getByRole("button", { name: say("Schließen", "Close") })
        .click();
    }
    for (const tab of ["diagram", "versions", "documentation", "origin"]) {
      await page.goto(`${product.site.url}/processes/sla-watch?tab=${tab}`);
      await page.getByRole("tabpanel").waitFor();
      if (tab === "diagram") await page.locator('.djs-element[tabindex="0"]').waitFor();
      t.deepEqual(await violations(page), [], tab);
    }
    await page.goto(`${product.site.url}/drafts/${draft.id}`);
    await page.locator('.djs-element[tabindex="0"]').waitFor();
    for (const tab of ["problems", "variables", "tests", "parts", "history"]) {
      await page.locator(`#drawer-${tab}`).click();
      t.deepEqual(await violations(page), [], tab);
    }
    const [task] = await twoTasks(page);
    await element(page, task).click();
    t.deepEqual(await violations(page), [], "panel");
    await page.getByRole("button", { name: say("Durchspielen", "Simulate") }).click();
    await page.locator(".simulation").waitFor();
    t.deepEqual(await violations(page), [], "simulation");
    await page.getByRole("button", { name: say("Beenden", "End"), exact: true }).click();
    await page.getByRole("button", { name: say("Veröffentlichen …", "Publish …") }).click();
    await page.getByRole("button", { name: say("Jetzt prüfen", "Check now") }).click();
    await page.getByText(/Sie haben mitgearbeitet|You have worked on it/).waitFor({ timeout: 30_000 });
    t.deepEqual(await violations(page), [], "publish");
    t.deepEqual(troubles, []);
    await page.context().close();
    await product.cast.admin.send("POST", `/api/drafts/${draft.id}/discard`, {});
  });
}

test.serial("a diagram is walked and changed by keyboard alone, in the language of the page", async (t) => {
  t.timeout(90_000);
  const draft = await newDraft(product.cast.admin, "rma");
  const { page, troubles } = await open("admin", "en");
  await page.goto(`${product.site.url}/drafts/${draft.id}`);
  await page.locator('.djs-element[tabindex="0"]').focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const spoken = await page.evaluate<string>("document.activeElement.getAttribute('aria-label')");
  t.regex(spoken, /leads to/);
  await page.keyboard.press("Enter");
  await page.getByRole("complementary", { name: "Properties" }).getByRole("heading", { level: 2 }).waitFor();
  const name = page.getByRole("textbox", { name: "Name (English)" });
  const before = await name.inputValue();
  await name.focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" today");
  await page.keyboard.press("Control+s");
  await eventually("the English name in its place", async () => {
    const xml = await readProcess(product.cast.admin, draft.id, "rma");
    return xml.includes(`lang="en" name="${before} today"`) ? true : undefined;
  });
  await page.getByRole("button", { name: "Undo" }).focus();
  await page.keyboard.press("Enter");
  const calm = await eventually("the name as it was", async () => {
    const xml = await readProcess(product.cast.admin, draft.id, "rma");
    return xml.includes(`lang="en" name="${before}"`) ? xml : undefined;
  });
  await name.fill(`${before} in a hurry`);
  await page.getByRole("link", { name: "Tasks", exact: true }).click();
  const hurried = await eventually("what was typed before leaving", async () => {
    const xml = await readProcess(product.cast.admin, draft.id, "rma");
    return xml.includes(`lang="en" name="${before} in a hurry"`) ? xml : undefined;
  });
  t.is(hurried.replace(" in a hurry", ""), calm, "every name stays in its language");
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("the modeler weighs at most 470 kB more than the list, and asks no other host", async (t) => {
  t.timeout(60_000);
  const draft = await newDraft(product.cast.admin, "create-roadmap-item");
  const { page } = await open("admin", "de");
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  const { bytes: first } = await firstLoadOf(page, `${product.site.url}/tasks?view=all`);
  await page.goto(`${product.site.url}/drafts/${draft.id}`);
  await page.locator('.djs-element[tabindex="0"]').waitFor();
  const modeler = await page.evaluate<number>(weight);
  t.log(`first load ${first} bytes, with the modeler ${modeler} bytes`);

  t.true(first <= 250_000, String(first));
  t.true(modeler - first <= 470_000, String(modeler - first));
  t.deepEqual([...hosts], [new URL(product.site.url).host]);
  await page.context().close();
});

/** A drawn element; bpmn-js draws its outline beside it under the same id. */
function element(page: Page, id: string): Locator {
  return page.locator(`.djs-element[data-element-id="${id}"]`).first();
}

async function pad(page: Page, action: string): Promise<void> {
  await page.locator(`.djs-context-pad.open [data-action="${action}"]`).click();
}

/** Appends what the menu finds under a text. */
async function append(page: Page, text: string): Promise<void> {
  await pad(page, "append");
  await page.locator(".djs-popup input").pressSequentially(text);
  await page.locator(".djs-popup .entry", { hasText: text }).click();
  await page.keyboard.press("Escape");
}

async function rename(page: Page, id: string, name: string): Promise<void> {
  await element(page, id).click();
  await page.getByRole("textbox", { name: "Name (Deutsch)" }).fill(name);
}

/** Checked by one, approved by the other, published by the first. */
async function publish([author, approver]: readonly [Client, Client], draftId: string): Promise<void> {
  await given(author.send("POST", `/api/drafts/${draftId}/check`));
  await given(approver.send("POST", `/api/drafts/${draftId}/approve`, { reason: "read" }));
  await given(author.send("POST", `/api/drafts/${draftId}/publish`, { reason: "wanted" }));
}

/** A draft of the standard that renames what the fork has renamed too, and one thing more. */
async function changedStandard(): Promise<string> {
  const { id } = await newDraft(house, "approval");
  const part = await given(
    house.send<{ body: string; revision: number }>("GET", `/api/drafts/${id}/parts/process/approval`),
  );
  const body = part.body
    .replace('name="Freigabe entscheiden"', 'name="Über die Freigabe entscheiden"')
    .replace('name="Nächste Stufe und Person bestimmen"', 'name="Wer ist als Nächstes dran"');
  await given(house.send("PUT", `/api/drafts/${id}/parts/process/approval`, { revision: part.revision, body }));
  return id;
}

/** Chooses one of what exists, found by typing a part of it. */
async function choose(page: Page, label: string, typed: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.keyboard.type(typed);
  await page.getByRole("option", { name: option }).first().click();
}

/** Chooses one of a short list. */
async function pick(page: Page, within: Locator, label: string, option: string): Promise<void> {
  await within.getByRole("button", { name: label }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

async function twoTasks(page: Page): Promise<[string, string]> {
  await page.locator('.djs-element[tabindex="0"]').waitFor();
  const ids = await page.evaluate<string[]>(
    `[...document.querySelectorAll(".djs-shape[data-element-id]")].filter((each) => each.querySelector(".djs-visual rect[rx='10']")).map((each) => each.dataset.elementId)`,
  );
  const [one = "", other = ""] = ids.filter((id) => id !== "" && !id.includes("Participant"));
  return [one, other];
}

async function storedXml(page: Page): Promise<string> {
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  return readProcess(product.cast.admin, id, "geraet-ausgeben");
}

async function readProcess(client: Client, draftId: string, key: string): Promise<string> {
  const { body } = await client.send<{ body: string }>("GET", `/api/drafts/${draftId}/parts/process/${key}`);
  return body.body;
}

async function newDraft(client: Client, key: string): Promise<Draft> {
  const { body } = await client.send<Draft>("POST", "/api/drafts", { title: key, from: { kind: "process", key } });
  return body;
}

function open(login: string, language: "de" | "en", theme: "light" | "dark" = "light"): Promise<Opened> {
  return openAs(product.browser, product.site.url, login, { language, theme, isStill: true });
}
