import type { Page } from "playwright-core";

/** Evaluated in the page: the bytes of everything but the API's answers, as they came over the wire. */
export const weight = `[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .filter((file) => !file.name.includes("/api/"))
  .reduce((sum, file) => sum + file.encodedBodySize, 0)`;

/** What it took until a list could be used: bytes over the wire, and milliseconds since the page was asked for. */
export interface FirstLoad {
  readonly bytes: number;
  readonly usable: number;
}

/** Opens a page with a list. What comes after its first row is painted is fetched ahead, for what may be opened next. */
export async function firstLoadOf(page: Page, url: string): Promise<FirstLoad> {
  await page.addInitScript(`window.firstLoad = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector("[role=row] strong") === null) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve({ bytes: ${weight}, usable: performance.now() })));
    });
    observer.observe(document, { childList: true, subtree: true });
  })`);
  await page.goto(url);
  return page.evaluate<FirstLoad>(`firstLoad`);
}
