import test from "ava";
import type { Browser } from "playwright-core";
import { transact } from "../db/transact.ts";
import { publish } from "../definitions/publish.ts";
import type { Task, TaskPage } from "../http/wire.ts";
import { startInstance } from "../runtime/commands/startInstance.ts";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import { bpmn, ext, flows } from "./models.ts";
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

/** A process of one task whose form asks for a customer and one of its people. */
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
  const body = bpmn("visit", `<bpmn:startEvent id="s"/>${task}<bpmn:endEvent id="e"/>${flows("s", "t", "e")}`);
  const parts = [
    { kind: "form", key: "visit", body: form },
    { kind: "process", key: "visit", body },
  ] as const;
  await transact(site.house.database, tenantId, (tx) =>
    publish(tx, { title: "visit", parts, author: "test" }, new Date()),
  );
}

/** A task to visit somebody, in a case of its own. */
async function visiting(businessKey: string, told: string | null): Promise<Task> {
  const cause = { tenantId, actor: "test" };
  await startInstance(site.house, cause, { processKey: "visit", variables: { told }, businessKey });
  return eventually("the task", async () => {
    const { body } = await cast.admin.send<TaskPage>("GET", `/api/tasks?view=all&search=${businessKey}`);
    const [row] = body.items;
    return row === undefined ? undefined : (await cast.admin.send<Task>("GET", `/api/tasks/${row.id}`)).body;
  });
}

test.serial("records are found by typing, read by name, narrowed to their customer, and kept as ids", async (t) => {
  t.timeout(120_000);
  const task = await visiting("VISIT-1", "nobody@muster.example");
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
