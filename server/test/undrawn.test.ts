import test from "ava";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import { given } from "./desks.ts";
import { bpmn, flows } from "./models.ts";
import { openAs, productFor } from "./opened.ts";
import type { Draft } from "../http/wireDrafts.ts";

const product = productFor(test);

const bare = bpmn(
  "undrawn",
  `<bpmn:startEvent id="s"/><bpmn:userTask id="look" name="Ansehen"/><bpmn:endEvent id="e"/>${flows("s", "look", "e")}`,
);

test.serial("a model without drawing data deploys as it is, is drawn, and can be drawn on", async (t) => {
  t.timeout(120_000);
  await deployProcess(product.site.house, { tenantId: "main", actor: "test" }, { xml: bare });
  const { page, troubles } = await openAs(product.browser, product.site.url, "admin", {
    language: "de",
    isStill: true,
  });
  await page.goto(`${product.site.url}/processes/undrawn`);
  await page.locator('figure .djs-element[data-element-id="look"]').first().waitFor();
  t.deepEqual(await violations(page), []);

  const draft = await given(
    product.cast.admin.send<Draft>("POST", "/api/drafts", {
      title: "undrawn",
      from: { kind: "process", key: "undrawn" },
    }),
  );
  const part = `/api/drafts/${draft.id}/parts/process/undrawn`;
  const stored = async () => (await given(product.cast.admin.send<{ body: string }>("GET", part))).body;
  t.is(await stored(), bare);
  await page.goto(`${product.site.url}/drafts/${draft.id}`);
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
