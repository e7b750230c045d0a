import type { Page } from "playwright-core";
import type { Screen } from "./screen.ts";

/** Opens a screen as the administrator of the demo and does what belongs to it, in a window of so many pixels. */
export async function show(page: Page, screen: Screen, usual: number): Promise<void> {
  const { path, before, prepare, width = usual } = screen;
  await page.setViewportSize({ width, height: 900 });
  if ((await page.context().cookies()).length === 0) {
    const data = { login: "admin", password: "ablauf-demo" };
    await page.request.post("/api/session", { data, headers: { "x-requested-with": "ablauf" } });
  }
  await before?.(page);
  await page.goto(path);
  await page.waitForLoadState("load");
  await settled(page);
  await prepare?.(page);
  await settled(page);
}

/** Nothing loads any more. The event stream never ends, so the network is not asked. */
export async function settled(page: Page): Promise<void> {
  const loading = page.locator("[role=status][aria-label]");
  await loading.first().waitFor({ state: "detached", timeout: 20_000 });
}
