import type { Browser, Page } from "playwright-core";
import type { TaskPage, TaskRow } from "../../http/wire.ts";
import { buildBrowser, openChromium } from "../../test/chromium.ts";
import { deployProcess } from "../../runtime/commands/deployProcess.ts";
import { startInstance } from "../../runtime/commands/startInstance.ts";
import { openPage, signIn } from "../../test/opened.ts";
import { gather } from "../../test/story.ts";
import type { Cast } from "../../test/story.ts";
import type { Site } from "../ground.ts";
import { startServer } from "../start.ts";
import { grid } from "./grid.ts";
import { watch } from "./watch.ts";

/** A server with the demo, work on top of it, and Chromium. */
export interface Stage {
  readonly url: string;
  readonly cast: Cast;
  /** Opens the product as somebody of the demo, in a fresh profile and, unless `path` is left out, on a page. */
  open(login: string, path?: string): Promise<Page>;
  close(): Promise<void>;
}

/** Where the demo is: it is played only where nobody has an account yet. */
const tenantId = "demo";
const cases = 3;

/** Builds the browser application, starts server and browser, and starts the cases of the grid. */
export async function openStage(site: Site): Promise<Stage> {
  await buildBrowser();
  const server = await startServer(site.url, { DEMO: "true", TENANT: tenantId }, ["--standard"]);
  const browser = await openChromium();
  const cast = await gather([server.url]);
  await startGrid(site);
  return {
    url: server.url,
    cast,
    open: (login, path) => open(browser, server.url, login, path),
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

/** Open tasks of a process, in the order of the list. */
export async function tasksOf({ cast }: Stage, processKey: string): Promise<readonly TaskRow[]> {
  const path = `/api/tasks?view=all&processKey=${processKey}&limit=200`;
  return (await cast.admin.send<TaskPage>("GET", path)).body.items;
}

async function open(browser: Browser, url: string, login: string, path?: string): Promise<Page> {
  const { page } = await openPage(browser, url, { language: "en" });
  await signIn(page, url, login);
  await page.addInitScript(watch);
  await page.goto(path === undefined ? "about:blank" : `${url}${path}`);
  return page;
}

async function startGrid({ house }: Site): Promise<void> {
  const cause = { tenantId, actor: "admin" };
  await deployProcess(house, cause, { xml: grid });
  for (let at = 0; at < cases; at += 1)
    await startInstance(house, cause, { processKey: "grid", variables: {}, businessKey: `G-${at}` });
}
