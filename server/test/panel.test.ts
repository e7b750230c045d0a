import test from "ava";
import type { Page } from "playwright-core";
import type { Draft } from "../http/wireDrafts.ts";
import { violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import { given } from "./desks.ts";
import { openAs, productFor } from "./opened.ts";

const product = productFor(test);

test.serial("person, priority, deadline and calendar of a task are chosen from what there is", async (t) => {
  t.timeout(120_000);
  const draft = await newDraft("approval");
  const { page, troubles } = await openAs(product.browser, product.site.url, "admin", {
    language: "de",
    isStill: true,
  });
  await page.goto(`${product.site.url}/drafts/${draft.id}`);
  await shape(page, "U").click();
  const panel = page.getByRole("complementary", { name: "Eigenschaften" });

  await panel.getByRole("button", { name: "Bestimmte Person: Aus der Liste wählen" }).click();
  await choose(page, "Bestimmte Person", "Huber", "Anna Huber");
  await choose(page, "Personen", "Mayer", "Ines Mayer");
  await choose(page, "Vorrang", "Ho", "Hoch");
  const xml = await saved(draft.id, "approval", /assignee="ahuber".*priority="=80"/s);

  t.regex(xml, /candidateUsers="=\[&#34;imayer&#34;\]"/);
  t.deepEqual(await violations(page), []);
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial("what does not exist is marked, and facts of a rule set are chosen from its values", async (t) => {
  t.timeout(120_000);
  const draft = await newDraft("ticket-lifecycle");
  const part = `/api/drafts/${draft.id}/parts/process/ticket-lifecycle`;
  const { body, revision } = await given(product.cast.admin.send<{ body: string; revision: number }>("GET", part));
  const named = /(<bpmn:userTask id="U_qual"[^>]*>.*?<zeebe:assignmentDefinition )[^/]*\/>/s;
  t.regex(body, named);
  const strange = body.replace(named, '$1assignee="gone" candidateGroups="=[&quot;plumbers&quot;]" />');
  await given(product.cast.admin.send("PUT", part, { revision, body: strange }));
  const sight = { language: "en", theme: "dark", isStill: true } as const;
  const { page, troubles } = await openAs(product.browser, product.site.url, "admin", sight);
  await page.goto(`${product.site.url}/drafts/${draft.id}`);

  await shape(page, "U_qual").click();
  const panel = page.getByRole("complementary", { name: "Properties" });
  await panel.getByText(/“gone” cannot sign in here/).waitFor();
  await panel.getByText("This does not exist here: plumbers.").waitFor();
  t.deepEqual(await violations(page), []);

  await shape(page, "R_sla").focus();
  await page.keyboard.press("Enter");
  await panel.getByRole("button", { name: "SLA class: Choose from the list" }).click();
  await panel.getByText("Empty means the variable “slaClass”.").waitFor();
  await choose(page, "SLA class", "Go", "Gold");
  await saved(
    draft.id,
    "ticket-lifecycle",
    /source="=&#34;gold&#34;" target="slaClass"|source="=&quot;gold&quot;" target="slaClass"/,
  );
  t.deepEqual(await violations(page), []);
  t.deepEqual(troubles, []);
  await page.context().close();
});

test.serial(
  "a yes or no that depends on the case is shown as an expression, and a look at it changes nothing",
  async (t) => {
    t.timeout(120_000);
    const draft = await newDraft("ticket-lifecycle");
    const part = `/api/drafts/${draft.id}/parts/process/ticket-lifecycle`;
    const { body, revision } = await given(product.cast.admin.send<{ body: string; revision: number }>("GET", part));
    const depending = body.replace(
      'source="=true" target="answerLink"',
      'source="=ticket.isUrgent" target="answerLink"',
    );
    t.not(depending, body);
    await given(product.cast.admin.send("PUT", part, { revision, body: depending }));
    const [, task = ""] =
      /<bpmn:sendTask id="(\w+)"(?:(?!<\/bpmn:sendTask>)[^])*target="answerLink"/.exec(depending) ?? [];
    const { page, troubles } = await openAs(product.browser, product.site.url, "admin", {
      language: "en",
      isStill: true,
    });
    await page.goto(`${product.site.url}/drafts/${draft.id}?el=${task}`);
    const panel = page.getByRole("complementary", { name: "Properties" });

    const expression = panel.getByRole("textbox", { name: "Link to confirm" });
    await expression.getByText("ticket.isUrgent").waitFor();
    t.is(await panel.getByRole("checkbox", { name: "Link to confirm" }).count(), 0);
    await expression.click();
    await page.keyboard.press("End");
    await page.keyboard.type(" = true");
    await saved(draft.id, "ticket-lifecycle", /source="=ticket.isUrgent = true" target="answerLink"/);
    t.deepEqual(await violations(page), []);

    await panel.getByRole("button", { name: "Link to confirm: As yes or no" }).click();
    await panel.getByText("Link to confirm", { exact: true }).click();
    await saved(draft.id, "ticket-lifecycle", /source="=true" target="answerLink"/);
    t.deepEqual(await violations(page), []);
    t.deepEqual(troubles, []);
    await page.context().close();
  },
);

async function newDraft(key: string): Promise<Draft> {
  return given(product.cast.admin.send<Draft>("POST", "/api/drafts", { title: key, from: { kind: "process", key } }));
}

function shape(page: Page, id: string) {
  return page.locator(`.djs-element[data-element-id="${id}"]`).first();
}

/** The stored model, once it says so. */
function saved(draftId: string, key: string, says: RegExp): Promise<string> {
  return eventually(`a model with ${says.source}`, async () => {
    const { body } = await product.cast.admin.send<{ body: string }>(
      "GET",
      `/api/drafts/${draftId}/parts/process/${key}`,
    );
    return says.test(body.body) ? body.body : undefined;
  });
}

async function choose(page: Page, label: string, typed: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  await page.keyboard.type(typed);
  await page.getByRole("option", { name: option }).first().click();
}
