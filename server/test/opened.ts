import type { Browser, BrowserContext, Page } from "playwright-core";

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
  /** Where the person sits; figures count days there. */
  readonly timeZone?: string;
}

/** Opens the product in a context of its own. */
export async function openPage(browser: Browser, url: string, sight: Sight): Promise<Opened> {
  const { language, theme = "light", width = 1440, timeZone } = sight;
  const context: BrowserContext = await browser.newContext({
    locale: language,
    colorScheme: theme,
    viewport: { width, height: 900 },
    ...(timeZone === undefined ? {} : { timezoneId: timeZone }),
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  const hosts = new Set<string>();
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  await page.goto(url);
  return { page, troubles, hosts };
}

/** Signs somebody of the demo in. */
export async function signIn(page: Page, url: string, login: string): Promise<void> {
  const answer = await page.request.post(`${url}/api/session`, { data: { login, password: "ablauf-demo" } });
  if (!answer.ok()) throw new Error(`${login} could not sign in: ${answer.status()}`);
}
