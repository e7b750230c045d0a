import type { TestFn } from "ava";
import type { Browser, Page } from "playwright-core";
import { buildBrowser, openChromium } from "./chromium.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";
import type { Cast } from "./story.ts";

/** A page of the product as somebody has it open. */
export interface Opened {
  readonly page: Page;
  /** Errors of the page itself; answers that decline are no errors. */
  readonly troubles: string[];
  readonly hosts: Set<string>;
}

/** How a page is looked at. */
export interface Sight {
  readonly language: "de" | "en";
  readonly theme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
  /** Where the person sits; figures count days there. */
  readonly timeZone?: string;
  /** Whether nothing fades in: what does has no contrast yet. */
  readonly isStill?: boolean;
}

/** Opens the product in a context of its own. */
export async function openPage(browser: Browser, url: string, sight: Sight): Promise<Opened> {
  const opened = await blankPage(browser, sight);
  await opened.page.goto(url);
  return opened;
}

/** An empty page in a context of its own where somebody of the demo is signed in. */
export async function openAs(browser: Browser, url: string, login: string, sight: Sight): Promise<Opened> {
  const opened = await blankPage(browser, sight);
  await signIn(opened.page, url, login);
  return opened;
}

/** Signs somebody of the demo in. */
export async function signIn(page: Page, url: string, login: string): Promise<void> {
  const answer = await page.request.post(`${url}/api/session`, { data: { login, password: "ablauf-demo" } });
  if (!answer.ok()) throw new Error(`${login} could not sign in: ${answer.status()}`);
}

async function blankPage(browser: Browser, sight: Sight): Promise<Opened> {
  const { language, theme = "light", width = 1440, height = 900, timeZone, isStill = false } = sight;
  const context = await browser.newContext({
    locale: language,
    colorScheme: theme,
    viewport: { width, height },
    ...(isStill ? { reducedMotion: "reduce" } : {}),
    ...(timeZone === undefined ? {} : { timezoneId: timeZone }),
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  const hosts = new Set<string>();
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  // somebody listens all the time: told only when a chooser is about to open, a busy browser hears it too late
  page.on("filechooser", () => undefined);
  return { page, troubles, hosts };
}

/** The whole product while the tests of a file run: a server with the demo, Chromium, and the people of a story. */
export interface Product {
  readonly site: Served;
  readonly browser: Browser;
  readonly cast: Cast;
  /** Stops the server before the tests are over; what comes after it finds none. */
  readonly stop: () => Promise<void>;
}

/** Lets a file have the product: it is there from the first test on, once `prepare` is done, and gone after the last. */
export function productFor(test: TestFn, prepare?: (product: Product) => Promise<unknown>): Product {
  const whole: { -readonly [Part in keyof Product]?: Product[Part] } = {};
  let isStopped = false;
  whole.stop = async () => {
    if (!isStopped) await whole.site?.close();
    isStopped = true;
  };
  const product = whole as Product; // nobody looks at it before it is opened
  test.before(async (t) => {
    t.timeout(400_000); // after a change the application is built first
    await buildBrowser();
    whole.site = await served();
    whole.browser = await openChromium();
    whole.cast = await gather([whole.site.url]);
    await prepare?.(product);
  });
  test.after.always(async () => {
    await whole.browser?.close();
    await product.stop();
  });
  return product;
}
