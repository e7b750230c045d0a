import test from "ava";
import type { Browser } from "playwright-core";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import { given } from "./desks.ts";
import { bpmn, flows } from "./models.ts";
import { openAs } from "./opened.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";
import type { Cast } from "./story.ts";
import type { Draft } from "../http/wireDrafts.ts";

let site: Served;
let browser: Browser;
let cast: Cast;

test.before(async (t) => {
  t.timeout(400_000);
  await buildBrowser();
  site = await served();
  browser = await openChromium();
  cast = await gather([site.url]);
});
test.after.always(async () => {
  await browser?.close();
  await site?.close();
});

const bare = bpmn(
  "undrawn",
  `<bpmn:startEvent id="s"/><bpmn:userTask id="look" name="Ansehen"/><bpmn:endEvent id="e"/>${flows("s", "look", "e")}`,
);

test.serial("a model without drawing data deploys as it is, is drawn, and can be drawn on", async (t) => {
  t.timeout(120_000);
  await deployProcess(site.house, { tenantId: "main", actor: "test" }, { xml: bare });
  const { page, troubles } = await openAs(browser, site.url, "admin", { language: "de", isStill: true });
  await page.goto(`${site.url}/processes/undrawn`);
  await page.locator('figure .djs-element[data-element-id="look"]').first().waitFor();
  t.deepEqual(await violations(page), []);

  const draft = await given(
    cast.admin.send<Draft>("POST", "/api/drafts", { title: "undrawn", from: { kind: "process", key: "undrawn" } }),
  );
  const part = `/api/drafts/${draft.id}/parts/process/undrawn`;
  const stored = async () => (await given(cast.admin.send<{ body: string }>("GET", part))).body;
  t.is(await stored(), bare);
  await page.goto(`${site.url}/drafts/${draft.id}`);
  await page.locator('.djs-element[data-element-id="look"]').first().click();
  await page.getByRole("textbox", { name: "Name (Deutsch)" }).fill("Genau ansehen");
  const saved = await eventually("the drawn model", async () => {
    const xml = await stored();
    return xml.includes("Genau ansehen") ? xml : undefined;
  });
  t.true(saved.includes('bpmnElement="look"'));
  t.deepEqual(troubles, []);
  await page.context().close();
});
