import test from "ava";
import { violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import { accepted, dispatched } from "./offered.ts";
import { openPage, productFor, signIn } from "./opened.ts";
import type { Opened } from "./opened.ts";
import { firstLoadOf } from "./weight.ts";
import type { FirstLoad } from "./weight.ts";

const product = productFor(test);

test.serial(
  "a technician signs in, finds the ticket of an alert, works it and sees its story, by keyboard",
  async (t) => {
    t.timeout(120_000);
    const { number, task } = await dispatched(product.cast, 1);
    const { page, troubles } = await open("de");

    await page.getByRole("button", { name: task.assignee?.name ?? "" }).click();
    await page.locator(`[role=row]:has-text("${number}")`).first().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Disk C: low on space (1)" }).waitFor();
    await page.getByRole("radiogroup", { name: "Entscheidung" }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText(`${number} abgeschlossen`).waitFor();

    await page.locator(`[role=row]:has-text("${number}"):has-text("Ticket bearbeiten")`).first().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Zurückgeben" }).waitFor();
    await page.keyboard.press("u");
    await page.getByText("Noch frei.").waitFor();
    await page.keyboard.press("c");
    await page.getByRole("button", { name: /Ergebnis/ }).click();
    await page.getByRole("option", { name: "Gelöst" }).click();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Bitte ausfüllen.").first().waitFor();
    await page.keyboard.type("Alte Protokolle gelöscht.");
    await page.getByRole("textbox", { name: "Zeit (Min.)" }).fill("25");
    await page.getByText("Entwurf gespeichert").waitFor();
    await page
      .getByRole("region", { name: "Warum ist das so?" })
      .getByText(/Regel \d+/)
      .first()
      .waitFor();
    const instance = page.getByRole("link", { name: "In Betrieb öffnen" });
    const href = await instance.getAttribute("href");
    await page.keyboard.press("Control+Enter");
    await page.getByText(`${number} abgeschlossen`).waitFor();

    await page.goto(`${product.site.url}${href}`);
    await page
      .getByText(/„Ticket bearbeiten \(remote\)“ abgeschlossen/)
      .first()
      .waitFor();
    await page.locator(".djs-element[tabindex='0']").focus();
    await page.keyboard.press("ArrowRight");
    const spoken = await page.evaluate<string>("document.activeElement.getAttribute('aria-label')");
    t.regex(spoken, /weiter zu/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/[?&]el=/);

    await billed(number);
    await page.goto(`${product.site.url}${href}`);
    await page.getByText("abgeschlossen", { exact: true }).first().waitFor();
    await page
      .getByText(/Nachricht billing.invoiced bei „Abgerechnet“ angekommen/)
      .first()
      .waitFor();
    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

test.serial("what somebody else has taken is said with their name, and nothing typed is lost", async (t) => {
  t.timeout(60_000);
  const { number, task } = await accepted(product.cast, 2);
  const dispatcher = await product.cast.as("esommer");
  await dispatcher.send("POST", `/api/tasks/${task.id}/release`);
  const { page } = await signedIn(task.assignee?.login ?? "", "en");

  await page.goto(`${product.site.url}/tasks?view=all&search=${number}&task=${encodeURIComponent(task.id)}`);
  await page.getByText("Still free.").waitFor();
  // The stream is cut, so that the page cannot know before it asks.
  await page.route("**/api/events", (route) => route.abort());
  const other = (
    await dispatcher.send<{ items: { login: string; name: string; roles: string[] }[] }>("GET", "/api/people")
  ).body.items.find((person) => person.roles.includes("technician") && person.login !== task.assignee?.login);
  await page.route("**/claim", async (route) => {
    await dispatcher.send("POST", `/api/tasks/${task.id}/assign`, { assignee: other?.login });
    await route.continue();
  });
  await page.keyboard.press("c");

  await page.getByRole("alert").getByText(`${other?.name} has just claimed this task.`).waitFor();
  t.true(await page.getByText("What you entered is not lost.").isVisible());
  await page.context().close();
});

for (const theme of ["light", "dark"] as const) {
  test.serial(`axe finds nothing against WCAG 2.2 AA on the screens, ${theme}`, async (t) => {
    t.timeout(120_000);
    const { task } = await dispatched(product.cast, theme === "light" ? 3 : 4);
    const { page } = await open("en", theme);
    await page.getByRole("heading", { name: "Ablauf" }).waitFor();
    t.deepEqual(await violations(page), [], "sign-in");
    await signIn(page, product.site.url, "admin");

    await page.goto(`${product.site.url}/tasks?view=all&task=${encodeURIComponent(task.id)}`);
    await page.locator("figure .djs-container").waitFor();
    t.deepEqual(await violations(page), [], "task");
    await page.keyboard.press("Control+k");
    await page.getByRole("listbox").waitFor();
    t.deepEqual(await violations(page), [], "palette");

    await page.goto(`${product.site.url}/ops`);
    await page.getByRole("table").waitFor();
    t.deepEqual(await violations(page), [], "instances");
    for (const tab of ["faults", "variables", "waits", "tasks", "decisions", "children"]) {
      await page.goto(`${product.site.url}/ops/${task.instanceId}?tab=${tab}`);
      await page.locator(".djs-element[tabindex='0']").waitFor();
      t.deepEqual(await violations(page), [], tab);
    }
    await page.context().close();
  });
}

test.serial(
  "the first load is at most 250 kB gzipped, from this server only, and usable within a second",
  async (t) => {
    t.timeout(60_000);
    const loads: FirstLoad[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const { page, hosts } = await signedIn("admin", "en");
      loads.push(await firstLoadOf(page, `${product.site.url}/tasks?view=all`));
      t.deepEqual([...hosts], [new URL(product.site.url).host]);
      await page.context().close();
    }

    t.true(Math.max(...loads.map(({ bytes }) => bytes)) <= 250_000, JSON.stringify(loads));
    t.true(Math.min(...loads.map(({ usable }) => usable)) < 1000, JSON.stringify(loads));
  },
);

/** The proposal has been written with the trace of its rules; the accounting says that it is billed. */
async function billed(number: string): Promise<void> {
  const lines = await eventually("the invoice proposal", async () => {
    const { body } = await product.cast.admin.send<{ items: { id: string }[] }>(
      "GET",
      `/api/billing-proposals?ticket=${number}`,
    );
    const [proposal] = body.items;
    if (proposal === undefined) return undefined;
    return (
      await product.cast.admin.send<{ lines: { ruleTrace: object }[] }>("GET", `/api/billing-proposals/${proposal.id}`)
    ).body.lines;
  });
  if (!lines.every(({ ruleTrace }) => "billability" in ruleTrace)) throw new Error("a line has no trace of its rules");
  for (const name of ["ticket.confirmed", "billing.invoiced"]) {
    await product.cast.rmm.send("POST", "/api/messages", { name, correlationKey: number, variables: {} });
  }
  await eventually("Closed (Invoiced)", async () => {
    const { body } = await product.cast.admin.send<{ status: string }>("GET", `/api/tickets/${number}`);
    return body.status === "closed_invoiced" ? true : undefined;
  });
}

async function open(language: "de" | "en", theme: "light" | "dark" = "light"): Promise<Opened> {
  return openPage(product.browser, product.site.url, { language, theme });
}

async function signedIn(login: string, language: "de" | "en"): Promise<Opened> {
  const opened = await open(language);
  await signIn(opened.page, product.site.url, login);
  return opened;
}
