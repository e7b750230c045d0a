import type { Page } from "playwright-core";
import { choose, edited, failing, modelled, press, steps, tab } from "./screen.ts";
import type { Screen } from "./screen.ts";

const publish = press(/^(Veröffentlichen …|Publish …)/);
/** The second task in the order of the drawing. */
const task = (page: Page) => page.locator('.djs-shape[data-element-id]:has(rect[rx="10"])').nth(1).click();
const scenario = async (page: Page) => {
  await modelled("rma", "?tab=tests")(page);
  await press(/bearbeiten|Edit/i)(page);
  await page.waitForURL(/\/parts\/scenario\//);
};
/** A process drawn from nothing, with a task behind its start. */
const drawn = (kind: RegExp) => async (page: Page) => {
  await press(/Neuer Prozess|New process/)(page);
  await page.getByRole("dialog").getByRole("textbox").first().fill("Loan of a device");
  await press(/^(Zeichnen|Draw)$/)(page);
  await page.getByRole("button", { name: /^(Startereignis|Start event)$/ }).click();
  await page.getByTitle(/Element anfügen|Append element/).click();
  await page.getByRole("option", { name: kind }).first().click();
  await page.keyboard.press("Escape");
};
const pasted = async (page: Page) => {
  await modelled("rma", "?el=I_rep")(page);
  await page.getByRole("button", { name: /^(Ersatz eingetroffen|Replacement arrived), / }).focus();
  await page.keyboard.press("Control+c");
  await page.goto("/processes");
  await drawn(/Benutzeraufgabe|User task/)(page);
  await page.keyboard.press("Control+v");
  const canvas = await page.locator(".djs-container").boundingBox();
  await page.mouse.click((canvas?.x ?? 0) + 420, (canvas?.y ?? 0) + 320);
};

/** A draft whose process has got another version meanwhile, which changed the same name. */
const overtaken = async (page: Page) => {
  const headers = { "x-requested-with": "ablauf" };
  const data = { title: "Ordering", from: { kind: "process", key: "ordering" } };
  const { id } = (await (await page.request.post("/api/drafts", { data, headers })).json()) as { id: string }; // wireDrafts.ts
  const part = `/api/drafts/${id}/parts/process/ordering`;
  const { body, revision } = (await (await page.request.get(part)).json()) as { body: string; revision: number }; // as well
  const renamed = (name: string) => body.replace(/name="Bestellung [^"]*"/, `name="Bestellung ${name}"`);
  await page.request.put(part, { data: { revision, body: renamed("an den Shop geben") }, headers });
  await page.request.post("/api/definitions", {
    data: renamed(`aufgeben (${id.slice(-4)})`),
    headers: { ...headers, "content-type": "application/xml" },
  });
  await page.goto(`/drafts/${id}/merge?key=ordering&source=own`);
  await page.getByRole("heading", { level: 1 }).waitFor();
};

/** Two have changed the same names of a draft, and the second one puts both works together. */
const bothChanged = async (page: Page) => {
  await modelled("rma")(page);
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const headers = { "x-requested-with": "ablauf" };
  const part = `/api/drafts/${id}/parts/process/rma`;
  await task(page);
  const name = page.getByRole("textbox", { name: /^Name \((Deutsch|German)\)/ });
  await name.waitFor();
  await page.route("**/api/events", (route) => route.abort());
  await page.route(/\/api\/drafts\/[^/]+$/, (route) => route.abort());
  const { body, revision } = (await (await page.request.get(part)).json()) as { body: string; revision: number }; // wireDrafts.ts
  const renamed = body.replaceAll(/(<bpmn:\w+Task id="\w+" name="[^"]*)"/g, '$1 (neu)"');
  await page.request.put(part, { data: { revision, body: renamed }, headers });
  await name.fill("Von mir umbenannt");
  await name.press("Tab");
  await press(/^(Beides zusammenführen|Put both together)/)(page);
  await page.getByRole("dialog").locator(".djs-shape").first().waitFor();
};

const bound = (name: string) => ({ binding: { type: "zeebe:input", name } });

/** A template of the house, and an element that it is made from. */
const templated = async (page: Page) => {
  const headers = { "x-requested-with": "ablauf" };
  const data = {
    id: "tell-the-team",
    name: "Team informieren",
    description: "Meldet den Technikern, was der Kunde gesagt hat.",
    appliesTo: ["bpmn:Task"],
    elementType: { value: "bpmn:SendTask" },
    properties: [
      { type: "Hidden", value: "notify.users", binding: { type: "zeebe:taskDefinition", property: "type" } },
      { label: "Wer", value: '=["technician"]', feel: "optional", ...bound("groups") },
      {
        label: "Was",
        feel: "optional",
        constraints: { notEmpty: true },
        description: "Ein Satz genügt.",
        ...bound("title"),
      },
      { label: "Auch die Bereitschaft", type: "Boolean", feel: "static", ...bound("onCall") },
    ],
  };
  await page.request.post("/api/element-templates/import", { data, headers });
};
const placed = steps(templated, (page) => page.reload().then(() => undefined), drawn(/Team informieren/));

/** Processes, rules, and what they are made with. */
export const modellingScreens: readonly Screen[] = [
  { name: "processes", path: "/processes" },
  { name: "processes-empty", path: "/processes?search=nothing-like-this" },
  { name: "processes-error", path: "/processes", before: failing(/\/api\/(definitions|processes)/) },
  { name: "process-new", path: "/processes", prepare: press(/Neuer Prozess|New process/) },
  { name: "process-fork", path: "/processes", prepare: press(/Abzweigen …|Fork …/) },
  { name: "process-import", path: "/processes", prepare: press(/Importieren …|Import …/) },
  { name: "process", path: "/processes/ticket-lifecycle" },
  { name: "process-start", path: "/processes/rma", prepare: press(/Probelauf …|Test run …/) },
  {
    name: "process-retire",
    path: "/processes/rma",
    prepare: steps(press(/^(Mehr|More)$/), choose(/Version zurückziehen|Retire version/)),
  },
  { name: "process-versions", path: "/processes/rma?tab=versions" },
  { name: "process-documentation", path: "/processes/rma?tab=documentation" },
  { name: "process-origin", path: "/processes/rma?tab=origin" },
  { name: "model", path: "/processes", prepare: modelled("rma") },
  {
    name: "model-discard",
    path: "/processes",
    prepare: steps(modelled("rma"), press(/^(Mehr|More)$/), choose(/Entwurf verwerfen|Discard draft/)),
  },
  { name: "model-merge", path: "/processes", prepare: overtaken },
  { name: "model-merge-editors", path: "/processes", prepare: bothChanged },
  { name: "model-task", path: "/processes", prepare: steps(modelled("rma"), task) },
  { name: "model-problems", path: "/processes", prepare: modelled("rma", "?tab=problems") },
  { name: "model-variables", path: "/processes", prepare: modelled("rma", "?tab=variables") },
  { name: "model-parts", path: "/processes", prepare: modelled("rma", "?tab=parts") },
  { name: "model-tests", path: "/processes", prepare: modelled("rma", "?tab=tests") },
  {
    name: "model-played",
    path: "/processes",
    prepare: steps(modelled("rma", "?tab=tests"), press(/Szenarien spielen|Play scenarios/)),
  },
  { name: "model-simulate", path: "/processes", prepare: steps(modelled("rma"), press(/Durchspielen|Simulate/)) },
  { name: "model-publish", path: "/processes", prepare: steps(modelled("rma"), publish) },
  {
    name: "model-checked",
    path: "/processes",
    prepare: steps(modelled("rma"), publish, press(/Jetzt prüfen|Check now/), (page) =>
      page
        .getByText(/Sie haben mitgearbeitet|have worked on it/)
        .first()
        .waitFor({ timeout: 30_000 }),
    ),
  },
  { name: "model-new-task", path: "/processes", prepare: drawn(/Benutzeraufgabe|User task/) },
  {
    name: "model-new-form",
    path: "/processes",
    prepare: steps(drawn(/Benutzeraufgabe|User task/), press(/Neues Formular …|New form …/)),
  },
  {
    name: "model-new-rules",
    path: "/processes",
    prepare: steps(drawn(/Regelaufgabe|Business rule task/), press(/Neues Regelwerk …|New rule set …/)),
  },
  {
    name: "model-connectors",
    path: "/processes",
    prepare: steps(drawn(/Serviceaufgabe|Service task/), (page) =>
      page.getByRole("combobox", { name: /Konnektor|Connector/ }).click(),
    ),
  },
  { name: "model-template", path: "/processes", prepare: placed },
  {
    name: "model-template-save",
    path: "/processes",
    prepare: steps(
      modelled("rma"),
      task,
      press(/^(Vorlage|Template)$/),
      choose(/Als Vorlage speichern|Save as a template/),
    ),
  },
  { name: "element-templates-empty", path: "/element-templates?search=nothing-like-this" },
  {
    name: "element-templates",
    path: "/element-templates",
    prepare: steps(templated, (page) => page.reload().then(() => undefined)),
  },
  {
    name: "element-templates-edit",
    path: "/element-templates",
    prepare: steps(
      templated,
      (page) => page.reload().then(() => undefined),
      press(/Team informieren bearbeiten|Edit Team/),
    ),
  },
  { name: "model-pasted", path: "/processes", prepare: pasted },
  { name: "model-scenario", path: "/processes", prepare: scenario },
  {
    name: "model-scenario-played",
    path: "/processes",
    prepare: steps(scenario, press(/Jetzt spielen|Play now/)),
  },
  {
    name: "model-scenario-new",
    path: "/processes",
    prepare: steps(modelled("rma", "?tab=tests"), press(/Neues Szenario|New scenario/)),
  },
  { name: "rules", path: "/rules" },
  { name: "rules-empty", path: "/rules?search=nothing-like-this" },
  { name: "rules-new", path: "/rules", prepare: press(/Neues Regelwerk|New rule set/) },
  { name: "rules-import", path: "/rules", prepare: press(/DMN importieren|Import DMN/) },
  { name: "rule-set", path: "/rules/priority_matrix" },
  { name: "rule-set-documentation", path: "/rules/priority_matrix?tab=documentation" },
  { name: "rules-editor", path: "/processes", prepare: edited("ruleSet", "priority_matrix") },
  {
    name: "rules-editor-tests",
    path: "/processes",
    prepare: steps(edited("ruleSet", "priority_matrix"), tab(/^Tests/)),
  },
  {
    name: "rules-columns",
    path: "/processes",
    prepare: steps(edited("ruleSet", "priority_matrix"), press(/^(Spalten|Columns)/)),
  },
  { name: "designer-form", path: "/processes", prepare: edited("form", "approval") },
  {
    name: "designer-record",
    path: "/processes",
    prepare: steps(edited("form", "qbr_start"), (page) =>
      page
        .getByRole("row", { name: /Kunde|Customer/ })
        .first()
        .click(),
    ),
  },
  { name: "designer-template", path: "/processes", prepare: edited("template", "quote") },
];
