import test from "ava";
import type { Page } from "playwright-core";
import { transact } from "../db/transact.ts";
import { publish } from "../definitions/publish.ts";
import { withLayout } from "../diagram/picture/layout/withLayout.ts";
import { violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import { geometryOf } from "./geometry.ts";
import { bpmn, flows } from "./models.ts";
import { openAs, productFor } from "./opened.ts";
import type { Product, Sight } from "./opened.ts";

const product = productFor(test, async (whole) => {
  for (let version = 1; version <= 60; version++) await publishLoan(whole, version);
});

/** A version of a small process; from the second on somebody has approved it and the task is called otherwise. */
async function publishLoan({ site }: Product, version: number): Promise<void> {
  const task = `<bpmn:userTask id="t" name="Gerät ausgeben ${version}"/>`;
  const body = await withLayout(
    bpmn("loan", `<bpmn:startEvent id="s" name="Anfrage"/>${task}<bpmn:endEvent id="e"/>${flows("s", "t", "e")}`),
  );
  const approval = version === 1 ? {} : { approver: "imayer", reason: `Grund ${version}` };
  const publication = {
    title: "loan",
    author: "esommer",
    parts: [{ kind: "process", key: "loan", body }] as const,
    ...approval,
  };
  await transact(site.house.database, "main", (tx) => publish(tx, publication, new Date()));
}

async function open(path: string, sight: Partial<Sight> = {}): Promise<Page> {
  const { page } = await openAs(product.browser, product.site.url, "admin", {
    language: "de",
    isStill: true,
    ...sight,
  });
  await page.goto(`${product.site.url}${path}`);
  return page;
}

/** Waits until the picture that is looked at was loaded. */
function drawn(page: Page): Promise<true> {
  const isDrawn = `[...document.querySelectorAll("article img")].some((each) => each.complete && each.naturalWidth > 100)`;
  return eventually("the picture", async () => (await page.evaluate<boolean>(isDrawn)) || undefined);
}

test.serial("every version shows its picture, who approved it, its hash, and can be taken away", async (t) => {
  t.timeout(90_000);
  const page = await open("/audit?tab=versions&object=loan");
  const detail = page.getByRole("article");
  await detail.getByRole("heading", { name: /Version 60/ }).waitFor();
  await drawn(page);
  await detail.getByText("Ines Mayer").waitFor();
  await detail.getByText("Grund 60").waitFor();
  t.regex((await detail.locator("dd code").textContent()) ?? "", /^[0-9a-f]{64}$/);
  t.deepEqual(await violations(page), []);

  await detail.getByText("Das Bild als Text").click();
  await detail.getByRole("listitem").filter({ hasText: "Gerät ausgeben 60, Benutzeraufgabe" }).waitFor();
  const saved = page.waitForEvent("download");
  await detail.getByRole("button", { name: /^Export/ }).click();
  await page.getByRole("menuitem", { name: /PDF/ }).click();
  t.is((await saved).suggestedFilename(), "loan-v60.pdf");
  await page.context().close();
});

test.serial("what a version changed is drawn and listed against the one before; the first one has none", async (t) => {
  t.timeout(90_000);
  const page = await open("/audit?tab=versions&object=loan");
  await page.getByRole("button", { name: "Unterschied zu Version 59" }).click();
  const changes = page.getByRole("region", { name: "Änderungen" });
  await changes.getByText("Gerät ausgeben 59").waitFor();
  await page.locator(".djs-container .djs-shape").first().waitFor();
  t.deepEqual(await violations(page), []);

  await page.getByRole("row", { name: /Version 60/ }).focus();
  await page.keyboard.press("End");
  await page.getByRole("heading", { name: /Version 11$/ }).waitFor();
  await page.locator("[role=grid][aria-rowcount='60']").waitFor();
  await page.keyboard.press("End");
  await page.getByRole("heading", { name: /Version 1$/ }).waitFor();
  await page.getByText("ohne Freigabe veröffentlicht").waitFor();
  const first = page.getByRole("button", { name: "Änderungen", exact: true });
  t.is(await first.getAttribute("aria-disabled"), "true");
  await page.context().close();
});

test.serial("nothing found says so, and the pictures of versions fit narrow screens", async (t) => {
  t.timeout(90_000);
  const page = await open("/audit?tab=versions&object=nothing-like-this");
  await page.getByRole("heading", { name: "Keine Version gefunden" }).waitFor();
  t.deepEqual(await violations(page), []);
  for (const width of [1280, 834]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${product.site.url}/audit?tab=versions&object=ticket-lifecycle`);
    await drawn(page);
    const { isScrolled, wide } = await geometryOf(page);
    t.deepEqual({ isScrolled, wide }, { isScrolled: false, wide: [] });
  }
  await page.context().close();
});
