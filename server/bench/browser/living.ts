import type { Page } from "playwright-core";
import type { Client } from "../../test/client.ts";
import { atMost, median } from "../figures.ts";
import type { Findings, Goal } from "../figures.ts";
import { tasksOf } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { flowing } from "./watch.ts";
import type { Flow } from "./watch.ts";

const perMinute = 1_000;
const changesPerRound = 400;

/** Frames while tasks in sight are taken and given back, a thousand times a minute, and whether the focus stays where it was. */
export async function measureLiving(stage: Stage, rounds: number): Promise<Findings> {
  const page = await stage.open("admin", "/tasks?view=all&process=grid");
  const tasks = (await tasksOf(stage, "grid")).slice(0, 40);
  const focused = page.locator("[role=row]").nth(2);
  await focused.focus();
  const mine = await focusOf(page);
  const technician = await stage.cast.as("blang");
  const flows: (Flow & { changes: number; seconds: number })[] = [];
  for (let round = 0; round < rounds; round += 1) {
    let done = { changes: 0, seconds: 0 };
    const flow = await flowing(page, async () => {
      done = await change(
        technician,
        tasks.map(({ id }) => id),
      );
    });
    flows.push({ ...flow, ...done });
  }
  const isKept = (await focusOf(page)) === mine;
  await page.context().close();
  const rate = median(flows.map(({ changes, seconds }) => (60 * changes) / seconds));
  return {
    goals: [
      atMost(
        100,
        Math.max(...flows.map(({ frame }) => frame)),
        "ms",
        `longest frame of ${Math.round(rate)} live updates a minute`,
      ),
      kept(isKept),
    ],
    figures: { flows },
  };
}

/** Takes tasks and gives them back in turn, evenly over the time that they have. */
async function change(client: Client, ids: readonly string[]): Promise<{ changes: number; seconds: number }> {
  const began = performance.now();
  const answers: Promise<{ status: number }>[] = [];
  for (let at = 0; at < changesPerRound; at += 1) {
    const act = Math.floor(at / ids.length) % 2 === 0 ? "claim" : "release";
    answers.push(client.send("POST", `/api/tasks/${ids[at % ids.length]}/${act}`));
    const wait = began + ((at + 1) * 60_000) / perMinute - performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait)));
  }
  const refused = (await Promise.all(answers)).filter(({ status }) => status !== 200);
  if (refused.length > 0)
    throw new Error(`Expected ${changesPerRound} changes, but ${refused.length} came to ${refused[0]?.status}`);
  return { changes: changesPerRound, seconds: (performance.now() - began) / 1_000 };
}

function focusOf(page: Page): Promise<string | null> {
  return page.evaluate<string | null>(`document.activeElement.getAttribute("data-row")`);
}

function kept(isMet: boolean): Goal {
  return { goal: "the focus stays on its row all the while", value: isMet ? "yes" : "no", isMet };
}
