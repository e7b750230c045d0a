import test from "ava";
import { transact } from "../db/transact.ts";
import { begin, both, publishAsked, taskOf, tenantId } from "./asked.ts";
import { violations } from "./chromium.ts";
import { ext, flow, flows } from "./models.ts";
import { openAs, productFor } from "./opened.ts";
import type { Product } from "./opened.ts";

const product = productFor(test, publishVisit);

/** A process whose form asks for a customer and one of its people; beside it somebody may call the case otherwise. */
async function publishVisit(whole: Product): Promise<void> {
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
  const subject = ext(`<ablauf:subject title="=title"/>`);
  const other = `<bpmn:userTask id="o" name="Umbenennen">${ext(`<zeebe:assignmentDefinition candidateGroups="dispatcher"/>`)}</bpmn:userTask>`;
  await publishAsked(whole, {
    key: "visit",
    title: both("Besuch", "Visit"),
    task: "Besuchen",
    fields,
    body: (
      task,
    ) => `${subject}<bpmn:startEvent id="s"/><bpmn:parallelGateway id="g"/>${task}${other}<bpmn:endEvent id="e"/><bpmn:endEvent id="f"/>
     ${flows("s", "g", "t", "e")}${flow("g", "o")}${flow("o", "f")}`,
  });
}

/** A case of a visit that is wanted by somebody. */
function start(businessKey: string, told: string | null): Promise<void> {
  return begin(product, "visit", businessKey, { told, title: `Besuch ${businessKey}` });
}

test.serial("records are found by typing, read by name, narrowed to their customer, and kept as ids", async (t) => {
  t.timeout(120_000);
  await start("VISIT-1", "nobody@muster.example");
  const task = await taskOf(product, "VISIT-1");
  const technician = await product.cast.as("blang");
  await technician.send("POST", `/api/tasks/${task.id}/claim`);
  const { page, troubles } = await openAs(product.browser, product.site.url, "blang", { language: "de" });
  await page.goto(`${product.site.url}/tasks?view=all&task=${encodeURIComponent(task.id)}`);
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
  const { body } = await product.cast.admin.send<{ variables: Record<string, unknown> }>(
    "GET",
    `/api/instances/${task.instanceId}`,
  );
  const [row] = await transact(product.site.house.database, tenantId, (tx) =>
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
  const [task, other] = [await taskOf(product, "VISIT-2"), await taskOf(product, "VISIT-2", "o")];
  await (await product.cast.as("blang")).send("POST", `/api/tasks/${task.id}/claim`);
  const { page } = await openAs(product.browser, product.site.url, "blang", { language: "de" });
  await page.goto(`${product.site.url}/tasks?view=all&task=${encodeURIComponent(task.id)}`);
  await page.getByRole("heading", { level: 1, name: "Besuch VISIT-2" }).waitFor();
  const customer = page.getByRole("combobox", { name: /Kunde/ });
  await customer.focus();
  await page.keyboard.type("must");
  await page.getByRole("option", { name: /Muster GmbH/ }).waitFor();

  await product.cast.admin.send("POST", `/api/tasks/${other.id}/complete`, {
    variables: { title: "Abbau der alten Anlage" },
  });

  await page.locator("h1", { hasText: "Abbau der alten Anlage" }).waitFor();
  await page.locator("[role=row], [role=option], li", { hasText: "Abbau der alten Anlage" }).first().waitFor();
  t.is(await customer.inputValue(), "must");
  await page.locator(":focus").and(customer).waitFor();
  await page.context().close();
});

test.serial("every screen is narrowed to a customer who is found by typing, by keyboard", async (t) => {
  t.timeout(60_000);
  const { page, troubles } = await openAs(product.browser, product.site.url, "blang", { language: "de" });
  await page.goto(`${product.site.url}/tasks?view=all`);
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
