import type { Page } from "playwright-core";
import { atMost, median } from "../figures.ts";
import type { Findings } from "../figures.ts";
import { elements, waiting } from "./grid.ts";
import type { Stage } from "./stage.ts";
import { timed } from "./watch.ts";

/** So many tasks at most; the demo has a few more or less of them, by the day. */
const opened = 6;

/** How long it takes from a press until a task with its form is there, and a large diagram with its counts. */
export async function measureOpening(stage: Stage, rounds: number): Promise<Findings> {
  const [first, next, diagram]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const times = await openTasks(stage);
    first.push(times[0] ?? Number.NaN);
    next.push(...times.slice(1));
    diagram.push(await openDiagram(stage));
  }
  return {
    goals: [
      atMost(100, median(first), "ms", "opening the first task after signing in"),
      atMost(100, median(next), "ms", "opening another one"),
      atMost(1_500, median(diagram), "ms", `a diagram of ${elements} elements with counts`),
    ],
    figures: { first, next, diagram },
  };
}

/** Tasks with forms, one after the other from the top of the list. */
async function openTasks(stage: Stage): Promise<number[]> {
  const page = await stage.open("admin", "/tasks?view=all&process=ticket-lifecycle");
  await page.locator("[role=row]").first().waitFor();
  await settle(page);
  const times: number[] = [];
  const rows = await page.locator("[role=row]").count();
  for (let at = 0; at < Math.min(opened, rows); at += 1) {
    await page.evaluate(`document.querySelector("#form-title")?.setAttribute("data-before", ""); void 0`);
    const isThere = `document.querySelector("#form-title:not([data-before])") !== null && document.querySelector("section form") !== null`;
    times.push(await timed(page, isThere, () => page.locator("[role=row]").nth(at).click()));
    await settle(page);
  }
  await page.context().close();
  return times;
}

/** From the list of processes in use, in a fresh profile. */
async function openDiagram(stage: Stage): Promise<number> {
  const page = await stage.open("admin", "/ops/processes");
  const link = page.getByRole("link", { name: "Grid" });
  await link.waitFor();
  await settle(page);
  const isThere = `document.querySelectorAll(".ablauf-badge-token").length >= ${waiting}`;
  const time = await timed(page, isThere, () => link.click());
  await page.context().close();
  return time;
}

/** People look before they press. */
function settle(page: Page): Promise<void> {
  return page.waitForTimeout(500);
}
