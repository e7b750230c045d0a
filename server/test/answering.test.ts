import test from "ava";
import type { Browser, Page } from "playwright-core";
import type { AlertAnswer } from "../http/wireOperations.ts";
import { ateraAlert, connectProduct, takeAlarm } from "./alarmed.ts";
import { openCaseStage } from "./caseStage.ts";
import type { CaseStage } from "./caseStage.ts";
import { buildBrowser, openChromium, violations } from "./chromium.ts";
import { eventually, openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { openAs } from "./opened.ts";
import { openReceiver } from "./receiver.ts";
import type { Receiver } from "./receiver.ts";

let stage: CaseStage;
let browser: Browser;
let admin: Client;
let atera: Receiver;
let isDown = true;

const titles = ["Lüfter steht", "Netzteil heiß", "Platte voll"];
const numbers: string[] = [];

test.before(async (t) => {
  t.timeout(240_000);
  await buildBrowser();
  stage = await openCaseStage({ HTTP_ALLOWED_HOSTS: "127.0.0.1" });
  browser = await openChromium();
  atera = await openReceiver(() => (isDown ? { status: 500, text: "down" } : { json: {} }));
  const words = JSON.stringify({ method: "POST", path: "/alerts/{/externalId}", body: { state: "{/answer}" } });
  const settings = { source: "atera", acknowledge: words, close: words, header: "X-Key", prefix: "" };
  await connectProduct(await stage.as("admin"), atera, "alert-call", settings, { secret: "k" });
});
test.after.always(async () => {
  await browser?.close();
  await stage?.close();
  await atera?.close();
});

async function answers(query: string): Promise<{ items: AlertAnswer[]; nextCursor: string | null }> {
  const { body } = await admin.send<{ items: AlertAnswer[]; nextCursor: string | null }>("GET", `/api/alert-answers${query}`); // prettier-ignore
  return body;
}

/** Lets time pass, to the next attempt each time, until the answers have run out of retries. */
async function givenUp(count: number): Promise<readonly AlertAnswer[]> {
  await eventually(`${count} answers that failed`, async () => {
    const jobs = await stage.rows("select retries_left, run_at, leased_until from jobs where type = 'alert.answer'");
    if (jobs.every((job) => job["retries_left"] === 0)) return true;
    if (jobs.every((job) => (job["run_at"] as Date) > stage.now() || job["retries_left"] === 0)) stage.pass(30); // a timestamp
    return undefined;
  });
  admin = await stage.as("admin");
  return (await answers("?state=failed")).items;
}

async function because(screen: Page, reason: string, button: RegExp): Promise<void> {
  const dialog = screen.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /^(Grund|Reason)/ }).fill(reason);
  await dialog.getByRole("button", { name: button }).click();
  await dialog.waitFor({ state: "detached" });
}

test.serial(
  "whoever may not see the alerts of security sees no answers, and is told what will stand here",
  async (t) => {
    t.timeout(60_000);
    const { page: screen } = await openAs(browser, stage.url, "esommer", { language: "en", theme: "dark" });
    await screen.goto(`${stage.url}/ops/alert-answers`);

    await screen.getByRole("heading", { name: "No answers yet" }).waitFor();
    t.deepEqual(await violations(screen), []);
    await screen.goto(`${stage.url}/ops/alert-answers?state=failed&source=atera`);
    await screen.getByRole("heading", { name: "Nothing found" }).waitFor();
    t.deepEqual(await violations(screen), []);
    await screen.context().close();
  },
);

test.serial("answers are listed with the ticket, the instance and why they failed, page by page", async (t) => {
  t.timeout(120_000);
  for (const [index, title] of titles.entries()) {
    const { number } = await takeAlarm(stage, "atera", ateraAlert(`A-${index}`, title), title);
    numbers.push(number);
  }
  admin = await stage.as("admin");

  const waiting = await answers("?state=waiting&source=atera");
  const failed = await givenUp(titles.length);

  t.deepEqual(waiting.items.map(({ alert }) => alert).toSorted(), titles.toSorted());
  t.deepEqual(
    waiting.items.map(({ ticketNumber }) => ticketNumber),
    numbers.toReversed(),
  );
  t.like(failed[0], { source: "atera", customer: "Muster GmbH", answer: "acknowledged", connector: null });
  t.regex(failed[0]?.detail ?? "", /500/);
  t.is(new Set(failed.map(({ cause }) => cause)).size, 1);
  const seen: AlertAnswer[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const next = await answers(`?limit=1&cursor=${cursor}`);
    seen.push(...next.items);
    cursor = next.nextCursor;
  }
  t.deepEqual(
    seen.map(({ state }) => state),
    ["failed", "failed", "failed", "unheard"],
  );
  t.deepEqual(
    (await answers(`?search=${numbers[1]}`)).items.map(({ alert }) => alert),
    [titles[1]],
  );
  t.deepEqual((await answers("?customer=Nobody")).items, []);
  t.is((await admin.send("GET", "/api/alert-answers?state=lost")).status, 400);
  t.is((await (await openClient([stage.url], undefined)).send("GET", "/api/alert-answers")).status, 401);
});

test.serial("a source that is back is told again, one alert by hand and all alike at once", async (t) => {
  t.timeout(120_000);
  const { page: screen } = await openAs(browser, stage.url, "admin", { language: "de" });
  await screen.goto(`${stage.url}/ops/alert-answers`);
  await screen.getByRole("button", { name: /Jeder Stand/ }).click();
  await screen.getByRole("option", { name: "gescheitert" }).click();
  await screen.getByRole("button", { name: /Jede Quelle/ }).click();
  await screen.getByRole("option", { name: "Atera" }).click();
  await screen.getByText("3 Antworten").waitFor();
  t.regex(screen.url(), /state=failed&source=atera/);
  t.deepEqual(await violations(screen), []);

  isDown = false;
  await screen.getByRole("button", { name: `Jetzt versuchen: ${titles[0]} ${numbers[0]}` }).click();
  t.deepEqual(await violations(screen), []);
  await because(screen, "Atera ist wieder da", /Jetzt versuchen/);
  await screen.getByText("2 Antworten").waitFor();
  await eventually("the first answer", async () => (await answers("?state=told")).items.find(({ alert }) => alert === titles[0])); // prettier-ignore

  await screen.getByRole("link", { name: "Alle gleichen" }).first().click();
  await screen.getByRole("button", { name: /Alle 2 erneut versuchen/ }).click();
  await because(screen, "Atera ist wieder da", /Alle 2 erneut versuchen/);
  const told = await eventually("all answers", async () => {
    const { items } = await answers("?state=told&source=atera");
    return items.length === 3 ? items : undefined;
  });
  t.true(told.every(({ instanceId, jobId, cause }) => instanceId !== null && jobId === null && cause === null));
  t.is(atera.seen.filter(({ path }) => path === "/alerts/A-0").length > 1, true);
  await screen.context().close();
});

test.serial("the list leads to the ticket and the instance, and both lead back", async (t) => {
  t.timeout(120_000);
  const { page: screen } = await openAs(browser, stage.url, "admin", { language: "en", theme: "dark" });
  await screen.goto(`${stage.url}/ops/alert-answers?source=atera`);
  await screen.getByRole("link", { name: numbers[2] ?? "" }).click();

  const told = screen.getByRole("region", { name: "Answers to the source of alerts" });
  await told.getByRole("cell", { name: "Atera", exact: true }).waitFor();
  t.deepEqual(await violations(screen), []);
  await told.getByRole("link", { name: "See in operations" }).click();
  await screen.getByText("1 answer").waitFor();
  await screen.getByRole("link", { name: titles[2] ?? "" }).click();
  await screen.getByRole("heading", { name: new RegExp(titles[2] ?? "") }).waitFor();
  t.deepEqual(await violations(screen), []);
  await screen.getByRole("link", { name: "Answers to alerts" }).click();
  await screen.getByRole("link", { name: numbers[2] ?? "" }).waitFor();
  t.regex(screen.url(), new RegExp(`/ops/alert-answers\\?search=${numbers[2]}`));
  await screen.context().close();
});
