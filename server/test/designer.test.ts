import test from "ava";
import type { Page } from "playwright-core";
import type { CheckReport, Draft } from "../http/wireDrafts.ts";
import { acceptValues, parseForm } from "../tasks/form.ts";
import { violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import { openAs, productFor } from "./opened.ts";
import type { Opened } from "./opened.ts";

interface StoredForm {
  readonly fields: readonly Record<string, unknown>[];
}

const product = productFor(test);

test.serial(
  "a form is designed with three fields, one of them conditional, tried, and saved as the server wants it",
  async (t) => {
    t.timeout(180_000);
    const draft = await newDraft("form", "approval");
    const body = { key: "site_visit", version: 1, title: { de: "Vor Ort", en: "On site" }, fields: [] };
    await product.cast.admin.send("PUT", `/api/drafts/${draft.id}/parts/form/site_visit`, { revision: null, body });
    const { page, troubles } = await open("de");
    await page.goto(`${product.site.url}/drafts/${draft.id}/parts/form/site_visit`);
    const list = page.getByRole("region", { name: "Felder" });
    const preview = page.getByRole("region", { name: "Vorschau" });

    await add(page, "Eines aus mehreren", "Ergebnis", "Outcome");
    await page.getByRole("button", { name: "Zeilen einfügen" }).click();
    await page
      .getByRole("textbox", { name: "Eine Zeile je Auswahl" })
      .fill("done | Erledigt | Done\nopen | Offen | Open");
    await page.getByRole("button", { name: "Übernehmen" }).click();
    await add(page, "Mehrzeiliger Text", "Grund der Verzögerung", "Reason of delay");
    await page.getByRole("button", { name: "Muss ausgefüllt werden" }).click();
    await page.getByRole("option", { name: "immer" }).click();
    await page.getByRole("textbox", { name: "Nur zeigen, wenn" }).click();
    await page.keyboard.type('outcome = "open"');
    await page.keyboard.press("Escape");
    await add(page, "Ganze Zahl", "Minuten", "Minutes");
    await page.getByRole("textbox", { name: "Höchstens", exact: true }).fill("480");

    await list.getByRole("row", { name: "Minuten" }).click();
    await page.keyboard.press("Alt+ArrowUp");
    await eventually("the field to be moved by keyboard", async () => {
      const names = await list.getByRole("row").locator("small").allTextContents();
      return String(names) === "outcome,minutes,reasonOfDelay" ? true : undefined;
    });
    await page.keyboard.press("Delete");
    await page.getByText("Minuten ist gelöscht.").waitFor();
    await page.getByRole("status").getByRole("button", { name: "Rückgängig" }).click();
    await list.getByRole("row", { name: "Minuten" }).waitFor();

    t.is(await preview.getByText("Grund der Verzögerung").count(), 0, "hidden until the condition holds");
    await preview.getByText("Offen", { exact: true }).click();
    await preview.getByText("Grund der Verzögerung").waitFor();
    await preview.getByRole("button", { name: "Eingaben prüfen" }).click();
    await preview.getByRole("textbox", { name: "Grund der Verzögerung" }).fill("Ersatzteil fehlt");
    await preview.getByText("So ließe sich die Aufgabe abschließen.").waitFor();
    t.deepEqual(await violations(page), []);

    const stored = await storedOf(draft, "form/site_visit", ({ fields }: StoredForm) => fields.length === 3);
    const form = parseForm(stored);
    t.deepEqual(
      form.fields.map(({ key, type, visibleIf, required, max }) => ({ key, type, visibleIf, required, max })),
      [
        { key: "outcome", type: "enum", visibleIf: undefined, required: undefined, max: undefined },
        { key: "minutes", type: "int", visibleIf: undefined, required: undefined, max: 480 },
        { key: "reasonOfDelay", type: "textarea", visibleIf: 'outcome = "open"', required: true, max: undefined },
      ],
    );
    const seen = { variables: {}, now: new Date() };
    t.deepEqual(acceptValues(form, { outcome: "done" }, seen), { outcome: "done" });
    t.throws(() => acceptValues(form, { outcome: "open" }, seen));
    const report = (await product.cast.admin.send<CheckReport>("POST", `/api/drafts/${draft.id}/check`)).body;
    t.deepEqual(
      report.findings.filter(({ kind }) => kind === "form"),
      [],
    );
    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

test.serial("what is wrong with a field stands beside it, and JSON shows and takes the same form", async (t) => {
  t.timeout(120_000);
  const draft = await newDraft("form", "approval");
  const { page } = await open("en", "dark");
  await page.goto(`${product.site.url}/drafts/${draft.id}/parts/form/approval`);
  await page
    .getByRole("region", { name: "Fields" })
    .getByRole("row", { name: "Comment" })
    .or(page.getByRole("row", { name: "Reason" }))
    .first()
    .click();
  await page.getByRole("textbox", { name: "Name in the process" }).fill("decision");
  await page.getByText("Another field has this name.").waitFor();
  await page.getByRole("img", { name: "Something is wrong here" }).first().waitFor();
  t.deepEqual(await violations(page), []);
  await page.getByRole("textbox", { name: "Name in the process" }).fill("remark");
  await page.getByText("Another field has this name.").waitFor({ state: "detached" });

  await page.getByRole("button", { name: "JSON" }).click();
  const json = page.getByRole("textbox", { name: "Content (JSON)" });
  const text = await json.inputValue();
  t.true(text.includes('"remark"'));
  await json.fill(text.replace('"Approval"', '"Consent"'));
  await page.getByRole("button", { name: "Design" }).click();
  await page.getByRole("heading", { name: "Consent", level: 1 }).waitFor();
  await page.context().close();
});

test.serial("a template is written in both languages beside the mail that the server makes of it", async (t) => {
  t.timeout(120_000);
  const draft = await newDraft("template", "quote");
  const { page, troubles } = await open("de");
  await page.goto(`${product.site.url}/drafts/${draft.id}/parts/template/quote`);
  const mail = page.getByRole("region", { name: "Vorschau" });
  await mail.getByText("Unser Angebot number").first().waitFor();
  await page.getByRole("textbox", { name: "quote number" }).fill("A-2026-7");
  await mail.getByRole("heading", { name: "Unser Angebot A-2026-7" }).waitFor();

  await page.getByRole("textbox", { name: "Betreff" }).fill("Ihr Angebot {{quote.number}}");
  await mail.getByRole("heading", { name: "Ihr Angebot A-2026-7" }).waitFor();
  await page.getByRole("textbox", { name: "Text", exact: true }).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("{{#if");
  await mail
    .getByText(/Zeile \d+: /)
    .first()
    .waitFor();
  for (const _ of "{{#if") await page.keyboard.press("Control+z");
  t.deepEqual(await violations(page), []);
  await page.getByRole("tab", { name: "Englisch" }).click();
  await mail.getByRole("heading", { name: "A-2026-7" }).waitFor();

  const stored = await storedOf(draft, "template/quote", ({ de }: { de: string }) => de.includes("Ihr Angebot"));
  t.regex(stored.de, /^---\nsubject: "Ihr Angebot \{\{quote\.number\}\}"\nautomatic: no\n---\n/);
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial(
  "limits and defaults are numbers as both languages write them; what has two readings is told and stays",
  async (t) => {
    t.timeout(120_000);
    const draft = await newDraft("form", "approval");
    const form = { key: "limits", version: 1, title: { de: "Grenzen", en: "Limits" }, fields: [] };
    await product.cast.admin.send("PUT", `/api/drafts/${draft.id}/parts/form/limits`, { revision: null, body: form });
    const { page, troubles } = await open("de");
    await page.goto(`${product.site.url}/drafts/${draft.id}/parts/form/limits`);
    await add(page, "Geldbetrag", "Betrag", "Amount");
    const least = page.getByRole("textbox", { name: "Mindestens", exact: true });
    const most = page.getByRole("textbox", { name: "Höchstens", exact: true });
    const preset = page.getByRole("textbox", { name: "Vorbelegung" });

    await least.fill("1.234");
    await least.press("Tab");
    await page.getByText("Tausender oder Nachkommastellen?").first().waitFor();
    t.is(await least.inputValue(), "1.234");
    t.deepEqual(await violations(page), []);
    await least.fill("1.234,5");
    await most.fill("2,345.60");
    await preset.fill("zwölf");
    await preset.press("Tab");
    await page.getByText("Keine eindeutige Zahl").first().waitFor();
    t.is(await preset.inputValue(), "zwölf");
    await preset.fill("2.000,50");
    await preset.press("Tab");
    await page.getByText("Keine eindeutige Zahl").first().waitFor({ state: "detached" });

    const stored = await storedOf(draft, "form/limits", ({ fields }: StoredForm) => fields[0]?.["default"] === 200_050);
    t.like(stored.fields[0], { min: 123_450, max: 234_560 });
    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

/** Adds a field by the palette and names it in both languages. */
async function add(page: Page, type: string, de: string, en: string): Promise<void> {
  await page.getByRole("button", { name: "Feld hinzufügen" }).click();
  await page.getByRole("menuitem", { name: type, exact: true }).click();
  await page.getByRole("textbox", { name: "Beschriftung (Deutsch)" }).fill(de);
  await page.getByRole("textbox", { name: "Beschriftung (Englisch)" }).fill(en);
  await page.getByRole("region", { name: "Felder" }).getByRole("row", { name: de }).waitFor();
  // what is told below a label goes when both are written, and moves what is pressed next
  await page.getByText("In beiden Sprachen ausfüllen.").waitFor({ state: "detached" });
}

async function newDraft(kind: string, key: string): Promise<Draft> {
  return (await product.cast.admin.send<Draft>("POST", "/api/drafts", { title: key, from: { kind, key } })).body;
}

/** What is stored, as soon as it is as it should be and nothing is left to save. */
function storedOf<T>(draft: Draft, part: string, isDone: (body: T) => boolean): Promise<T> {
  return eventually("the part to be stored", async () => {
    const { body } = (await product.cast.admin.send<{ body: T }>("GET", `/api/drafts/${draft.id}/parts/${part}`)).body;
    return isDone(body) ? body : undefined;
  });
}

function open(language: "de" | "en", theme: "light" | "dark" = "light"): Promise<Opened> {
  return openAs(product.browser, product.site.url, "admin", { language, theme, height: 1000 });
}
