import test from "ava";
import type { Browser } from "playwright-core";
import { transact } from "../db/transact.ts";
import { publish } from "../definitions/publish.ts";
import type { Task, TaskPage } from "../http/wire.ts";
import { startInstance } from "../runtime/commands/startInstance.ts";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import { bpmn, ext, flow, flows } from "./models.ts";
import { openAs } from "./opened.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";
import type { Cast } from "./story.ts";

const tenantId = "main";
const both = (de: string, en: string) => ({ de, en });
let site: Served;
let browser: Browser;
let cast: Cast;

test.before(async (t) => {
  t.timeout(180_000);
  await buildBrowser();
  site = await served();
  browser = await openChromium();
  cast = await gather([site.url]);
  await publishVisit();
});
test.after.always(async () => {
  await browser?.close();
  await site?.close();
});

/** A process whose form asks for a customer and one of its people; beside it somebody may call the case otherwise. */
async function publishVisit(): Promise<void> {
  const fields = [
    { key: "customer", type: "record", source: "customers", label: both("Kunde", "Customer"), required: true },
    {
      key: "contact",
      type: "record",
      source: "contacts",
      customer: "customer",
      label: both("Ansprechpartner", "Contact"),
      default: "=told",
    },
  ];
  const form = { key: "visit", version: 1, title: both("Besuch", "Visit"), fields };
  const assignment = `<zeebe:assignmentDefinition candidateGroups="technician"/><zeebe:formDefinition formId="visit"/>`;
  const task = `<bpmn:userTask id="t" name="Besuchen">${ext(assignment)}</bpmn:userTask>`;
  const subject = ext(`<ablauf:subject title="=title"/>`);
  const other = `<bpmn:userTask id="o" name="Umbenennen">${ext(`<zeebe:assignmentDefinition candidateGroups="dispatcher"/>`)}</bpmn:userTask>`;
  const body = bpmn(
    "visit",
    `${subject}<bpmn:startEvent id="s"/><bpmn:parallelGateway id="g"/>${task}${other}<bpmn:endEvent id="e"/><bpmn:endEvent id="f"/>
     ${flows("s", "g", "t", "e")}${flow("g", "o")}${flow("o", "f")}`,
  );
  const parts = [
    { kind: "form", key: "visit", body: form },
    { kind: "process", key: "visit", body },
  ] as const;
  await transact(site.house.database, tenantId, (tx) =>
    publish(tx, { title: "visit", parts, author: "test" }, new Date()),
  );
}

/** A case of a visit that is wanted by somebody. */
async function start(businessKey: string, told: string | null): Promise<void> {
  const variables = { told, title: `Besuch ${businessKey}` };
  await startInstance(site.house, { tenantId, actor: "test" }, { processKey: "visit", variables, businessKey });
}

function taskOf(businessKey: string, element = "t"): Promise<Task> {
  return eventually("the task", async () => {
    const { body } = await cast.admin.send<TaskPage>("GET", `/api/tasks?view=all&search=${businessKey}`);
    const row = body.items.find(({ elementId }) => elementId === element);
    return row === undefined ? undefined : (await cast.admin.send<Task>("GET", `/api/tasks/${row.id}`)).body;
  });
}

test.serial("records are found by typing, read by name, narrowed to their customer, and kept as ids", async (t) => {
  t.timeout(120_000);
  await start("VISIT-1", "nobody@muster.example");
  const task = await taskOf("VISIT-1");
  const technician = await cast.as("blang");
  await technician.send("POST", `/api/tasks/${task.id}/claim`);
  const { page, troubles } = await openAs(browser, site.url, "blang", { language: "de" });
  await page.goto(`${site.url}/tasks?view=all&task=${encodeURIComponent(task.id)}`);
  const customer = page.getByRole("combobox", { name: /Kunde/ });
  const contact = page.getByRole("combobox", { name: /Ansprechpartner/ });
  await page.getByText("Das gibt es hier nicht. Bitte wählen.").waitFor();

  await customer.focus();
  await page.keyboard.type("muster");
  await page.getByRole("option", { name: /Muster GmbH/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await contact.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("max");
  await page.getByRole("option", { name: /Max Mustermann/ }).waitFor();
  t.is(await page.getByRole("option").count(), 1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  t.is(await contact.inputValue(), "Max Mustermann");
  await customer.focus();
  await page.keyboard.type("xyz");
  await page.keyboard.press("Escape");
  await contact.focus();
  await page.keyboard.press("Escape");
  t.is(await customer.inputValue(), "Muster GmbH");
  t.deepEqual(await violations(page), []);

  await page.keyboard.press("Control+Enter");
  await page.getByText("VISIT-1 abgeschlossen").waitFor();
  const { body } = await cast.admin.send<{ variables: Record<string, unknown> }>(
    "GET",
    `/api/instances/${task.instanceId}`,
  );
  const [row] = await transact(site.house.database, tenantId, (tx) =>
    tx.query<{ customer: string; contact: string }>(
      "select customer_id as customer, id as contact from contacts where tenant_id = $1 and name = 'Max Mustermann'",
      [tenantId],
    ),
  );
  t.like(body.variables, { ...row });
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("the heading of an open task follows its case, and leaves the focus and what is typed alone", async (t) => {
  t.timeout(60_000);
  await start("VISIT-2", null);
  const [task, other] = [await taskOf("VISIT-2"), await taskOf("VISIT-2", "o")];
  await (await cast.as("blang")).send("POST", `/api/tasks/${task.id}/claim`);
  const { page } = await openAs(browser, site.url, "blang", { language: "de" });
  await page.goto(`${site.url}/tasks?view=all&task=${encodeURIComponent(task.id)}`);
  await page.getByRole("heading", { level: 1, name: "Besuch VISIT-2" }).waitFor();
  const customer = page.getByRole("combobox", { name: /Kunde/ });
  await customer.focus();
  await page.keyboard.type("must");
  await page.getByRole("option", { name: /Muster GmbH/ }).waitFor();

  await cast.admin.send("POST", `/api/tasks/${other.id}/complete`, { variables: { title: "Abbau der alten Anlage" } });

  await page.locator("h1", { hasText: "Abbau der alten Anlage" }).waitFor();
  await page.locator("[role=row], [role=option], li", { hasText: "Abbau der alten Anlage" }).first().waitFor();
  t.is(await customer.inputValue(), "must");
  await page.locator(":focus").and(customer).waitFor();
  await page.context().close();
});

test.serial("every screen is narrowed to a customer who is found by typing, by keyboard", async (t) => {
  t.timeout(60_000);
  const { page, troubles } = await openAs(browser, site.url, "blang", { language: "de" });
  await page.goto(`${site.url}/tasks?view=all`);
  const filter = page.getByRole("button", { name: "Kunde: Alle Kunden" });
  await filter.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Alle Kunden" }).waitFor();
  await page.keyboard.type("muster g");
  await page.getByRole("option", { name: "Muster GmbH" }).waitFor();
  t.is(await page.getByRole("option").count(), 1);
  t.deepEqual(
    (await violations(page)).filter((each) => !each.startsWith("aria-hidden-focus")),
    [],
  );
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");

  await page.getByRole("button", { name: "Kunde: Muster GmbH" }).waitFor();
  t.is(new URL(page.url()).searchParams.get("customer"), "Muster GmbH");
  t.deepEqual(troubles, []);
  await page.context().close();
});
