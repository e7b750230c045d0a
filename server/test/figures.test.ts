import test from "ava";
import type { Page } from "playwright-core";
import type { ProcessFigures, ServiceFigures } from "../http/wireFigures.ts";
import { violations } from "./chromium.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { productFor } from "./opened.ts";

let lead: Client;

const product = productFor(test, async () => {
  lead = await openClient([product.site.url], { login: "admin", password: "ablauf-demo" });
});

test.serial("the figures of the desk are read by keyboard, narrowed in the URL, and shown as a table", async (t) => {
  t.timeout(90_000);
  const { page, troubles } = await open({ locale: "de-DE" });
  await page.goto(`${product.site.url}/tasks`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await page.getByRole("heading", { name: "Kennzahlen" }).waitFor();

  const chart = page.getByRole("figure", { name: "Durchsatz" });
  await chart.locator("rect[tabindex='0']").focus();
  await page.keyboard.press("End");
  const { body } = await lead.send<ServiceFigures>("GET", "/api/figures/service");
  const last = body.days.at(-1);
  t.regex(
    (await chart.locator("rect:focus").getAttribute("aria-label")) ?? "",
    new RegExp(`Eröffnet ${last?.opened}, Erledigt ${last?.ended}$`),
  );
  await chart.getByRole("button", { name: "Durchsatz: als Tabelle" }).press("Enter");
  t.is(await chart.locator("tbody tr").count(), 30);
  await page.getByRole("button", { name: /Zeitraum/ }).press("Enter");
  await page.getByRole("option", { name: "Letzte 7 Tage" }).press("Enter");
  await page.waitForURL(/span=7/);
  await chart.locator("tbody tr").nth(7).waitFor({ state: "detached" });
  t.is(await chart.locator("tbody tr").count(), 7);
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("where tokens waited is heat on the diagram and a table beside it", async (t) => {
  t.timeout(90_000);
  const { page, troubles } = await open({ locale: "en-GB" });
  await page.goto(`${product.site.url}/figures?tab=processes&process=ticket-lifecycle`);
  const answer = await page.request.get(`${product.site.url}/api/figures/process/ticket-lifecycle`, {
    headers: { "accept-language": "en" },
  });
  const [slowest] = ((await answer.json()) as ProcessFigures).elements; // the server's promise

  await page.locator(".djs-element.heat-4").first().waitFor();
  const table = page.getByRole("region", { name: "Elements", exact: true });
  t.is(await table.locator("tbody th").first().innerText(), slowest?.name ?? "none");
  await table.getByRole("button").first().press("Enter");
  await page.waitForURL(new RegExp(`el=${slowest?.elementId ?? "none"}`));
  await page.getByRole("button", { name: "Visits" }).press("Enter");
  await page.waitForURL(/heat=count/);
  await page.locator(".ablauf-badge-heat").first().waitFor();

  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("where nothing happened the screen says so and what to do", async (t) => {
  const { page } = await open({ locale: "de-DE" });

  await page.goto(`${product.site.url}/figures?customer=nobody`);

  await page.getByRole("heading", { name: "Noch nichts zu zählen" }).waitFor();
  t.pass();
  await page.context().close();
});

for (const colorScheme of ["light", "dark"] as const)
  test.serial(`axe finds nothing against WCAG 2.2 AA on the figures, ${colorScheme}`, async (t) => {
    t.timeout(90_000);
    const { page } = await open({ locale: "de-DE", colorScheme });

    await page.goto(`${product.site.url}/figures`);
    await page.getByRole("figure", { name: "Durchsatz" }).waitFor();
    t.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Durchsatz: als Tabelle" }).click();
    t.deepEqual(await violations(page), []);
    await page.goto(`${product.site.url}/figures?tab=processes&process=ticket-lifecycle`);
    await page.locator(".djs-element.heat-4").first().waitFor();
    t.deepEqual(await violations(page), []);
    await page.context().close();
  });

test.serial("an event log is well-formed, its events in order, its names those of the model", async (t) => {
  const { page } = await open({ locale: "en-GB" });
  await page.goto(`${product.site.url}/figures`);

  const log = await page.evaluate<Log>(`fetch("/api/figures/process/ticket-lifecycle/log.xes")
    .then((answer) => answer.text()).then((text) => new DOMParser().parseFromString(text, "application/xml"))
    .then((xml) => ({
      root: xml.documentElement.localName + " " + xml.documentElement.namespaceURI,
      extensions: [...xml.querySelectorAll("extension")].map((each) => each.getAttribute("prefix")),
      traces: [...xml.querySelectorAll("trace")].map((trace) => [...trace.querySelectorAll("event")].map((event) =>
        Object.fromEntries([...event.children].map((each) => [each.getAttribute("key"), each.getAttribute("value")])))),
    }))`);

  t.is(log.root, "log http://www.xes-standard.org/");
  t.deepEqual(log.extensions, ["concept", "time", "lifecycle", "org"]);
  t.true(log.traces.length > 3);
  for (const events of log.traces) {
    const times = events.map((event) => event["time:timestamp"] ?? "");
    t.deepEqual(times, times.toSorted());
    t.is(events[0]?.["lifecycle:transition"], "start");
    t.true(events.every((event) => event["concept:name"] !== "" && event["org:resource"] !== ""));
  }
  await page.context().close();
});

test.serial("figures come as tables for spreadsheets, and what cannot be counted is refused", async (t) => {
  const { page } = await open({ locale: "de-DE" });
  const get = (path: string) =>
    page.request.get(`${product.site.url}/api/figures/${path}`, { headers: { "accept-language": "de" } });

  const service = await get("service.csv");
  const elements = await get("process/ticket-lifecycle/elements.csv");

  t.regex(await service.text(), /^\uFEFF?Kennzahl;Merkmal;Tag;Wert;Einheit\r\n/);
  t.regex(service.headers()["content-disposition"] ?? "", /attachment; filename="service.csv"/);
  t.regex(await elements.text(), /^\uFEFF?Element;Name;Art;/);
  t.is((await get("service?from=2026-02-30")).status(), 400);
  t.is((await get("service?from=2020-01-01&to=2026-01-01")).status(), 400);
  t.is((await get("service?team=9")).status(), 400);
  await page.context().close();
});

interface Log {
  readonly root: string;
  readonly extensions: readonly string[];
  readonly traces: readonly (readonly Readonly<Record<string, string>>[])[];
}

/** A page of the administrator's, and what goes wrong on it. */
async function open(options: {
  readonly locale: string;
  readonly colorScheme?: "light" | "dark";
}): Promise<{ page: Page; troubles: string[] }> {
  const context = await product.browser.newContext({
    timezoneId: "Europe/Berlin",
    ...options,
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.request.post(`${product.site.url}/api/session`, {
    data: { login: "admin", password: "ablauf-demo" },
    headers: { "x-requested-with": "ablauf" },
  });
  const troubles: string[] = [];
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  return { page, troubles };
}
